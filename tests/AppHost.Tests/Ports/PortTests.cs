using System.Net;
using System.Net.Sockets;
using AppHost.Ports;

namespace AppHost.Tests.Ports;

public sealed class PortTests
{
    [Fact]
    public void Default_ports_are_the_documented_ones()
    {
        var ports = PortPlan.Parse(null);
        (ports.Dashboard, ports.Banners, ports.Content, ports.Analytics, ports.Partners).ShouldBe((8119, 8120, 8121, 8122, 8123));
    }

    [Fact]
    public void Two_copies_a_thousand_apart_share_no_port() =>
        new PortPlan(8119).All.Select(entry => entry.Port).Intersect(new PortPlan(9119).All.Select(entry => entry.Port)).ShouldBeEmpty();

    [Fact]
    public void No_port_is_used_twice() => new PortPlan(8119).All.Select(entry => entry.Port).ShouldBeUnique();

    [Theory]
    [InlineData("80")]
    [InlineData("65530")]
    [InlineData("many")]
    public void A_base_that_can_not_be_is_refused(string value) =>
        Should.Throw<SetupException>(() => PortPlan.Parse(value)).Message.ShouldContain("--port-base");

    [Fact]
    public void A_taken_port_is_named_with_its_holder_and_the_mend()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var message = Should.Throw<SetupException>(() => TakenPorts.Refuse(new(port))).Message;
        message.ShouldContain($"Port {port} (the dashboard) is taken by");
        message.ShouldContain($"(process {Environment.ProcessId})");
        message.ShouldContain("--port-base");
    }
}
