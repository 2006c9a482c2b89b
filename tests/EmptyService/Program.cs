// What `bench start` puts in the place of each service: the least that ASP.NET Core can be.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health", () => "Healthy");
await app.RunAsync();
