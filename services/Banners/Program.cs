using Banners;
using Banners.Data;
using Contracts.Banners;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServiceDatabase<BannersDbContext>("banners", HealthStatus.Degraded);
builder.AddMessaging(table => table.Listen(Subscriptions.BannersPartners, [typeof(PartnerRegisteredConsumer)]));
builder.AddEventBatcher<BannerEvent>(events => new BannerEventsRecorded { Events = events });
builder.AddPartnerDirectory();
builder.AddBanners();

var app = builder.Build();
app.MapServiceDefaults();
app.MapBanners();
await app.RunServiceAsync<BannersDbContext>(args);
