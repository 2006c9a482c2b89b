using Dashboard.Language;
using Dashboard.Neighbours;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.SignIn;

/// <summary>Lets a command through when the person of this page is an approver. Buttons that are not shown are not protection enough.</summary>
internal sealed partial class ApproverGate(AuthenticationStateProvider who, ILogger<ApproverGate> logger)
{
    public async Task<Answer<bool>> RunAsync(string command, Guid id, Func<Task<Answer<bool>>> run)
    {
        var user = (await who.GetAuthenticationStateAsync()).User;
        if (!user.IsInRole(Roles.Approver))
        {
            Log.Refused(logger, user.Identity?.Name, command, id);
            return new Answer<bool>(false, new Trouble(StatusCodes.Status403Forbidden, Texts.ApproverOnly));
        }

        var answer = await run();
        Log.Done(logger, user.Identity?.Name, command, id, answer.Ok);
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Person} asked for {Command} of {Id}; done: {Done}.")]
        public static partial void Done(ILogger logger, string? person, string command, Guid id, bool done);

        [LoggerMessage(2, LogLevel.Warning, "{Person} asked for {Command} of {Id} and was refused.")]
        public static partial void Refused(ILogger logger, string? person, string command, Guid id);
    }
}
