using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Chaos;

public sealed class FaultPlanTests
{
    private static readonly string[] Everybody = [.. RunningSystem.Services, .. RunningSystem.Servers];

    [Fact]
    public void The_seed_decides_the_plan()
    {
        FaultPlan.Of(new(Long: true, 1, 1), Everybody).ShouldBe(FaultPlan.Of(new(Long: true, 1, 1), Everybody));
        FaultPlan.Of(new(Long: true, 1, 1), Everybody).ShouldNotBe(FaultPlan.Of(new(Long: true, 2, 1), Everybody));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Everybody_is_killed_and_paused_and_the_disk_fills(bool isLong)
    {
        var settings = new ChaosSettings(isLong, 119, 1);
        var plan = FaultPlan.Of(settings, Everybody);
        foreach (var kind in new[] { FaultKind.Kill, FaultKind.Pause })
            plan.Where(fault => fault.Kind == kind).Select(fault => fault.Resource).Distinct(StringComparer.Ordinal).ShouldBe(Everybody, ignoreOrder: true);
        plan.Count(fault => fault.Kind is FaultKind.FullDisk).ShouldBe(settings.FullDisks);
        plan.ShouldAllBe(fault => fault.At >= TimeSpan.Zero && fault.At < settings.Duration);
    }
}
