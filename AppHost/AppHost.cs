var builder = DistributedApplication.CreateBuilder(args);

builder.AddProject<Projects.Banners>("banners");
builder.AddProject<Projects.Content>("content");
builder.AddProject<Projects.Analytics>("analytics");
builder.AddProject<Projects.Partners>("partners");
builder.AddProject<Projects.Dashboard>("dashboard");

builder.Build().Run();
