using System.Text;
using EndToEnd.Tests.Running;
using Testing;

namespace EndToEnd.Tests.Privacy;

/// <summary>A text that nobody searches for: wherever it turns up, a search was kept.</summary>
internal static class Canary
{
    public const string Text = "kanarienvogel4711";

    /// <summary>Nor does anybody else come from here.</summary>
    public const string Address = "127.77.47.11";

    // A keyword of the seeded campaign: what surely is kept must be found, or the looking proves nothing.
    private const string Kept = "AlloEnfanceEnDanger";
    private const int Piece = 1 << 20;

    public static async Task IsInNoLogAsync(RunningSystem system, params string[] tokens)
    {
        foreach (var (resource, lines) in await system.LogsAsync())
        {
            lines.ShouldNotBeEmpty($"nothing was read of {resource}'s log, so nothing is proven");
            foreach (var secret in tokens.Append(Text))
                lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty($"{resource}'s log holds {secret}");
        }
    }

    /// <summary>Not in any column of any table; a row that was deleted may still lie in a file.</summary>
    public static async Task IsInNoDatabaseAsync(RunningSystem system, params string[] tokens)
    {
        var looked = 0;
        var kept = 0;
        foreach (var database in RunningSystem.Databases)
        {
            var found = await StoredText.FindAsync(await system.DatabaseAsync(database), [.. tokens, Text, Address], TestContext.Current.CancellationToken);
            found.Holding.ShouldBeEmpty($"{database} holds a search, an address or a token");
            looked += found.Looked;
            kept += (await StoredText.FindAsync(await system.DatabaseAsync(database), [Kept], TestContext.Current.CancellationToken)).Holding.Count;
        }

        looked.ShouldBeGreaterThan(100, "too little was looked through");
        kept.ShouldBePositive();
    }

    /// <summary>Not in any file of the data folder either, PostgreSQL's and RabbitMQ's own included: what was written and deleted again was written.</summary>
    public static void IsInNoFile(RunningSystem system, params string[] tokens)
    {
        var files = Directory.EnumerateFiles(system.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            // The AppHost's own, empty and held by it alone.
            .Where(file => Path.GetFileName(file) != "apphost.lock").ToList();
        files.Count.ShouldBeGreaterThan(1_000, "too little was looked through");
        byte[][] secrets = [.. tokens.Append(Text).Append(Address).Select(Encoding.UTF8.GetBytes)];
        files.Where(file => Holds(file, secrets)).ShouldBeEmpty();
        files.Exists(file => Holds(file, [Encoding.UTF8.GetBytes(Kept)])).ShouldBeTrue();
    }

    public static void IsInNoTelemetry(RunningSystem system, params string[] tokens)
    {
        foreach (var kind in new[] { "/v1/traces", "/v1/logs", "/v1/metrics" })
        {
            var bodies = system.Telemetry(kind);
            bodies.ShouldNotBeEmpty($"nothing was exported to {kind}, so nothing is proven");
            foreach (var secret in tokens.Append(Text).Append(Address).Select(Encoding.UTF8.GetBytes))
                bodies.Count(body => body.AsSpan().IndexOf(secret) >= 0).ShouldBe(0, $"{kind} was sent {Encoding.UTF8.GetString(secret)}");
        }
    }

    private static bool Holds(string file, byte[][] secrets)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var longest = secrets.Max(secret => secret.Length);
            var buffer = new byte[Piece + longest];
            var kept = 0;
            int read;
            while ((read = stream.Read(buffer, kept, Piece)) > 0)
            {
                var part = buffer.AsSpan(0, kept + read);
                foreach (var secret in secrets)
                {
                    if (part.IndexOf(secret) >= 0)
                        return true;
                }

                // A secret may lie across two pieces.
                kept = Math.Min(longest, part.Length);
                part[^kept..].CopyTo(buffer);
            }

            return false;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
