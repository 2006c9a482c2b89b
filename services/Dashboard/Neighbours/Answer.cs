using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceDefaults.Keys;

namespace Dashboard.Neighbours;

/// <summary>What another service answered: a value, or why there is none. A service that is away is an answer, not an exception.</summary>
internal sealed record Answer<T>(T? Value, Trouble? Trouble)
{
    public bool Ok => Trouble is null;
}

/// <summary>Why there is no value: the service did not answer (<c>Status</c> null), or refused, with the words of its problem details.</summary>
public sealed record Trouble(int? Status, string? Reason);

internal static class AnswerReading
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Task<Answer<T>> AskAsync<T>(this HttpClient client, string path, CancellationToken cancellationToken) =>
        SendAsync<T>(client, new HttpRequestMessage(HttpMethod.Get, path), async response => await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken), cancellationToken);

    /// <summary>A command: POST without a body of interest in the answer.</summary>
    /// <param name="actingUser">In whose name, see <see cref="ActingUser"/>; null: the dashboard's own.</param>
    public static Task<Answer<bool>> CommandAsync(this HttpClient client, string path, CancellationToken cancellationToken, object? body = null, string? actingUser = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (actingUser is not null)
            request.Headers.Add(ActingUser.Header, actingUser);
        return SendAsync(client, request, _ => Task.FromResult(true), cancellationToken);
    }

    private static async Task<Answer<T>> SendAsync<T>(HttpClient client, HttpRequestMessage request, Func<HttpResponseMessage, Task<T?>> read, CancellationToken cancellationToken)
    {
        try
        {
            // Names and notes come back in the reader's language.
            request.Headers.AcceptLanguage.ParseAdd(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            using (request)
            using (var response = await client.SendAsync(request, cancellationToken))
            {
                if (!response.IsSuccessStatusCode)
                    return new Answer<T>(default, new Trouble((int)response.StatusCode, await ReasonAsync(response, cancellationToken)));
                return new Answer<T>(await read(response), null);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new Answer<T>(default, new Trouble(null, exception is JsonException ? exception.Message : null));
        }
    }

    private static async Task<string?> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
            return null;
        var problem = await response.Content.ReadFromJsonAsync<Problem>(Json, cancellationToken);
        return problem?.Detail ?? problem?.Errors?.Values.FirstOrDefault()?.FirstOrDefault() ?? problem?.Title;
    }

    private sealed record Problem(string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors = null);
}
