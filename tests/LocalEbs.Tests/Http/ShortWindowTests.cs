using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Http;

public sealed class ShortWindowTests
{
    private const string Listing = "/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100";

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0.5, 1, 0)]
    [InlineData(0.5, 2, 700)]
    [InlineData(1, 3, 1)]
    public async Task However_the_pages_are_cut_their_union_is_the_difference(double share, int seed, int start)
    {
        var first = new SyntheticSnapshot("snap-a", 1, written: "60%/50");
        SyntheticSnapshot second = first.Child("snap-b", changed: "3%", added: "5%/10", removed: "1%");
        await using LocalEbsServer server = await Serve.Options(
            new LocalEbsOptions { Snapshots = [first, second], ShortWindows = share, Seed = seed });
        using var client = new SignedClient(server.Endpoint);

        List<Reply> pages = await ListAsync(client, start);
        Assert.Equal(
            Walk.Differing(first, second).Where(index => index >= start), pages.SelectMany(page => page.Indexes));
        Assert.Equal(share > 0, pages.Count > FullPages(first, second, start));

        List<Reply> again = await ListAsync(client, start);
        Assert.Equal(pages.Select(page => page.Indexes), again.Select(page => page.Indexes));
    }

    private static int FullPages(Snapshot first, Snapshot second, int start) =>
        (Walk.Written(first).Union(Walk.Written(second)).Count(index => index >= start) + 99) / 100;

    private static async Task<List<Reply>> ListAsync(SignedClient client, int start)
    {
        List<Reply> pages = [await client.ReadAsync($"{Listing}&startingBlockIndex={start}")];
        while (pages[^1].NextToken is { } token)
        {
            pages.Add(await client.ReadAsync($"{Listing}&pageToken={Uri.EscapeDataString(token)}"));
        }

        return pages;
    }
}
