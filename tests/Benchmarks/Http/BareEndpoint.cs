using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Http;

/// <summary>The limit: Kestrel, which reads the same body and returns the same bytes, and does nothing else. Runs as a process of its own.</summary>
internal static class BareEndpoint
{
    public const string Command = "bare-endpoint";

    /// <summary>Set by the load on a request that a banner answers.</summary>
    public const string MatchHeader = "X-Match";

    /// <param name="args">The file with the bytes of an answer.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var answer = await File.ReadAllBytesAsync(args[0]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(http => AnswerAsync(http, answer));
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http, byte[] answer)
    {
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync();
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        if (HttpMethods.IsGet(http.Request.Method))
            return;
        if (!http.Request.Headers.ContainsKey(MatchHeader))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
