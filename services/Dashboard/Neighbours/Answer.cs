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
/// <param name="Errors">Of each field that the service named.</param>
/// <param name="Revision">At which the campaign or the helpline is, when it has moved on since it was read; 0: it is not there.</param>
/// <param name="Lang">BCP 47 tag of its words; null: the page's language.</param>
public sealed record Trouble(int? Status, string? Reason, IReadOnlyDictionary<string, string[]>? Errors = null, long? Revision = null, string? Lang = null);

internal static class AnswerReading
{
    private const string English = "en";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Task<Answer<T>> AskAsync<T>(this HttpClient client, string path, CancellationToken cancellationToken) =>
        AskAsync<T>(client, new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>A change, or a question with a body, whose answer counts.</summary>
    /// <param name="actingUser">In whose name, see <see cref="ActingUser"/>; null: the dashboard's own.</param>
    public static Task<Answer<T>> AskAsync<T>(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken, string? actingUser = null)
    {
        if (actingUser is not null)
            request.Headers.Add(ActingUser.Header, actingUser);
        return SendAsync<T>(client, request, async response => await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken), cancellationToken);
    }

    /// <summary>A command: POST without a body of interest in the answer.</summary>
    /// <param name="actingUser">In whose name, see <see cref="ActingUser"/>; null: the dashboard's own.</param>
    public static Task<Answer<bool>> CommandAsync(this HttpClient client, string path, CancellationToken cancellationToken, object? body = null, string? actingUser = null) =>
        CommandAsync(client, new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) }, cancellationToken, actingUser);

    /// <summary>The same by another method.</summary>
    public static Task<Answer<bool>> CommandAsync(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken, string? actingUser = null)
    {
        if (actingUser is not null)
            request.Headers.Add(ActingUser.Header, actingUser);
        return SendAsync(client, request, _ => Task.FromResult(true), cancellationToken);
    }

    private static async Task<Answer<T>> SendAsync<T>(HttpClient client, HttpRequestMessage request, Func<HttpResponseMessage, Task<T?>> read, CancellationToken cancellationToken)
    {
        try
        {
            // Names, notes and mistakes come back in the reader's language.
            request.Headers.AcceptLanguage.ParseAdd(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            using (request)
            using (var response = await client.SendAsync(request, cancellationToken))
            {
                if (!response.IsSuccessStatusCode)
                    return new Answer<T>(default, await TroubleAsync(response, cancellationToken));
                return new Answer<T>(await read(response), null);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new Answer<T>(default, new Trouble(null, exception is JsonException ? exception.Message : null, Lang: English));
        }
    }

    private static async Task<Trouble> TroubleAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
            return new Trouble(status, null);
        var problem = await response.Content.ReadFromJsonAsync<Problem>(Json, cancellationToken);
        var reason = problem?.Detail ?? problem?.Errors?.Values.FirstOrDefault()?.FirstOrDefault() ?? problem?.Title;
        // A service that does not name its language has one.
        var language = response.Content.Headers.ContentLanguage.FirstOrDefault() ?? English;
        return new Trouble(status, reason, problem?.Errors, problem?.Revision, language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName ? null : language);
    }

    private sealed record Problem(string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors = null, long? Revision = null);
}
