using Dashboard;
using Dashboard.Activity;
using Dashboard.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServiceDatabase<DashboardDbContext>("dashboard", HealthStatus.Unhealthy);
builder.AddMessaging(table => table.Listen(Subscriptions.DashboardActivity, [typeof(ActivityConsumer)]));
builder.AddDashboard();

var app = builder.Build();
app.UseDashboard();
app.MapServiceDefaults();
app.MapDashboard();
await app.RunServiceAsync<DashboardDbContext>(args);
