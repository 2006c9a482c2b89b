namespace Analytics.Ingestion;

/// <summary>The events of one message: what was accepted, and what was dropped before the store is asked.</summary>
internal sealed record BannerEventBatch(IReadOnlyList<AcceptedBannerEvent> Accepted, Drops Drops)
{
    /// <summary>The day on which all of its events are reported; null when there are several, or none.</summary>
    public DateOnly? OnlyDay => Accepted.Count > 0 && Accepted[0].ReportedOn is var day && Accepted.All(x => x.ReportedOn == day) ? day : null;

    /// <summary>The same with events of such days dropped: retention has deleted what they would be told from.</summary>
    public BannerEventBatch Without(IReadOnlyList<DateOnly> gone)
    {
        var drops = Drops.Copy();
        foreach (var late in Accepted.Where(x => gone.Contains(x.Day)))
            drops.Add(late.Event.Partner, DropReason.TooOld);
        return new([.. Accepted.Where(x => !gone.Contains(x.Day))], drops);
    }
}

/// <summary>How the events of one message ended.</summary>
internal sealed record BannerEventsEnd(Stored Stored, Drops Drops);
