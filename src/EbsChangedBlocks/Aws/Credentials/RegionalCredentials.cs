using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// Roles that are assumed with the token service of the Region in use. The SDK's own ask that of AWS_REGION or of the
/// default profile, else that of us-east-1, where the keys of another partition, such as GovCloud, are unknown.
/// </summary>
/// <remarks>Source: https://github.com/aws/aws-sdk-net/issues/1799</remarks>
internal sealed class RegionalCredentials(
    AWSCredentials source, AssumeRoleAWSCredentials role, AmazonSecurityTokenServiceConfig config)
    : RefreshingAWSCredentials
{
    /// <summary>The same credentials, where they are a role's; others as they are.</summary>
    public static AWSCredentials Of(AWSCredentials credentials, RegionEndpoint region, IWebProxy proxy)
    {
        switch (credentials)
        {
            case AssumeRoleAWSCredentials role:
                return new RegionalCredentials(Of(role.SourceCredentials, region, proxy), role, Config(region, proxy))
                {
                    PreemptExpiryTime = role.PreemptExpiryTime,
                };
            case AssumeRoleWithWebIdentityCredentials identity:
                return new WebIdentity(identity, Config(region, proxy))
                {
                    PreemptExpiryTime = identity.PreemptExpiryTime,
                };
            case SSOAWSCredentials signedIn:
                signedIn.Options.ProxySettings = proxy;
                return signedIn;
            default:
                return credentials;
        }
    }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var service = new AmazonSecurityTokenServiceClient(source, config);
        AssumeRoleImmutableCredentials keys = await ((ICoreAmazonSTS)service)
            .CredentialsFromAssumeRoleAuthenticationAsync(role.RoleArn, role.RoleSessionName, role.Options)
            .ConfigureAwait(false);
        return new CredentialsRefreshState(keys, keys.Expiration);
    }

    private static AmazonSecurityTokenServiceConfig Config(RegionEndpoint region, IWebProxy proxy)
    {
        // An endpoint of one's own is signed for in the Region that is said here, or else in that of the default
        // profile.
        var config = new AmazonSecurityTokenServiceConfig
        {
            RegionEndpoint = region,
            AuthenticationRegion = region.SystemName,
        };
        config.SetWebProxy(proxy);
        return config;
    }

    private sealed class WebIdentity(
        AssumeRoleWithWebIdentityCredentials identity, AmazonSecurityTokenServiceConfig config)
        : AssumeRoleWithWebIdentityCredentials(
            identity.WebIdentityTokenFile, identity.RoleArn, identity.RoleSessionName)
    {
        protected override ICoreAmazonSTS CreateClient() =>
            new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config);
    }
}
