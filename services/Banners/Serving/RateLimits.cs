using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Banners.Serving;

/// <summary>How much one partner and one address may ask. Zero means no limit.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Decisions per second and replica for one partner. Default 20,000.</summary>
    [Range(0, 10_000_000)]
    public int PartnerPerSecond { get; set; } = 20_000;

    /// <summary>Requests without a key per second and replica from one address. Default 2,000: a school shares one address.</summary>
    [Range(0, 10_000_000)]
    public int AddressPerSecond { get; set; } = 2_000;

    /// <summary>Terms that one proposer may propose within 24 hours. Default 200: people write them.</summary>
    [Range(0, 1_000_000)]
    public int ProposalsPerDay { get; set; } = 200;
}

/// <summary>
/// Token buckets in memory. An address is known only as a hash under a key that this process made for itself, and is forgotten
/// when its bucket is full again.
/// </summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, BannersMetrics metrics) : IAsyncDisposable
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    // Kestrel holds one object for a connection's address: its hash is made once for a connection, and goes with it.
    private readonly ConditionalWeakTable<IPAddress, StrongBox<ulong>> _hashes = [];
    private readonly PartitionedRateLimiter<string> _partners = Limiter<string>(options.Value.PartnerPerSecond);
    private readonly PartitionedRateLimiter<ulong> _addresses = Limiter<ulong>(options.Value.AddressPerSecond);

    /// <param name="partner">Who asks.</param>
    /// <param name="searches">How much: a batch weighs as much as its searches.</param>
    public bool AllowsPartner(string partner, int searches = 1)
    {
        using var lease = _partners.AttemptAcquire(partner, AtOnce(searches, options.Value.PartnerPerSecond));
        if (!lease.IsAcquired)
            metrics.Limited("partner");
        return lease.IsAcquired;
    }

    public bool AllowsAddress(IPAddress? address, int requests = 1)
    {
        using var lease = _addresses.AttemptAcquire(HashOf(address), AtOnce(requests, options.Value.AddressPerSecond));
        if (!lease.IsAcquired)
            metrics.Limited("address");
        return lease.IsAcquired;
    }

    public static ProblemHttpResult Refuse(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return TypedResults.Problem("Too many requests; try again in a second.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    public async ValueTask DisposeAsync()
    {
        await _partners.DisposeAsync();
        await _addresses.DisposeAsync();
    }

    // More than the bucket holds would never be granted.
    private static int AtOnce(int asked, int perSecond) => perSecond == 0 ? asked : Math.Min(asked, perSecond * 2);

    private ulong HashOf(IPAddress? address) => address is null ? 0 : _hashes.GetValue(address, known => new StrongBox<ulong>(Hash(known))).Value;

    private ulong Hash(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        // Whoever has an IPv6 network has all of its addresses.
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            length = 8;
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_secret, bytes[..length], hash);
        return BitConverter.ToUInt64(hash);
    }

    private static PartitionedRateLimiter<TKey> Limiter<TKey>(int perSecond)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key => perSecond == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * 2,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(perSecond < 10 ? 1000 / perSecond : 100),
                QueueLimit = 0,
            }));
}
