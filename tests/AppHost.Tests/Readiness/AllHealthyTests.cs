using AppHost.Readiness;

namespace AppHost.Tests.Readiness;

public sealed class AllHealthyTests
{
    [Theory]
    [InlineData("healthy", true)]
    [InlineData("""{"status":"healthy","checks":{}}""", true)]
    [InlineData("""{"status":"Healthy"}""", true)]
    [InlineData("""{"status":"degraded"}""", false)]
    [InlineData("""{"status":"unhealthy"}""", false)]
    [InlineData("unhealthy", false)]
    [InlineData("""{"state":"healthy"}""", false)]
    [InlineData("{ broken", false)]
    [InlineData("", false)]
    public void Only_a_body_that_says_healthy_counts(string body, bool healthy) => AllHealthy.SaysHealthy(body).ShouldBe(healthy);
}
