using Content;
using Content.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServiceDatabase<ContentDbContext>("content", HealthStatus.Degraded);
builder.AddMessaging(table => table.Listen(Subscriptions.ContentPartners, [typeof(PartnerRegisteredConsumer)]));
builder.AddPartnerDirectory();
builder.AddContent();

var app = builder.Build();
app.MapServiceDefaults();
app.MapContent();
await app.RunServiceAsync<ContentDbContext>(args);
