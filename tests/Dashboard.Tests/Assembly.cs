using Dashboard.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Browser))]
