using Partners.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Partners.Tests;

/// <summary>Tests that share one running service; each uses names of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneService : ICollectionFixture<PartnersApp>
{
    public const string Name = "one service";
}
