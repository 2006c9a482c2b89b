using Browsing;
using Dashboard.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace Dashboard.Tests;

/// <summary>One dashboard for all tests that do not disturb it.</summary>
[CollectionDefinition(Name)]
public sealed class OneDashboard : ICollectionFixture<DashboardApp>
{
    public const string Name = "one dashboard";
}
