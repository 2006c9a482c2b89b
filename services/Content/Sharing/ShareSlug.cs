using System.Security.Cryptography;

namespace Content.Sharing;

/// <summary>The last part of a discreet address: short, says nothing, cannot be guessed.</summary>
internal static class ShareSlug
{
    // Without vowels no word comes about; without 0, 1 and l nothing is misread.
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    public static string New() => RandomNumberGenerator.GetString(Letters, 10);
}
