namespace EbsChangedBlocks.Aws;

/// <summary>
/// Servers send what they have not got as an empty string too; the SDK's own paginators take an empty token for the
/// end.
/// </summary>
internal static class EmptyStrings
{
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
