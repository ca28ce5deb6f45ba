using System.Management.Automation;
using System.Net;
using System.Security;

namespace EbsChangedBlocks.Commands;

/// <summary>Takes PowerShell's wrappings off what users and AWS.Tools hold.</summary>
internal static class CredentialObjects
{
    /// <summary>The object itself; a PSCredential becomes the pair that it stands for.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        PSObject wrapped => Unwrap(wrapped.BaseObject),
        PSCredential pair => pair.GetNetworkCredential(),
        _ => value,
    };

    /// <summary>What may be written in two ways; null where nothing was.</summary>
    /// <exception cref="EbsChangedBlocksException">It is neither, or empty; it is not shown.</exception>
    public static string? Text(object? value, string parameter) => value switch
    {
        null => null,
        PSObject wrapped => Text(wrapped.BaseObject, parameter),
        string { Length: > 0 } text => text,
        SecureString { Length: > 0 } secure => new NetworkCredential("", secure).Password,
        string or SecureString =>
            throw new EbsChangedBlocksException(FailureKind.CredentialUnusable, $"{parameter} is empty."),
        _ => throw new EbsChangedBlocksException(
            FailureKind.CredentialUnusable,
            $"{parameter} takes a string or a SecureString, and got a {value.GetType()}."),
    };

    /// <summary>
    /// Set-DefaultAWSRegion stores the name; an AWSRegion, as Get-AWSRegion returns, has it as its Region.
    /// </summary>
    public static string? RegionName(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: string name } => name,
        string name => name,
        _ => PSObject.AsPSObject(value).Properties["Region"]?.Value as string,
    };
}
