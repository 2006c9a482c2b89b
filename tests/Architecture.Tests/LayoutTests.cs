using System.Text.RegularExpressions;

namespace Architecture.Tests;

public sealed partial class LayoutTests
{
    [Fact]
    public void Program_files_are_tables_of_contents()
    {
        foreach (var service in House.Services)
            House.Lines($"services/{service}/Program.cs").ShouldBeLessThanOrEqualTo(25, service);
        House.Lines("AppHost/AppHost.cs").ShouldBeLessThanOrEqualTo(120);
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        House.Sources("services").Concat(House.Sources("ServiceDefaults")).Concat(House.Sources("AppHost")).Where(path => House.Lines(path) > 300).ShouldBeEmpty();
        House.Sources("tests").Where(path => House.Lines(path) > 500).ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_is_named_for_nothing()
    {
        var folders = House.Sources("services").Concat(House.Sources("ServiceDefaults")).Concat(House.Sources("tests"))
            .SelectMany(path => Path.GetDirectoryName(path)!.Split(Path.DirectorySeparatorChar).Skip(1));

        folders.ShouldNotContain(name => NamelessFolder().IsMatch(name));
    }

    [Fact]
    public void Logs_are_source_generated()
    {
        var offenders = House.Sources("services").Concat(House.Sources("ServiceDefaults")).Where(path => HandWrittenLog().IsMatch(House.Read(path)));

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Tests_do_not_sleep()
    {
        // The probe is no test: it waits to be killed. Traffic is a platform: it backs off.
        var offenders = House.Sources("tests")
            .Where(path => path.Contains(".Tests/", StringComparison.Ordinal) && path != "tests/Architecture.Tests/LayoutTests.cs" && Sleep().IsMatch(House.Read(path)));

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Handlers_say_what_they_return()
    {
        var offenders = House.Sources("services").Where(path => UntypedResult().IsMatch(House.Read(path)));

        offenders.ShouldBeEmpty();
    }

    [GeneratedRegex("^(services|helpers|common|managers|utils)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NamelessFolder();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", RegexOptions.None, 1000)]
    private static partial Regex HandWrittenLog();

    [GeneratedRegex(@"Task\.Delay|Thread\.Sleep", RegexOptions.None, 1000)]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bIResult\b|[^d]Results\.(Ok|NotFound|Problem|Created)", RegexOptions.None, 1000)]
    private static partial Regex UntypedResult();
}
