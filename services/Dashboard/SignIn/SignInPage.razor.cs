namespace Dashboard.SignIn;

// The generator of log methods does not see what a .razor file becomes.
public partial class SignInPage
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A person was refused: locked out after too many wrong passwords.")]
        public static partial void LockedOut(ILogger logger);
    }
}
