using Rules = System.ComponentModel.DataAnnotations;

namespace Banners.Mistakes;

// The framework's rules, which know English only, under their own names and with sentences of ours.

internal sealed class RequiredAttribute : Rules.RequiredAttribute
{
    public override string FormatErrorMessage(string name) => Sentences.Needed;
}

internal sealed class StringLengthAttribute(int maximumLength) : Rules.StringLengthAttribute(maximumLength)
{
    public override string FormatErrorMessage(string name) =>
        MinimumLength > 0 ? Sentences.TextLength.With(MinimumLength, MaximumLength) : Sentences.TextTooLong.With(MaximumLength);
}

/// <summary>Of a list.</summary>
internal sealed class MinLengthAttribute(int length) : Rules.MinLengthAttribute(length)
{
    public override string FormatErrorMessage(string name) => Sentences.TooFew.With(Length);
}

/// <summary>Of a list.</summary>
internal sealed class MaxLengthAttribute(int length) : Rules.MaxLengthAttribute(length)
{
    public override string FormatErrorMessage(string name) => Sentences.TooMany.With(Length);
}

internal sealed class RangeAttribute(int minimum, int maximum) : Rules.RangeAttribute(minimum, maximum)
{
    public override string FormatErrorMessage(string name) => Sentences.OutOfRange.With(Minimum, Maximum);
}

/// <summary>ISO 8601, both within it.</summary>
internal sealed class MomentRangeAttribute : Rules.RangeAttribute
{
    public MomentRangeAttribute(string minimum, string maximum)
        : base(typeof(DateTimeOffset), minimum, maximum) => (ParseLimitsInInvariantCulture, ConvertValueInInvariantCulture) = (true, true);

    public override string FormatErrorMessage(string name) => Sentences.MomentOutOfRange.With(Minimum, Maximum);
}
