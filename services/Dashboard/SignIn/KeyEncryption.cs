using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Dashboard.Neighbours;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>
/// The keys of the cookies lie in the database; AES-GCM under a key derived from <c>Keys:Admin</c> keeps them secret at rest. With
/// another admin key they cannot be read any more: new ones are made, and everybody signs in once again.
/// </summary>
internal sealed class KeyEncryption(IOptions<KeysOptions> keys) : IXmlEncryptor
{
    private const string Purpose = "campaign-dashboard cookie keys v1";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = new byte[AesGcm.NonceByteSizes.MaxSize + plain.Length + AesGcm.TagByteSizes.MaxSize];
        var (nonce, cipher, tag) = Split(sealedKey);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = Cipher(keys.Value.Admin);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedKey)), typeof(KeyDecryption));
    }

    internal static XElement Decrypt(XElement encrypted, string adminKey)
    {
        var (nonce, cipher, tag) = Split(Convert.FromBase64String(encrypted.Value));
        var plain = new byte[cipher.Length];
        using var aes = Cipher(adminKey);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static AesGcm Cipher(string adminKey) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(adminKey), 32, info: Encoding.UTF8.GetBytes(Purpose)), AesGcm.TagByteSizes.MaxSize);

    private static (Memory<byte> Nonce, Memory<byte> Cipher, Memory<byte> Tag) Split(byte[] sealedKey) =>
        (sealedKey.AsMemory(0, AesGcm.NonceByteSizes.MaxSize),
         sealedKey.AsMemory(AesGcm.NonceByteSizes.MaxSize..^AesGcm.TagByteSizes.MaxSize),
         sealedKey.AsMemory(sealedKey.Length - AesGcm.TagByteSizes.MaxSize));
}

/// <summary>Made by data protection itself, by its name in the stored key; the settings come from its services.</summary>
internal sealed class KeyDecryption(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        KeyEncryption.Decrypt(encryptedElement, services.GetRequiredService<IOptions<KeysOptions>>().Value.Admin);
}

internal static class KeyEncryptionServices
{
    public static void EncryptDataProtectionKeys(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new KeyEncryption(provider.GetRequiredService<IOptions<KeysOptions>>())));
        // The keys would be read at the start, before the tables are there; the first sign-in reads them.
        if (services.FirstOrDefault(service => service.ImplementationType?.Name is "DataProtectionHostedService") is { } early)
            services.Remove(early);
    }
}
