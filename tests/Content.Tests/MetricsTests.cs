using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Content.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<ContentMetrics>().BuildServiceProvider();

    [Fact]
    public void Each_instrument_counts_what_its_name_says()
    {
        var metrics = _services.GetRequiredService<ContentMetrics>();
        using var pages = Collect<long>("pages");
        using var taps = Collect<long>("helpline.taps");
        using var created = Collect<long>("uploads.created");
        using var received = Collect<long>("uploads.received");
        using var ended = Collect<long>("uploads.ended");
        using var finishing = Collect<double>("uploads.finishing");
        using var moderated = Collect<long>("videos.moderated");

        metrics.PageServed("share", "fr");
        metrics.HelplineTapped("player");
        metrics.UploadCreated();
        metrics.UploadReceived(42);
        metrics.UploadEnded("rejected");
        metrics.UploadFinishing(TimeSpan.FromSeconds(1.5));
        metrics.VideoModerated("taken-down");

        pages.LastMeasurement!.Tags["page"].ShouldBe("share");
        pages.LastMeasurement.Tags["language"].ShouldBe("fr");
        taps.LastMeasurement!.Tags["page"].ShouldBe("player");
        created.LastMeasurement!.Value.ShouldBe(1);
        received.LastMeasurement!.Value.ShouldBe(42);
        ended.LastMeasurement!.Tags["outcome"].ShouldBe("rejected");
        finishing.LastMeasurement!.Value.ShouldBe(1.5);
        moderated.LastMeasurement!.Tags["decision"].ShouldBe("taken-down");
    }

    public void Dispose() => _services.Dispose();

    private MetricCollector<T> Collect<T>(string name)
        where T : struct =>
        new(_services.GetRequiredService<IMeterFactory>(), "campaign.content", $"campaign.content.{name}");
}
