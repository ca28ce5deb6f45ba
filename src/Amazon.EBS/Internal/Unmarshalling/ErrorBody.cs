using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>What the body of an error response tells: nothing if it is a proxy's web page, or cut short.</summary>
internal sealed record ErrorBody(string? Type, string? Code, string? Message, string? Reason)
{
    internal static ErrorBody Read(Stream stream)
    {
        using var body = new MemoryStream();
        stream.CopyTo(body);
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            var error = document.RootElement;
            return new ErrorBody(
                Text(error, "__type"),
                Text(error, "code") ?? Text(error, "Code"),
                Text(error, "Message") ?? Text(error, "message"),
                Text(error, "Reason"));
        }
        catch (JsonException)
        {
            return new ErrorBody(null, null, null, null);
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object
        && error.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
