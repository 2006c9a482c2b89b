using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers;

/// <summary>On a server that nothing works without: when it never comes up, the start ends with this advice instead of trying for ever.</summary>
internal sealed record MendAnnotation(string Mend) : IResourceAnnotation;
