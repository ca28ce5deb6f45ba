using Amazon.Runtime;

namespace Amazon.EBS.Tests.Support;

/// <summary>Clients that call a loopback server once, and sign with AWS's example keys.</summary>
internal static class Clients
{
    internal const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    internal const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    internal const string SessionToken = "example+session/token==";
    internal const string FirstSnapshot = "snap-0123456789abcdef0";
    internal const string SecondSnapshot = "snap-0123456789abcdef1";

    internal static AmazonEBSClient For(LoopbackServer server, HttpClientFactory? factory = null) => new(
        new SessionAWSCredentials(AccessKey, SecretKey, SessionToken),
        new AmazonEBSConfig
        {
            ServiceURL = server.Url,
            AuthenticationRegion = "eu-north-1",
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = factory,
        });

    internal static ListChangedBlocksRequest ChangedBlocks(string? nextToken = null) => new()
    {
        FirstSnapshotId = FirstSnapshot,
        SecondSnapshotId = SecondSnapshot,
        MaxResults = 10_000,
        NextToken = nextToken,
    };

    internal static async Task<ListChangedBlocksResponse> ListAsync(Reply reply, HttpClientFactory? factory = null)
    {
        await using var server = new LoopbackServer(reply);
        using var client = For(server, factory);
        return await client.ListChangedBlocksAsync(ChangedBlocks(), TestContext.Current.CancellationToken);
    }
}
