using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Messaging;

/// <summary>A message that was committed with the row it speaks of and waits for the broker. Delivered rows are deleted.</summary>
public sealed class OutboxMessage
{
    /// <summary>When the oldest was written; no row when none waits. Ids are UUIDv7, so the first by the primary key is the oldest, whatever lies behind it.</summary>
    internal const string OldestSql = "select created_at from outbox_messages order by id limit 1";

    /// <summary>UUIDv7; becomes the message id, so that a message sent twice is known as one.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full name of a record in Contracts.</summary>
    public required string MessageType { get; init; }

    public required string Body { get; init; }

    /// <summary>W3C traceparent of the request that caused the message.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before this time; moves into the future with each failure of its own.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    public string? LastError { get; init; }
}

/// <summary>A message that a queue's consumer has already handled.</summary>
public sealed class InboxMessage
{
    public required Guid MessageId { get; init; }

    public required string Queue { get; init; }

    public required DateTimeOffset HandledAt { get; init; }
}

public static class MessagingModel
{
    /// <summary>The outbox and inbox tables, part of each service's own database and migrations.</summary>
    public static void AddMessaging(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(message =>
        {
            message.ToTable("outbox_messages");
            message.HasKey(x => x.Id);
            message.Property(x => x.MessageType).HasMaxLength(200);
            message.Property(x => x.TraceParent).HasMaxLength(64);
            message.Property(x => x.LastError).HasMaxLength(500);
            message.HasIndex(x => new { x.DueAt, x.Id });
        });
        model.Entity<InboxMessage>(message =>
        {
            message.ToTable("inbox_messages");
            message.HasKey(x => new { x.MessageId, x.Queue });
            message.Property(x => x.Queue).HasMaxLength(100);
            message.HasIndex(x => x.HandledAt);
        });
    }
}
