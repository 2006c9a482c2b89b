using Content.Data;
using Content.Rendering;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Content.Creators;

/// <summary>The five creators of the press release, when <c>Seed:Demo</c> asks for them.</summary>
internal sealed class CreatorSeed(IConfiguration configuration) : ISeed
{
    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Seed:Demo"))
            return;
        var db = services.GetRequiredService<ContentDbContext>();
        foreach (var creator in EmbeddedTexts.Read<Creator[]>("creators.json"))
        {
            // Two replicas may seed at the same moment.
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into creators (id, slug, name, role_fr, role_en, sign_language, discreet_share)
                values ({creator.Id}, {creator.Slug}, {creator.Name}, {creator.RoleFr}, {creator.RoleEn}, {creator.SignLanguage}, {creator.DiscreetShare})
                on conflict do nothing
                """, cancellationToken);
        }
    }
}
