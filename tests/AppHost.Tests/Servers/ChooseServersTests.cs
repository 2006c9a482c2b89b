using AppHost.Servers;
using Microsoft.Extensions.Configuration;

namespace AppHost.Tests.Servers;

public sealed class ChooseServersTests
{
    [Theory]
    [InlineData(true, ServerKind.Container)]
    [InlineData(false, ServerKind.Local)]
    public void Without_a_setting_an_engine_that_answers_decides(bool answers, ServerKind kind) =>
        ChooseServers.Choose(Setting(null), publishing: false, () => answers).ShouldBe(kind);

    [Theory]
    [InlineData("local", ServerKind.Local)]
    [InlineData("Local", ServerKind.Local)]
    [InlineData("container", ServerKind.Container)]
    public void The_setting_overrules_the_engine(string setting, ServerKind kind) =>
        ChooseServers.Choose(Setting(setting), publishing: false, () => true).ShouldBe(kind);

    [Fact]
    public void Publishing_always_means_containers() =>
        ChooseServers.Choose(Setting("local"), publishing: true, () => false).ShouldBe(ServerKind.Container);

    [Fact]
    public void Containers_without_an_engine_are_refused_with_the_mend() =>
        Should.Throw<SetupException>(() => ChooseServers.Choose(Setting("container"), publishing: false, () => false)).Message.ShouldContain("Servers=local");

    [Fact]
    public void A_setting_that_means_nothing_is_refused() =>
        Should.Throw<SetupException>(() => ChooseServers.Choose(Setting("cloud"), publishing: false, () => true)).Message.ShouldContain("cloud");

    private static IConfiguration Setting(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(ChooseServers.Setting, value)]).Build();
}
