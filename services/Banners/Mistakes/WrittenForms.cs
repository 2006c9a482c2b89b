using System.ComponentModel.DataAnnotations;
using Banners.Data;

namespace Banners.Mistakes;

/// <summary>A text of a certain form. What is said is the form in words, which people understand, instead of its expression.</summary>
internal abstract class WrittenAttribute(string pattern) : RegularExpressionAttribute(pattern)
{
    public abstract string Sentence { get; }

    public override string FormatErrorMessage(string name) => Sentence;
}

internal sealed class OneOfAttribute(params string[] values) : WrittenAttribute($"^({string.Join('|', values)})$")
{
    public override string Sentence => Sentences.OneOf.With(string.Join(", ", values));
}

/// <summary>ISO 3166-1 alpha-2, upper case.</summary>
internal sealed class CountryCodeAttribute(string pattern = CountryCodeAttribute.UpperCase) : WrittenAttribute(pattern)
{
    public const string UpperCase = "^[A-Z]{2}$";
    public const string AnyCase = "^[A-Za-z]{2}$";

    public override string Sentence => Sentences.CountryCode;
}

/// <summary>BCP 47 tag.</summary>
internal sealed class LanguageTagAttribute(string pattern = Locales.Pattern) : WrittenAttribute(pattern)
{
    public override string Sentence => Sentences.LanguageTag;
}

/// <summary>A need, such as <c>self-harm</c>.</summary>
internal sealed class KindAttribute() : WrittenAttribute(Pattern)
{
    public new const string Pattern = "^[a-z][a-z0-9-]{1,39}$";

    public override string Sentence => Sentences.KindForm;
}

internal sealed class MatchTypeAttribute() : WrittenAttribute(Pattern)
{
    public new const string Pattern = "^(exact|phrase|hashtag|broad|concept|fuzzy)$";

    public override string Sentence => Sentences.MatchTypes;
}

/// <summary>To call or to write to.</summary>
internal sealed class PhoneNumberAttribute() : WrittenAttribute(@"^\+?[0-9]{2,15}$")
{
    public override string Sentence => Sentences.PhoneNumber;
}

internal sealed class ImageHashAttribute() : WrittenAttribute("^[0-9a-f]{64}$")
{
    public override string Sentence => Sentences.ImageHash;
}

/// <summary><c>#rrggbb</c> in small letters.</summary>
internal sealed class ColourAttribute() : WrittenAttribute(Contrast.ColourPattern)
{
    public override string Sentence => Sentences.Colour;
}

/// <summary><c>HH:mm</c>.</summary>
internal sealed class TimeOfDayAttribute() : WrittenAttribute(Timetable.TimePattern)
{
    public override string Sentence => Sentences.TimeOfDay;
}

/// <summary>Date and time, with an offset or without.</summary>
internal sealed class MomentAttribute() : WrittenAttribute("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$")
{
    public override string Sentence => Sentences.MomentForm;
}

internal sealed class ClassNameAttribute() : WrittenAttribute("^[\\p{L}0-9-]+$")
{
    public override string Sentence => Sentences.ClassName;
}

/// <summary>ISO 3166-2, or its part after the country.</summary>
internal sealed class RegionAttribute() : WrittenAttribute("^[A-Za-z0-9-]{1,10}$")
{
    public override string Sentence => Sentences.RegionForm;
}

/// <summary>A list of <c>mon</c> to <c>sun</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WeekDaysAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not IEnumerable<string> days || Timetable.AreDays(days);

    public override string FormatErrorMessage(string name) => Sentences.DayUnknown.With(string.Join(", ", Timetable.Days));
}
