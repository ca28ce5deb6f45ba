using Amazon.Runtime;

namespace Amazon.EBS.Tests;

public sealed class CancellationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_call_that_waits_for_the_server_ends_when_cancelled(int bytesSent)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var server = new LoopbackServer(new Reply("""{"BlockSize":524288}""") { StallAfter = bytesSent });
        using var client = Clients.For(server, new UndrainedFactory());

        var call = client.ListChangedBlocksAsync(Clients.ChangedBlocks(), cancel.Token);
        await server.Stalled;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_is_not_made()
    {
        await using var server = new LoopbackServer(new Reply("{}"));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.ListChangedBlocksAsync(Clients.ChangedBlocks(), new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    /// <summary>Spares the test the two seconds that the framework goes on reading an abandoned response.</summary>
    private sealed class UndrainedFactory : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
    }
}
