using Browsing;
using EndToEnd.Tests.Running;
using Xunit.Sdk;
using Xunit.v3;

// One start of the whole system for all tests, and no two tests at once: some of them kill parts of it.
[assembly: AssemblyFixture(typeof(RunningSystem))]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: Parallelization(Mode = ParallelMode.None)]
