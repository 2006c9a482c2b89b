using Analytics.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Analytics.Tests;

/// <summary>Most tests share one running service and keep apart by campaign and partner ids of their own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedApp : ICollectionFixture<AnalyticsApp>
{
    public const string Name = "shared analytics";
}
