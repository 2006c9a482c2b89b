using Dashboard.Language;

namespace Dashboard.Watching;

/// <summary>Incidents and what they are about, in the reader's language.</summary>
internal static class IncidentTexts
{
    /// <summary>Red; the others are amber.</summary>
    public static bool IsGrave(IncidentKind kind) => kind is IncidentKind.Down or IncidentKind.Unhealthy or IncidentKind.Stale or IncidentKind.Restarted;

    public static string Subject(string subject) => subject switch
    {
        "banners" => Texts.SubjectBanners,
        "content" => Texts.SubjectContent,
        "analytics" => Texts.SubjectAnalytics,
        "partners" => Texts.SubjectPartners,
        Subjects.Postgres => Texts.SubjectPostgres,
        Subjects.Broker => Texts.SubjectBroker,
        Subjects.Ingestion => Texts.SubjectIngestion,
        Subjects.Dashboard => Texts.SubjectDashboard,
        _ => subject,
    };

    public static string Sentence(IncidentKind kind) => kind switch
    {
        IncidentKind.Down => Texts.SentenceDown,
        IncidentKind.Unhealthy => Texts.SentenceUnhealthy,
        IncidentKind.Degraded => Texts.SentenceDegraded,
        IncidentKind.Restarted => Texts.SentenceRestarted,
        IncidentKind.Stale => Texts.SentenceStale,
        IncidentKind.Parked => Texts.SentenceParked,
        IncidentKind.Backlog => Texts.SentenceBacklog,
    };

    public static string Name(Standing standing) => standing switch
    {
        Standing.Awaited => Texts.StandingAwaited,
        Standing.Healthy => Texts.StandingHealthy,
        Standing.Degraded => Texts.StandingDegraded,
        Standing.Unhealthy => Texts.StandingUnhealthy,
        Standing.Down => Texts.StandingDown,
    };

    /// <summary>CSS class of a standing's badge.</summary>
    public static string Badge(Standing standing) => standing switch
    {
        Standing.Healthy => "badge badge-good",
        Standing.Awaited => "badge",
        Standing.Degraded => "badge badge-warning",
        Standing.Unhealthy or Standing.Down => "badge badge-bad",
    };
}
