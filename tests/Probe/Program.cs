// Dies by SIGKILL at the worst moment of its outbox: `Probe DATABASE MESSAGING (after-commit|after-publish)`.
using Probe;

var (database, messaging, moment) = (args[0], new Uri(args[1]), Enum.Parse<Moment>(args[2]));
await using var probe = await ProbeService.StartAsync(database, messaging, configure: builder => Killer.Arm(builder, moment));
await Killer.BrokerConnectedAsync(probe.Services);
await probe.AddAsync(ProbeService.Paused(1));
await probe.EndedAsync(); // by the signal; nobody else ends it
