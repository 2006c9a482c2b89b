using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Banners.Serving;

internal enum TokenVerdict
{
    Good = 0,
    Bad = 1,
    Expired = 2,
}

/// <summary>Makes the tokens of decisions and reads them. Tokens of an older key open until that key leaves the setting.</summary>
internal sealed class TokenSealer(TokenKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    public string Seal(DecisionToken token)
    {
        Span<byte> plain = stackalloc byte[DecisionToken.MaxBytes];
        Span<byte> nonce = stackalloc byte[SealedText.NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        return SealedText.Write(keys.Newest, nonce, plain[..token.Write(plain)]);
    }

    public TokenVerdict Open(string text, out DecisionToken? token)
    {
        Span<byte> plain = stackalloc byte[DecisionToken.MaxBytes];
        token = SealedText.TryRead(keys, text, plain, out var length) ? DecisionToken.Read(plain[..length]) : null;
        if (token is null)
            return TokenVerdict.Bad;
        return clock.GetUtcNow() - token.DecidedAt > options.Value.Lifetime ? TokenVerdict.Expired : TokenVerdict.Good;
    }
}
