using System.Security.Claims;
using Dashboard.Language;
using Dashboard.Neighbours;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.SignIn;

/// <summary>
/// Lets a command through when the person of this page is an approver, an author, or in any role where the other service itself is told who asks. Buttons
/// that are not shown are not protection enough.
/// </summary>
internal sealed partial class CommandGate(AuthenticationStateProvider who, ILogger<CommandGate> logger)
{
    /// <summary>For what approvers decide and services leave to the dashboard.</summary>
    public Task<Answer<T>> RunForApproverAsync<T>(string command, object id, Func<Task<Answer<T>>> run) => RunAsync(command, id, run, user => user.IsInRole(Roles.Approver), Texts.ApproverOnly);

    /// <summary>For an edit of a draft.</summary>
    public Task<Answer<T>> RunForAuthorAsync<T>(string command, object id, Func<Task<Answer<T>>> run) => RunAsync(command, id, run, user => user.IsInRole(Roles.Author), Texts.AuthorOnly);

    /// <summary>For a command that the other service judges by the person's token.</summary>
    public Task<Answer<T>> RunForAnybodyAsync<T>(string command, object id, Func<Task<Answer<T>>> run) => RunAsync(command, id, run, user => Roles.All.Any(user.IsInRole), Texts.ApproverOnly);

    private async Task<Answer<T>> RunAsync<T>(string command, object id, Func<Task<Answer<T>>> run, Func<ClaimsPrincipal, bool> allowed, string refusal)
    {
        var user = (await who.GetAuthenticationStateAsync()).User;
        if (!allowed(user))
        {
            Log.Refused(logger, user.Identity?.Name, command, $"{id}");
            return new Answer<T>(default, new Trouble(StatusCodes.Status403Forbidden, refusal));
        }

        var answer = await run();
        Log.Done(logger, user.Identity?.Name, command, $"{id}", answer.Ok);
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Person} asked for {Command} of {Id}; done: {Done}.")]
        public static partial void Done(ILogger logger, string? person, string command, string id, bool done);

        [LoggerMessage(2, LogLevel.Warning, "{Person} asked for {Command} of {Id} and was refused.")]
        public static partial void Refused(ILogger logger, string? person, string command, string id);
    }
}
