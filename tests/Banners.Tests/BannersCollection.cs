namespace Banners.Tests;

/// <summary>These tests share one running service; they run one after another.</summary>
[CollectionDefinition]
public sealed class BannersCollection : ICollectionFixture<BannersApp>;
