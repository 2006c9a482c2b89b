using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Probe;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Telemetry;

public sealed class TelemetryTests(TestServers servers)
{
    private const string Canary = "mon-pere-me-tape-canary";

    [Fact]
    public async Task One_request_is_one_trace_through_http_outbox_broker_and_consumer()
    {
        var spans = new SynchronizedSpans();
        await using var probe = await StartAsync(spans);
        using var client = probe.Client();

        using var answer = await client.PostAsync(new Uri("/pause/11", UriKind.Relative), null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);

        var request = await Eventually.GetAsync(() => Task.FromResult(spans.All.FirstOrDefault(x => x.DisplayName.Contains("/pause/", StringComparison.Ordinal))), x => x is not null);
        await Eventually.IsTrueAsync(() => spans.All.Any(x => x.TraceId == request!.TraceId && x.Kind == ActivityKind.Consumer));
        var trace = spans.All.Where(x => x.TraceId == request!.TraceId).ToList();
        trace.ShouldContain(x => x.OperationName == "outbox send");
        trace.ShouldContain(x => x.Kind == ActivityKind.Producer);
        trace.ShouldContain(x => x.Source.Name == "Npgsql");
    }

    [Fact]
    public async Task Neither_a_search_nor_a_token_is_in_traces_or_logs_whatever_the_variables_say()
    {
        var spans = new SynchronizedSpans();
        var logs = new SynchronizedLogs();
        await using var probe = await StartAsync(spans, builder =>
        {
            builder.Configuration["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            builder.Configuration["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            builder.Configuration["Logging:LogLevel:Default"] = "Trace";
            builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace";
            builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace";
            builder.Configuration["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace";
            builder.Logging.AddProvider(logs);
        });
        using var client = probe.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = probe.Address;

        using var page = await client.GetAsync(new Uri($"/c/{Canary}?q={Canary}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var echo = await client.PostAsync(new Uri("/echo", UriKind.Relative), new StringContent($$"""{"text":"{{Canary}}"}""", null, "application/json"), TestContext.Current.CancellationToken);
        using var broken = await client.PostAsync(new Uri("/echo", UriKind.Relative), new StringContent($$"""{"text": {{Canary}}""", null, "application/json"), TestContext.Current.CancellationToken);
        using var missing = await client.GetAsync(new Uri($"/{Canary}", UriKind.Relative), TestContext.Current.CancellationToken);

        await Eventually.IsTrueAsync(() => spans.All.Count(x => x.Kind == ActivityKind.Server) >= 4);
        var everything = spans.All.SelectMany(x => x.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Append(x.DisplayName)
            .Concat(x.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}"))));
        everything.ShouldAllBe(text => !text.Contains(Canary));
        spans.All.ShouldContain(x => x.TagObjects.Any(tag => tag.Key == "url.path" && Equals(tag.Value, "/c/{token}")));
        logs.All.ShouldNotBeEmpty();
        logs.All.ShouldAllBe(line => !line.Contains(Canary));
    }

    [Fact]
    public async Task A_first_start_with_a_message_waiting_and_health_being_asked_logs_no_error()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        await using (var publisher = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), messaging))
        {
            await publisher.AddAsync(ProbeService.Paused(1));
            await Eventually.IsTrueAsync(async () => await publisher.CountOutboxAsync() == 0);
        }

        var logs = new SynchronizedLogs();
        await using var probe = await ProbeService.StartAsync(
            await servers.CreateDatabaseAsync(), messaging, [Subscriptions.AnalyticsCampaigns], builder => builder.Logging.AddProvider(logs), waitForDatabase: false);
        using var client = probe.Client();
        await Eventually.IsTrueAsync(async () =>
        {
            using var health = await client.GetAsync(new Uri("/health", UriKind.Relative));
            return (await health.Content.ReadAsStringAsync()).StartsWith("""{"status":"healthy",""", StringComparison.Ordinal);
        });
        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);

        logs.All.ShouldNotBeEmpty();
        logs.All.Where(line => line.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal) || line.StartsWith(nameof(LogLevel.Critical), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task<ProbeService> StartAsync(SynchronizedSpans spans, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? configure = null) =>
        await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), [Subscriptions.AnalyticsCampaigns], builder =>
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(spans)));
            configure?.Invoke(builder);
        });

    private sealed class SynchronizedSpans : BaseExporter<Activity>
    {
        private readonly List<Activity> _spans = [];

        public IReadOnlyList<Activity> All
        {
            get
            {
                lock (_spans)
                    return [.. _spans];
            }
        }

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                lock (_spans)
                    _spans.Add(span);
            }

            return ExportResult.Success;
        }
    }

    private sealed class SynchronizedLogs : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private readonly List<string> _lines = [];
        private IExternalScopeProvider? _scopes;

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
