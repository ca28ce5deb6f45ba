using Amazon.Runtime;

namespace Amazon.EBS.Tests;

[Collection(ProcessWideState.Name)]
public sealed class ConstructorTests : IDisposable
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials(Clients.AccessKey, Clients.SecretKey);

    public ConstructorTests()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-3");
        FallbackRegionFactory.Reset();
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", null);
        FallbackRegionFactory.Reset();
    }

    [Fact]
    public void Without_a_region_the_ambient_one_is_taken()
    {
        AssertRegion(
            "eu-west-3",
            new AmazonEBSClient(),
            new AmazonEBSClient(new AmazonEBSConfig()),
            new AmazonEBSClient(Credentials),
            new AmazonEBSClient("key", "secret"),
            new AmazonEBSClient("key", "secret", "token"));
    }

    [Fact]
    public void A_region_or_a_configuration_wins_over_the_ambient_region()
    {
        var region = RegionEndpoint.SAEast1;
        var config = new AmazonEBSConfig { RegionEndpoint = region };
        AssertRegion(
            "sa-east-1",
            new AmazonEBSClient(region),
            new AmazonEBSClient(config),
            new AmazonEBSClient(Credentials, region),
            new AmazonEBSClient(Credentials, config),
            new AmazonEBSClient("key", "secret", region),
            new AmazonEBSClient("key", "secret", config),
            new AmazonEBSClient("key", "secret", "token", region),
            new AmazonEBSClient("key", "secret", "token", config));
    }

    [Fact]
    public void The_factory_methods_of_dependency_injection_make_this_client()
    {
        var config = CreateConfig<IAmazonEBS>();

        using var client = Assert.IsType<AmazonEBSClient>(CreateClient<IAmazonEBS>(Credentials, config));
        Assert.Throws<AmazonClientException>(() => CreateClient<IAmazonEBS>(Credentials, null!));
    }

    private static ClientConfig CreateConfig<T>()
        where T : IAmazonService => T.CreateDefaultClientConfig();

    private static IAmazonService CreateClient<T>(AWSCredentials credentials, ClientConfig config)
        where T : IAmazonService => T.CreateDefaultServiceClient(credentials, config);

    private static void AssertRegion(string region, params AmazonEBSClient[] clients)
    {
        foreach (var client in clients)
        {
            Assert.Equal(region, client.Config.RegionEndpoint.SystemName);
            client.Dispose();
        }
    }
}
