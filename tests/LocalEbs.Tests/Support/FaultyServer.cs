using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Support;

/// <summary>A server over one volume of 2,048 blocks, with a script of faults, and a client of it.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private FaultyServer(LocalEbsServer server, TimeProvider? time)
    {
        Server = server;
        Client = new SignedClient(server.Endpoint) { SignedAt = (time ?? TimeProvider.System).GetUtcNow() };
    }

    public const string Page = "/snapshots/snap-a/blocks?maxResults=1000";

    public LocalEbsServer Server { get; }

    public SignedClient Client { get; }

    public RequestLog Requests => Server.Requests;

    public static Task<FaultyServer> StartAsync(params string[] rules) => StartAsync(new LocalEbsOptions
    {
        Snapshots = [new SyntheticSnapshot("snap-a", 1)],
        Faults = [.. rules.Select(FaultRule.Parse)],
    });

    public static async Task<FaultyServer> StartAsync(LocalEbsOptions options, TimeProvider? time = null) =>
        new(await Serve.Options(options, time), time);

    public Task<Reply> ReadAsync(string target = Page) => Client.ReadAsync(target);

    /// <summary>The page that follows an answer.</summary>
    public Task<Reply> ReadNextAsync(Reply page) => ReadAsync(After(page));

    public static string After(Reply page) => $"{Page}&pageToken={Uri.EscapeDataString(page.NextToken!)}";

    /// <summary>The request log once so many requests are over.</summary>
    public Task<IReadOnlyList<RequestRecord>> CompletedAsync(int count) => Requests.WaitUntilAsync(
        records => records.Count(record => record.IsCompleted) >= count, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
