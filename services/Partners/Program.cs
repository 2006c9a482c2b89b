using Microsoft.Extensions.Diagnostics.HealthChecks;
using Partners;
using Partners.Data;
using Partners.Outbound;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServiceDatabase<PartnersDbContext>("partners", HealthStatus.Unhealthy);
builder.AddMessaging(table => table
    .Listen(Subscriptions.PartnersPartners, [typeof(PartnerRegisteredConsumer)])
    .Listen(Subscriptions.PartnersOutbound, [.. OutboundConsumers.All]));
builder.AddPartnerDirectory();
builder.AddPartners();

var app = builder.Build();
app.MapServiceDefaults();
app.MapPartners();
await app.RunServiceAsync<PartnersDbContext>(args);
