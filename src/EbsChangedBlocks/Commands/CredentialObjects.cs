using System.Management.Automation;

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

    /// <summary>Set-DefaultAWSRegion stores the name; an AWSRegion, as Get-AWSRegion returns, has it as its Region.</summary>
    public static string? RegionName(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: string name } => name,
        string name => name,
        _ => PSObject.AsPSObject(value).Properties["Region"]?.Value as string,
    };
}
