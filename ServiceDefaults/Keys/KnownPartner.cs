using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Keys;

/// <summary>A service's own copy of what the Partners service said of a partner.</summary>
public sealed class KnownPartner
{
    public required string Id { get; init; }

    public required long Revision { get; set; }

    public required string Name { get; set; }

    public required bool Sandbox { get; set; }

    public required string[] KeyHashes { get; set; }

    public required string[] WebOrigins { get; set; }
}

public static class KnownPartnerModel
{
    public static void AddKnownPartners(this ModelBuilder model) =>
        model.Entity<KnownPartner>(partner =>
        {
            partner.ToTable("known_partners");
            partner.HasKey(x => x.Id);
            partner.Property(x => x.Id).HasMaxLength(40);
        });
}
