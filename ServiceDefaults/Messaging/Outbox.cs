using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Messaging;

/// <summary>Adds messages to the unit of work: they leave when, and only when, the rows beside them are committed.</summary>
public sealed class Outbox(DbContext db, TimeProvider clock)
{
    public void Add(object message)
    {
        var now = clock.GetUtcNow();
        db.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            MessageType = message.GetType().FullName!,
            Body = MessageJson.Write(message),
            TraceParent = Activity.Current?.Id,
            CreatedAt = now,
            DueAt = now,
        });
    }
}
