using Amazon.Runtime;

namespace Amazon.PowerShell.Common;

/// <summary>
/// Has the shape of what AWS.Tools keeps in <c>$StoredAWSCredentials</c>: everything about it but its name is internal.
/// </summary>
/// <remarks>
/// Source: https://github.com/aws/aws-tools-for-powershell, modules/AWSPowerShell/Common/Utils.cs and
/// https://docs.aws.amazon.com/powershell/v5/reference/items/Set-AWSCredential.html
/// </remarks>
public class AWSPSCredentials
{
    internal AWSPSCredentials(AWSCredentials credentials, string name)
    {
        Credentials = credentials;
        Name = name;
    }

    internal AWSCredentials Credentials { get; private set; }

    internal string Name { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
