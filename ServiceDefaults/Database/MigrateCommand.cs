using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Database;

public static class MigrateCommand
{
    /// <summary>Runs the service; with the single argument <c>migrate</c> it only brings the database up to date and ends, for clusters.</summary>
    public static Task RunServiceAsync<TContext>(this WebApplication app, string[] args)
        where TContext : DbContext =>
        args is ["migrate"]
            ? Migration<TContext>.MigrateAsync(app.Services.GetRequiredService<IServiceScopeFactory>(), CancellationToken.None)
            : app.RunAsync();
}
