using Browsing;
using EndToEnd.Tests.Running;

// One start of the whole system for all tests. People and traffic use it at once; who stops or kills parts of it has it alone.
[assembly: AssemblyFixture(typeof(RunningSystem))]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace EndToEnd.Tests;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[CollectionDefinition(Name)]
public sealed class People
{
    public const string Name = "people";
}
