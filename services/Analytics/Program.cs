using Analytics;
using Analytics.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServiceDatabase<MetricsDbContext>("metrics", HealthStatus.Unhealthy);
builder.AddMessaging(AnalyticsService.Listen);
builder.AddPartnerDirectory();
builder.AddAnalytics();

var app = builder.Build();
app.MapServiceDefaults();
app.MapAnalytics();
await app.RunServiceAsync<MetricsDbContext>(args);
