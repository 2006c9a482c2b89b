using System.Security.Cryptography;
using System.Text;

namespace ServiceDefaults.Keys;

/// <summary>How API keys lie at rest. Keys are long and random, so an unsalted SHA-256 is enough and can be looked up.</summary>
public static class ApiKeyHash
{
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
