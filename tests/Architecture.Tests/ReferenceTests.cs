using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Architecture.Tests;

public sealed partial class ReferenceTests
{
    public static TheoryData<string> EachService => [.. House.Services];

    [Theory]
    [MemberData(nameof(EachService))]
    public void A_service_references_only_Contracts_and_ServiceDefaults(string service)
    {
        var project = XDocument.Load(Path.Combine(House.Root, "services", service, $"{service}.csproj"));

        var references = project.Descendants("ProjectReference").Select(x => Path.GetFileNameWithoutExtension(x.Attribute("Include")!.Value.Replace('\\', '/')));

        references.ShouldBeSubsetOf(["Contracts", "ServiceDefaults"]);
    }

    [Theory]
    [MemberData(nameof(EachService))]
    public void No_service_was_compiled_against_another(string service)
    {
        var assembly = House.Assemblies.Single(x => x.GetName().Name == service);

        assembly.GetReferencedAssemblies().Select(x => x.Name).Intersect(House.Services.Except([service]), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EachService))]
    public void A_service_opens_its_own_database_and_no_other(string service)
    {
        var own = service == "Analytics" ? "metrics" : service.ToLowerInvariant();
        var source = string.Join('\n', House.Sources(Path.Combine("services", service)).Select(House.Read));

        OpenedDatabase().Matches(source).Select(x => x.Groups[1].Value).ShouldBe([own]);
        // Every connection comes from the one data source that AddServiceDatabase registered.
        source.ShouldNotContain("new NpgsqlConnection(");
        source.ShouldNotContain("NpgsqlDataSource.Create");
    }

    [Fact]
    public void Contracts_reference_nothing()
    {
        var project = XDocument.Load(Path.Combine(House.Root, "services/Contracts/Contracts.csproj"));

        project.Descendants().Where(x => x.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").ShouldBeEmpty();
    }

    [GeneratedRegex(@"AddServiceDatabase<\w+>\(\s*""(\w+)""", RegexOptions.None, 1000)]
    private static partial Regex OpenedDatabase();
}
