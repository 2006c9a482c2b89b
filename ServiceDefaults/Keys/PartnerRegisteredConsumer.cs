using Contracts.Partners;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Keys;

/// <summary>Keeps the service's copy of a partner; an older revision than the one it has is ignored.</summary>
public sealed class PartnerRegisteredConsumer(DbContext db) : IConsumer<PartnerRegistered>
{
    public async Task Consume(ConsumeContext<PartnerRegistered> context)
    {
        var said = context.Message;
        // One statement: two messages of a new partner at once must not meet between a query and an insert.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into known_partners (id, revision, name, sandbox, key_hashes, web_origins)
            values ({said.PartnerId}, {said.Revision}, {said.Name}, {said.Sandbox}, {said.KeyHashes.ToArray()}, {said.WebOrigins.ToArray()})
            on conflict (id) do update set revision = excluded.revision, name = excluded.name, sandbox = excluded.sandbox,
              key_hashes = excluded.key_hashes, web_origins = excluded.web_origins
            where known_partners.revision < excluded.revision
            """,
            context.CancellationToken);
    }
}
