using Amazon.Runtime;

namespace Amazon.EBS.Tests;

[Collection(ProcessWideState.Name)]
public sealed class ConfigurationTests
{
    [Fact]
    public void The_configuration_names_the_service()
    {
        var config = new AmazonEBSConfig();

        Assert.Equal("EBS", AmazonEBSConfig.ServiceId);
        Assert.Equal("EBS", ((ClientConfig)config).ServiceId);
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
    [InlineData(DefaultConfigurationMode.Standard, 3_100)]
    [InlineData(DefaultConfigurationMode.InRegion, 1_100)]
    [InlineData(DefaultConfigurationMode.CrossRegion, 3_100)]
    [InlineData(DefaultConfigurationMode.Mobile, 30_000)]
    [InlineData(DefaultConfigurationMode.Auto, 1_100)]
    public void Every_set_of_defaults_is_there(DefaultConfigurationMode mode, int connectMilliseconds)
    {
        var set = Assert.Single(AmazonEBSDefaultConfiguration.GetAllConfigurations(), set => set.Name == mode);

        Assert.Equal(TimeSpan.FromMilliseconds(connectMilliseconds), set.ConnectTimeout);
        Assert.Equal(RequestRetryMode.Standard, set.RetryMode);
    }

    [Fact]
    public async Task The_service_s_environment_variable_gives_the_url()
    {
        await using var server = new LoopbackServer(new Reply("""{"BlockSize":524288}"""));
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EBS", server.Url);
        try
        {
            using var client = new AmazonEBSClient(Clients.AccessKey, Clients.SecretKey, RegionEndpoint.EUNorth1);

            await client.ListChangedBlocksAsync(Clients.ChangedBlocks(), TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EBS", null);
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Collections_are_initialised_on_request()
    {
        AWSConfigs.InitializeCollections = true;
        try
        {
            var page = await Clients.ListAsync(new Reply("""{"BlockSize":524288}"""));

            Assert.Empty(page.ChangedBlocks!);
            Assert.Empty(new ListSnapshotBlocksResponse().Blocks!);
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }
}
