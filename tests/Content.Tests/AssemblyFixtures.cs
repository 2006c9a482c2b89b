using Content.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(TinyVideos))]

namespace Content.Tests;

/// <summary>Tests that share one running service; each uses videos of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneService : ICollectionFixture<ContentApp>
{
    public const string Name = "one service";
}
