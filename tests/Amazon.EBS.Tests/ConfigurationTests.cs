using Amazon.Runtime;

namespace Amazon.EBS.Tests;

[Collection(ProcessWideState.Name)]
public sealed class ConfigurationTests
{
    [Fact]
    public void The_configuration_names_the_service()
    {
        var config = new AmazonEBSConfig();

        Assert.Equal("EBS", config.ServiceId);
        Assert.Equal("ebs", config.RegionEndpointServiceName);
        Assert.Equal("ebs", config.AuthenticationServiceName);
        Assert.Equal("2019-11-02", config.ServiceVersion);
        Assert.Contains("aws-sdk-dotnet", config.UserAgent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_the_sdk_s()
    {
        var config = new AmazonEBSConfig();

        Assert.Equal(RequestRetryMode.Standard, config.RetryMode);
        Assert.Equal(2, config.MaxErrorRetry);
        Assert.Null(config.Timeout);
    }

    [Theory]
    [InlineData(DefaultConfigurationMode.Standard)]
    [InlineData(DefaultConfigurationMode.InRegion)]
    [InlineData(DefaultConfigurationMode.CrossRegion)]
    [InlineData(DefaultConfigurationMode.Mobile)]
    [InlineData(DefaultConfigurationMode.Auto)]
    public void Every_mode_has_the_defaults_of_the_sdk(DefaultConfigurationMode mode)
    {
        var config = new AmazonEBSConfig { RegionEndpoint = RegionEndpoint.EUNorth1, DefaultConfigurationMode = mode };

        Assert.Equal(RequestRetryMode.Standard, config.RetryMode);
        Assert.Null(config.Timeout);
    }

    [Fact]
    public void The_factory_methods_of_dependency_injection_make_this_client()
    {
        var config = CreateConfig<IAmazonEBS>();
        config.RegionEndpoint = RegionEndpoint.EUNorth1;

        using var client = Assert.IsType<AmazonEBSClient>(
            CreateClient<IAmazonEBS>(new AnonymousAWSCredentials(), config));

        Assert.Same(config, client.Config);
    }

    [Fact]
    public async Task The_service_s_environment_variable_gives_the_url()
    {
        await using var server = new LoopbackServer(new Reply("""{"BlockSize":524288}"""));
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EBS", server.Url);
        try
        {
            using var client = new AmazonEBSClient(
                new BasicAWSCredentials(Clients.AccessKey, Clients.SecretKey),
                new AmazonEBSConfig { RegionEndpoint = RegionEndpoint.EUNorth1 });

            await client.ListChangedBlocksAsync(Clients.ChangedBlocks(), TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EBS", null);
        }

        Assert.Single(server.Requests);
    }

    private static ClientConfig CreateConfig<T>()
        where T : IAmazonService => T.CreateDefaultClientConfig();

    private static IAmazonService CreateClient<T>(AWSCredentials credentials, ClientConfig config)
        where T : IAmazonService => T.CreateDefaultServiceClient(credentials, config);
}
