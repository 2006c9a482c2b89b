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
        var known = await db.Set<KnownPartner>().SingleOrDefaultAsync(x => x.Id == said.PartnerId, context.CancellationToken);
        if (known is null)
        {
            db.Add(new KnownPartner
            {
                Id = said.PartnerId,
                Revision = said.Revision,
                Name = said.Name,
                Sandbox = said.Sandbox,
                KeyHashes = [.. said.KeyHashes],
                WebOrigins = [.. said.WebOrigins],
            });
        }
        else if (known.Revision < said.Revision)
        {
            known.Revision = said.Revision;
            known.Name = said.Name;
            known.Sandbox = said.Sandbox;
            known.KeyHashes = [.. said.KeyHashes];
            known.WebOrigins = [.. said.WebOrigins];
        }

        await db.SaveChangesAsync(context.CancellationToken);
    }
}
