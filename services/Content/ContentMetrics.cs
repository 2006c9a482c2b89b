using System.Diagnostics.Metrics;

namespace Content;

/// <summary>Instruments of the meter <c>campaign.content</c>.</summary>
internal sealed class ContentMetrics
{
    private readonly Counter<long> _pages;
    private readonly Counter<long> _taps;
    private readonly Counter<long> _uploadsCreated;
    private readonly Counter<long> _uploadBytes;
    private readonly Counter<long> _uploadsEnded;
    private readonly Histogram<double> _finishing;
    private readonly Counter<long> _moderated;

    public ContentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("campaign.content");
        _pages = meter.CreateCounter<long>("campaign.content.pages", "{page}", "Public pages served, by page and language.");
        _taps = meter.CreateCounter<long>("campaign.content.helpline.taps", "{tap}", "Taps on a helpline's number that were recorded, by page.");
        _uploadsCreated = meter.CreateCounter<long>("campaign.content.uploads.created", "{upload}", "Uploads that were begun.");
        _uploadBytes = meter.CreateCounter<long>("campaign.content.uploads.received", "By", "Bytes of uploads made durable.");
        _uploadsEnded = meter.CreateCounter<long>("campaign.content.uploads.ended", "{upload}", "Uploads by how they ended: finished, rejected or expired.");
        _finishing = meter.CreateHistogram<double>("campaign.content.uploads.finishing", "s", "Time from the last byte to a checked and packed video.");
        _moderated = meter.CreateCounter<long>("campaign.content.videos.moderated", "{video}", "Decisions on videos: published, rejected or taken-down.");
    }

    public void PageServed(string page, string language) => _pages.Add(1, new("page", page), new("language", language));

    public void HelplineTapped(string page) => _taps.Add(1, new KeyValuePair<string, object?>("page", page));

    public void UploadCreated() => _uploadsCreated.Add(1);

    public void UploadReceived(long bytes) => _uploadBytes.Add(bytes);

    public void UploadEnded(string outcome) => _uploadsEnded.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void UploadFinishing(TimeSpan took) => _finishing.Record(took.TotalSeconds);

    public void VideoModerated(string decision) => _moderated.Add(1, new KeyValuePair<string, object?>("decision", decision));
}
