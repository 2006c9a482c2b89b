using System.Security.Claims;
using Dashboard.Neighbours;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests;

/// <summary>Whatever a page shows: who may give a command is asked again when it is given.</summary>
public sealed class CommandGateTests
{
    [Theory]
    [InlineData(Roles.Author, false, true, true)]
    [InlineData(Roles.Approver, true, false, true)]
    [InlineData("visitor", false, false, false)]
    public async Task A_command_goes_through_for_its_role_only(string role, bool forApprovers, bool forAuthors, bool forAnybody)
    {
        var gate = new CommandGate(new FixedPerson(role), NullLogger<CommandGate>.Instance);

        (await RunAsync(run => gate.RunForApproverAsync("replay delivery", Guid.Empty, run))).ShouldBe(forApprovers);
        (await RunAsync(run => gate.RunForAuthorAsync("set banners", Guid.Empty, run))).ShouldBe(forAuthors);
        (await RunAsync(run => gate.RunForAnybodyAsync("pause campaign", Guid.Empty, run))).ShouldBe(forAnybody);
    }

    private static async Task<bool> RunAsync(Func<Func<Task<Answer<bool>>>, Task<Answer<bool>>> command)
    {
        var ran = false;
        var answer = await command(() =>
        {
            ran = true;
            return Task.FromResult(new Answer<bool>(true, null));
        });
        answer.Trouble?.Status.ShouldBe(403);
        answer.Ok.ShouldBe(ran);
        return ran;
    }

    private sealed class FixedPerson(string role) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"))));
    }
}
