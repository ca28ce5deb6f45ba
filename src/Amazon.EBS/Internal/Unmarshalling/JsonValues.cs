using System.Globalization;
using System.Text.Json;
using Amazon.Util;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>
/// Reads the value after a property name, in all forms that servers in use send: null, and numbers as strings.
/// No message quotes what was read, since it may be a token.
/// </summary>
internal static class JsonValues
{
    internal static string? ReadString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    internal static int? ReadInt32(this ref Utf8JsonReader reader) => checked((int?)reader.ReadInt64());

    internal static long? ReadInt64(this ref Utf8JsonReader reader)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign;
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => reader.GetInt64(),
            JsonTokenType.String
                when long.TryParse(reader.GetString(), Style, CultureInfo.InvariantCulture, out long value) => value,
            _ => throw new JsonException("A whole number was expected."),
        };
    }

    /// <summary>Reads seconds since 1970, maybe with a fraction or an exponent, or else a date in ISO 8601.</summary>
    internal static DateTime? ReadTimestamp(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => AWSSDKUtils.ConvertFromUnixDecimalEpochSeconds(reader.GetDecimal()),
            JsonTokenType.String => ParseTimestamp(reader.GetString()!),
            _ => throw new JsonException("A time was expected."),
        };
    }

    private static DateTime ParseTimestamp(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds))
        {
            return AWSSDKUtils.ConvertFromUnixDecimalEpochSeconds(seconds);
        }

        const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTime time)
            ? time
            : throw new JsonException("A time was expected.");
    }
}
