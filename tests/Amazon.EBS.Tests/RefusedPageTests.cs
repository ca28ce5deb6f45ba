using System.Text.Json;
using Amazon.Runtime;

namespace Amazon.EBS.Tests;

/// <summary>What must never pass for the last page of a listing.</summary>
public sealed class RefusedPageTests
{
    private const string Secret = "SECRETTOKEN";

    private const string Full = $$"""
        {"BlockSize":524288,"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":"{{Secret}}"},{"BlockIndex":22}],
         "ExpiryTime":1592976647.009,"NextToken":"{{Secret}}","VolumeSize":3}
        """;

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"SECRETTOKEN\"")]
    [InlineData("""[{"BlockSize":524288}]""")]
    [InlineData("""{"message":"try later"}""")]
    [InlineData("""{"ChangedBlocks":null,"NextToken":null}""")]
    [InlineData("<html><body>SECRETTOKEN</body></html>")]
    [InlineData("""{"BlockSize":524288}{}""")]
    [InlineData("""{"BlockSize":524288}SECRETTOKEN""")]
    [InlineData("{\"BlockSize\":524288}\0")]
    [InlineData("""{"BlockSize":524288,}""")]
    [InlineData("""{"BlockSize":"SECRETTOKEN"}""")]
    [InlineData("""{"BlockSize":5.5}""")]
    [InlineData("""{"BlockSize":99999999999}""")]
    [InlineData("""{"BlockSize":true}""")]
    [InlineData("""{"VolumeSize":[]}""")]
    [InlineData("""{"ExpiryTime":"SECRETTOKEN"}""")]
    [InlineData("""{"ExpiryTime":{}}""")]
    [InlineData("""{"ExpiryTime":1e300}""")]
    [InlineData("""{"NextToken":5}""")]
    [InlineData("""{"NextToken":{"a":"SECRETTOKEN"}}""")]
    [InlineData("""{"ChangedBlocks":{}}""")]
    [InlineData("""{"ChangedBlocks":"SECRETTOKEN"}""")]
    [InlineData("""{"ChangedBlocks":[1]}""")]
    [InlineData("""{"ChangedBlocks":[null]}""")]
    [InlineData("""{"ChangedBlocks":[[]]}""")]
    [InlineData("""{"ChangedBlocks":[{}]}""")]
    [InlineData("""{"ChangedBlocks":[{"FirstBlockToken":"SECRETTOKEN"}]}""")]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":null,"FirstBlockToken":"SECRETTOKEN"}]}""")]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":"SECRETTOKEN"}]}""")]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":2}]}""")]
    public async Task What_is_not_a_page_is_refused(string body)
    {
        await AssertRefusedAsync(body, null);
        await AssertRefusedAsync(body, new BufferingFactory());
    }

    [Fact]
    public async Task A_page_cut_anywhere_is_refused()
    {
        await Clients.ListAsync(new Reply(Full));
        for (var length = 0; length < Full.Length; length++)
        {
            await AssertRefusedAsync(Full[..length], null);
        }
    }

    [Fact]
    public async Task A_page_shorter_than_announced_is_refused()
    {
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(
            () => Clients.ListAsync(new Reply(Full) { CutAfter = Full.Length / 2 }));

        Assert.IsType<IOException>(error.InnerException, exactMatch: false);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":1}]}""")]
    [InlineData("""{"Blocks":[{"BlockToken":"t"}]}""")]
    public async Task A_page_of_a_single_snapshot_is_held_to_the_same(string body)
    {
        await using var server = new LoopbackServer(new Reply(body));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.ListSnapshotBlocksAsync(
            new() { SnapshotId = Clients.FirstSnapshot }, TestContext.Current.CancellationToken));
    }

    private static async Task AssertRefusedAsync(string body, HttpClientFactory? factory)
    {
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(
            () => Clients.ListAsync(new Reply(body), factory));

        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Reply.RequestId, error.RequestId);
        Assert.True(
            error.InnerException is JsonException or InvalidOperationException or FormatException or OverflowException,
            error.ToString());
    }
}
