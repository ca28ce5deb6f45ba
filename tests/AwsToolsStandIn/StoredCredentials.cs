using Amazon.Runtime;

namespace Amazon.PowerShell.Common;

/// <summary>Does what <c>Set-AWSCredential</c> does, for sessions without it.</summary>
public static class StoredCredentials
{
    /// <summary>Wraps credentials as AWS.Tools stores them.</summary>
    public static AWSPSCredentials Wrap(AWSCredentials credentials, string name) => new(credentials, name);
}
