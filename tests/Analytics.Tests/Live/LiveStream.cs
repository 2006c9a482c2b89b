using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Analytics.Tests.Live;

/// <summary>An open live stream as a dashboard follows it.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Stream _stream;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private LiveStream(HttpClient client, Stream stream)
    {
        (_client, _stream) = (client, stream);
        _events = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    /// <summary>The id of the last event: where to go on.</summary>
    public string Cursor { get; private set; } = "";

    public static async Task<LiveStream> OpenAsync(HttpClient client, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/live");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId).ShouldBeTrue();
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return new LiveStream(client, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Null at the end of the stream.</summary>
    public async Task<(string Type, JsonNode Data)?> NextAsync()
    {
        if (!await _events.MoveNextAsync())
            return null;
        Cursor = _events.Current.EventId ?? Cursor;
        return (_events.Current.EventType, JsonNode.Parse(_events.Current.Data)!);
    }

    /// <summary>The next event of one of these types; others are passed over.</summary>
    public async Task<(string Type, JsonNode Data)> NextAsync(params string[] types)
    {
        while (true)
        {
            var (type, data) = (await NextAsync()).ShouldNotBeNull();
            if (types.Contains(type))
                return (type, data);
        }
    }

    /// <summary>Changed minutes as <c>campaign type count</c>, of this and the following changes until there are that many.</summary>
    public async Task<List<string>> ChangesAsync(int atLeast)
    {
        var changes = new List<string>();
        while (changes.Count < atLeast)
            changes.AddRange(Minutes((await NextAsync("change")).Data));
        return changes;
    }

    public static List<string> Minutes(JsonNode data) => [.. data["minutes"]!.AsArray().Select(x => $"{x!["campaign"]} {x["type"]} {x["count"]}")];

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _events.DisposeAsync();
        _client.Dispose();
    }
}
