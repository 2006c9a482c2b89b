using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
