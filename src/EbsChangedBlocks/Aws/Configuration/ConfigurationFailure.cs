using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace EbsChangedBlocks.Aws.Configuration;

/// <summary>What is wrong with the files and variables that the SDK is configured by.</summary>
internal static partial class ConfigurationFailure
{
    /// <summary>Whether the SDK throws this when it reads its configuration.</summary>
    public static bool Is(Exception e) =>
        e is AmazonClientException or InvalidDataException or IOException or UnauthorizedAccessException;

    /// <summary>Whether its message holds a line of a file.</summary>
    public static bool QuotesLine(Exception e) => QuotedLine().IsMatch(e.Message);

    /// <summary>
    /// The SDK quotes a line that it cannot read, and that line may be the one with the secret key: neither it nor the
    /// exception may get out.
    /// </summary>
    public static EbsChangedBlocksException Of(Exception e) => QuotedLine().Match(e.Message) is { Success: true } line
        ? new(
            FailureKind.ConfigurationUnusable,
            $"The AWS configuration cannot be read: line {line.Groups["number"]} of '{line.Groups["file"]}' "
            + "is neither a section nor a setting.")
        : new(FailureKind.ConfigurationUnusable, $"The AWS configuration cannot be used: {e.Message}", e);

    [GeneratedRegex(
        @"^Line (?<number>\d+):<.*> in file (?<file>.*) does not contain",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex QuotedLine();
}
