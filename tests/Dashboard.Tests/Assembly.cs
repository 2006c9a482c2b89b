using Dashboard.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace Dashboard.Tests;

/// <summary>One dashboard for all tests that do not disturb it.</summary>
[CollectionDefinition(Name)]
public sealed class OneDashboard : ICollectionFixture<DashboardApp>
{
    public const string Name = "one dashboard";
}
