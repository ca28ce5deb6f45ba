using Amazon.EBS;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Aws;

/// <summary>Whatever a client makes of an answer: the one of AWSSDK.EBS reads any JSON object as a response.</summary>
public class EbsPageSourceTests
{
    [Theory]
    [InlineData("snap-a")]
    [InlineData(null)]
    public async Task A_response_with_nothing_of_a_page_in_it_is_no_last_page(string? first)
    {
        using var client = new Client(new() { NextToken = "" }, new());

        ListingException refused = await Assert.ThrowsAsync<ListingException>(() => GetAsync(client, first));

        Assert.Equal(ListingFailure.ResponseUnreadable, refused.Failure);
    }

    [Theory]
    [InlineData("snap-a")]
    [InlineData(null)]
    public async Task A_response_without_a_list_is_a_page_without_blocks(string? first)
    {
        using var client = new Client(new() { BlockSize = 524_288 }, new() { VolumeSize = 1 });

        BlockPage page = await GetAsync(client, first);

        Assert.Empty(page.Blocks);
        Assert.Null(page.NextToken);
    }

    private static Task<BlockPage> GetAsync(Client client, string? first) =>
        new EbsPageSource(client).GetPageAsync(new PageRequest(new SnapshotPair(first, "snap-b"), 100), TestContext.Current.CancellationToken);

    private sealed class Client(ListChangedBlocksResponse changed, ListSnapshotBlocksResponse whole)
        : AmazonEBSClient(new AnonymousAWSCredentials(), new AmazonEBSConfig { ServiceURL = "http://127.0.0.1:1" })
    {
        public override Task<ListChangedBlocksResponse> ListChangedBlocksAsync(ListChangedBlocksRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(changed);

        public override Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(whole);
    }
}
