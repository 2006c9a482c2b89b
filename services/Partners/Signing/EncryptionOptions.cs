using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;

namespace Partners.Signing;

internal sealed class EncryptionOptions : IValidatableObject
{
    public const string Section = "Encryption";
    public const int KeyBytes = 32;

    /// <summary>Key that encrypts webhook secrets at rest: 32 random bytes, base64. Without the same key stored secrets cannot be read.</summary>
    [Required]
    public string Key { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Base64.IsValid(Key, out var length) || length != KeyBytes)
            yield return new ValidationResult($"The setting Encryption:Key must be {KeyBytes} bytes in base64.", [nameof(Key)]);
    }
}
