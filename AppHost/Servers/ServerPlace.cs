namespace AppHost.Servers;

/// <summary>How a server runs, and where its data lies: a folder for a process, a named volume for a container.</summary>
internal sealed record ServerPlace(ServerKind Kind, string DataDirectory, string VolumeName, int Port);
