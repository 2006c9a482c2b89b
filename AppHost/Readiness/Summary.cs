namespace AppHost.Readiness;

/// <summary>What a person does first with the running system.</summary>
internal static class Summary
{
    public static string Of(ReadyFile ready, bool demo) => $"""
        ready

          Search like on a platform  {ready.Urls.Banners}/demo
          Safety Centre              {ready.Urls.Content}/fr/119   {ready.Urls.Content}/en/119
          Dashboard                  {ready.Urls.Dashboard}
          Aspire                     {ready.Urls.Aspire}

          Sign in to the dashboard:
        {string.Join('\n', ready.SignIn.Select(user => $"    {user.User,-12} {user.Password,-26} ({user.Role})"))}

          {(demo
              ? $"Try first: open {ready.Urls.Banners}/demo, search #119, click the banner, and watch the dashboard count it."
              : "There is no campaign yet: services/Banners/Banners.http has the requests that make one.")}
          Traffic as platforms send it: ./campaign demo --seconds 20   (in another terminal)
          Ctrl-C ends everything and keeps the data.

        """;
}
