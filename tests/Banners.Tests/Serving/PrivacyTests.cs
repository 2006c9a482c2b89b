using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class PrivacyTests(BannersApp app)
{
    private const string Canary = "zqxcanari";
    private const string Address = "203.0.113.77";

    [Fact]
    public async Task Neither_a_search_nor_a_token_nor_an_address_is_in_logs_traces_or_the_database()
    {
        var spans = new Spans();
        var logs = new FakeLogCollector();
        await using var replica = app.Replica();
        await using var watched = replica.WithWebHostBuilder(host => host
            .UseSetting("Logging:LogLevel:Default", "Trace")
            .ConfigureServices(services =>
            {
                services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(logs)));
                services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new SimpleActivityExportProcessor(spans)));
            }));
        var client = watched.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"Browser/{Canary}");

        var decision = await app.DecideAsync($"#119 {Canary}", client);
        (await app.FindAsync($"{Canary} {Canary}", client)).ShouldBeNull();
        using var wrong = await client.PostAsJsonAsync("/v1/decisions", new { query = Canary, locale = Canary + "!", partner = Canary });
        using var broken = await client.PostAsync("/v1/decisions", new StringContent($$"""{"query": {{Canary}}""", null, "application/json"));
        using var impression = await client.PostAsync(decision.ImpressionUrl, null);
        using var click = await client.GetAsync(decision.ClickUrl);
        impression.EnsureSuccessStatusCode();

        await Eventually.IsTrueAsync(() => spans.Texts.Any(text => text.Contains("/c/{token}", StringComparison.Ordinal)));
        var token = decision.ClickUrl.Segments[^1];
        string[] secrets = [Canary, token, token[^20..], Address];
        foreach (var secret in secrets)
        {
            spans.Texts.ShouldAllBe(text => !text.Contains(secret));
            logs.GetSnapshot().ShouldAllBe(record => !$"{record.Message} {record.Exception}".Contains(secret));
        }

        (await ColumnsWithAsync(secrets)).ShouldBeEmpty();
        (await ColumnsWithAsync("AlloEnfanceEnDanger")).ShouldNotBeEmpty("what surely is kept must be found, or the looking proves nothing");

        logs.Count.ShouldBeGreaterThan(0);
        (await wrong.Content.ReadAsStringAsync()).ShouldNotContain(Canary);
        (await broken.Content.ReadAsStringAsync()).ShouldNotContain(Canary);
    }

    private async Task<IReadOnlyList<string>> ColumnsWithAsync(params string[] texts) =>
        (await StoredText.FindAsync(app.Database, texts, TestContext.Current.CancellationToken)).Holding;

    private sealed class Spans : BaseExporter<Activity>
    {
        private readonly ConcurrentQueue<string> _texts = new();

        public IReadOnlyCollection<string> Texts => _texts;

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                _texts.Enqueue(span.DisplayName);
                foreach (var tag in span.TagObjects)
                    _texts.Enqueue($"{tag.Key}={tag.Value}");
                foreach (var tag in span.Events.SelectMany(happened => happened.Tags))
                    _texts.Enqueue($"{tag.Key}={tag.Value}");
            }

            return ExportResult.Success;
        }
    }
}
