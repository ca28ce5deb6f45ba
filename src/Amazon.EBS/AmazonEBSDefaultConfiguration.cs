using System.Collections.ObjectModel;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>The sets of defaults that <see cref="ClientConfig.DefaultConfigurationMode"/> chooses from.</summary>
/// <seealso href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html"/>
public static class AmazonEBSDefaultConfiguration
{
    /// <summary>Safe in most places: 3.1 s to connect.</summary>
    public static IDefaultConfiguration Standard { get; } = Create(DefaultConfigurationMode.Standard, 3_100);

    /// <summary>For callers in the service's own region: 1.1 s to connect.</summary>
    public static IDefaultConfiguration InRegion { get; } = Create(DefaultConfigurationMode.InRegion, 1_100);

    /// <summary>For callers in another region: 3.1 s to connect.</summary>
    public static IDefaultConfiguration CrossRegion { get; } = Create(DefaultConfigurationMode.CrossRegion, 3_100);

    /// <summary>For callers on a mobile network: 30 s to connect.</summary>
    public static IDefaultConfiguration Mobile { get; } = Create(DefaultConfigurationMode.Mobile, 30_000);

    /// <summary>Chosen by the SDK from where it finds itself running: 1.1 s to connect.</summary>
    public static IDefaultConfiguration Auto { get; } = Create(DefaultConfigurationMode.Auto, 1_100);

    /// <summary>Lists all of them.</summary>
    /// <returns>The five sets, <see cref="Standard"/> first.</returns>
    public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() =>
        new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Create(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = Amazon.Runtime.S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
