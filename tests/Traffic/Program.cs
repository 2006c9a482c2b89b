using Spectre.Console.Cli;
using Traffic;

var app = new CommandApp<TrafficCommand>();
app.Configure(configuration => configuration.SetApplicationName("traffic").SetExceptionHandler(TrafficCommand.Explain));
return await app.RunAsync(args);
