using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Banners.Serving;

/// <summary>
/// Reads the body of a decision and writes its answer. The framework would do the same with a scope, a filter and a reflected validation for each request: a
/// third of what a search without a banner costs. The rules are the attributes of <see cref="DecideBanner.Request"/> here too; what plainly
/// keeps them is not asked again.
/// </summary>
internal sealed class DecisionBody(IOptions<JsonOptions> json)
{
    private readonly JsonTypeInfo<DecideBanner.Request> _request = (JsonTypeInfo<DecideBanner.Request>)json.Value.SerializerOptions.GetTypeInfo(typeof(DecideBanner.Request));
    private readonly JsonTypeInfo<DecideBanner.Answer> _answer = (JsonTypeInfo<DecideBanner.Answer>)json.Value.SerializerOptions.GetTypeInfo(typeof(DecideBanner.Answer));

    /// <exception cref="BadHttpRequestException">It is no JSON of this shape, or too long.</exception>
    public async ValueTask<DecideBanner.Request> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!http.HasJsonContentType())
            throw new BadHttpRequestException("The body is not said to be JSON.", StatusCodes.Status415UnsupportedMediaType);
        var body = http.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return Read(read.Buffer);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
    }

    public Task WriteAsync(HttpResponse http, DecideBanner.Answer answer, CancellationToken cancellationToken) =>
        http.WriteAsJsonAsync(answer, _answer, cancellationToken: cancellationToken);

    /// <summary>What is wrong with it, by field; null when nothing is.</summary>
    public static Dictionary<string, string[]>? MistakesIn(DecideBanner.Request request)
    {
        if (IsPlain(request))
            return null;
        var mistakes = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new ValidationContext(request), mistakes, validateAllProperties: true))
            return null;
        return mistakes.SelectMany(mistake => mistake.MemberNames, (mistake, field) => (field, mistake.ErrorMessage)).GroupBy(x => x.field, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(x => x.ErrorMessage ?? "").ToArray(), StringComparer.Ordinal);
    }

    /// <summary>True only for what the attributes allow; false says nothing.</summary>
    internal static bool IsPlain(DecideBanner.Request request) =>
        request is { Query: not null, Partner.Length: >= 1 and <= 40, ShownToday: >= 0 and <= 100_000 }
        && !string.IsNullOrWhiteSpace(request.Partner)
        && IsPlainLocale(request.Locale)
        && request.Country is null or { Length: 2 } && IsLetters(request.Country)
        && request.Region is null or { Length: >= 1 and <= 10 } && IsLettersOrDigits(request.Region)
        && request.Device is null or { Length: >= 1 and <= 16 } && IsLetters(request.Device);

    /// <summary>Reads what platforms send: each field at most of its own type, under its own name, and nothing else. False says nothing: the serializer decides.</summary>
    internal static bool TryReadPlain(in ReadOnlySequence<byte> bytes, [NotNullWhen(true)] out DecideBanner.Request? request)
    {
        request = null;
        string? query = null, partner = null, locale = null, country = null, region = null, device = null;
        var (shownToday, explain) = (0, false);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var plain = reader.ValueTextEquals("query"u8) ? TryReadText(ref reader, out query)
                    : reader.ValueTextEquals("partner"u8) ? TryReadText(ref reader, out partner)
                    : reader.ValueTextEquals("locale"u8) ? TryReadText(ref reader, out locale)
                    : reader.ValueTextEquals("country"u8) ? TryReadText(ref reader, out country)
                    : reader.ValueTextEquals("region"u8) ? TryReadText(ref reader, out region)
                    : reader.ValueTextEquals("device"u8) ? TryReadText(ref reader, out device)
                    : reader.ValueTextEquals("shownToday"u8) ? reader.Read() && reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out shownToday)
                    : reader.ValueTextEquals("explain"u8) && TryReadFlag(ref reader, out explain);
                if (!plain)
                    return false;
            }

            if (reader.TokenType is not JsonTokenType.EndObject || reader.Read() || query is null || partner is null)
                return false;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }

        request = new DecideBanner.Request(query, partner, locale, country, region, device, shownToday, explain);
        return true;
    }

    private static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        text = reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        return text is not null;
    }

    private static bool TryReadFlag(ref Utf8JsonReader reader, out bool flag)
    {
        flag = reader.Read() && reader.TokenType is JsonTokenType.True;
        return flag || reader.TokenType is JsonTokenType.False;
    }

    private DecideBanner.Request Read(in ReadOnlySequence<byte> bytes)
    {
        if (TryReadPlain(bytes, out var plain))
            return plain;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (JsonSerializer.Deserialize(ref reader, _request) is { } request && !reader.Read())
                return request;
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, exception);
        }

        throw new BadHttpRequestException("The body is null, or not over where it should be.");
    }

    // fr and fr-CA; other tags are left to the attribute.
    private static bool IsPlainLocale(string? locale) => locale switch
    {
        null => true,
        { Length: 2 } => IsLetters(locale),
        { Length: 5 } => locale[2] == '-' && IsLetters(locale.AsSpan(0, 2)) && IsLetters(locale.AsSpan(3)),
        _ => false,
    };

    private static bool IsLetters(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetter(letter))
                return false;
        }

        return true;
    }

    private static bool IsLettersOrDigits(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                return false;
        }

        return true;
    }
}
