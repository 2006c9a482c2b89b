using Dashboard.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Browser))]
// One dashboard, one browser and two cores: side by side they only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dashboard.Tests;

/// <summary>One dashboard for all tests that do not disturb it.</summary>
[CollectionDefinition(Name)]
public sealed class OneDashboard : ICollectionFixture<DashboardApp>
{
    public const string Name = "one dashboard";
}
