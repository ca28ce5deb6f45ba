using System.Net;
using System.Security.Cryptography;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Http;

public sealed class RefusalTests : IAsyncLifetime
{
    private const string Invalid = "ValidationException";
    private const string NotFound = "ResourceNotFoundException";
    private const string Unknown = "UnknownOperationException";
    private const string BadValue = "INVALID_PARAMETER_VALUE";
    private const string BadId = "INVALID_SNAPSHOT_ID";
    private const string Unrelated = "UNRELATED_SNAPSHOTS";
    private const string NoSnapshot = "SNAPSHOT_NOT_FOUND";

    private LocalEbsServer _server = null!;
    private SignedClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Serve.Snapshots(new SyntheticSnapshot("snap-a", 1), new SyntheticSnapshot("snap-b", 1));
        _client = new SignedClient(_server.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("rebind.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example:4599", 421)]
    [InlineData("169.254.169.254", 421)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:4599", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:4599", 200)]
    public async Task Who_asks_by_a_name_of_elsewhere_gets_nothing(string host, int status)
    {
        _client.Host = host;

        Assert.Equal(status, (int)(await _client.ReadAsync("/snapshots/snap-a/blocks")).Status);
    }

    [Theory]
    [InlineData("snap-a/changedblocks", Invalid, BadValue, "FirstSnapshotId must be specified.")]
    [InlineData("snap-a/changedblocks?firstSnapshotId=", Invalid, BadValue, "FirstSnapshotId must be specified.")]
    [InlineData("snap-a/changedblocks?firstSnapshotId=snap-X", Invalid, BadId, "FirstSnapshotId must match")]
    [InlineData("vol-a/changedblocks?firstSnapshotId=snap-a", Invalid, BadId, "SecondSnapshotId must match")]
    [InlineData("snap-a/changedblocks?firstSnapshotId=snap-c", NotFound, NoSnapshot, "The snapshot 'snap-c' does not")]
    [InlineData("snap-c/changedblocks?firstSnapshotId=snap-a", NotFound, NoSnapshot, "The snapshot 'snap-c' does not")]
    [InlineData("snap-c/blocks", NotFound, NoSnapshot, "The snapshot 'snap-c' does not")]
    [InlineData("snap-b/changedblocks?firstSnapshotId=snap-a", Invalid, Unrelated, "snap-a and snap-b are not related")]
    [InlineData("snap-a/blocks?maxResults=99", Invalid, BadValue, "MaxResults must be a number from 100 to 10000.")]
    [InlineData("snap-a/blocks?maxResults=10001", Invalid, BadValue, "MaxResults must be a number from 100 to 10000.")]
    [InlineData("snap-a/blocks?maxResults=many", Invalid, BadValue, "MaxResults must be a number from 100 to 10000.")]
    [InlineData("snap-a/blocks?startingBlockIndex=-1", Invalid, BadValue, "StartingBlockIndex must be")]
    [InlineData("snap-a/blocks?startingBlockIndex=2147483648", Invalid, BadValue, "StartingBlockIndex must be")]
    [InlineData("snap-a/blocks?pageToken=AAAA", Invalid, "INVALID_PAGE_TOKEN", "The page token is")]
    [InlineData("snap-a/blocks?pageToken=", Invalid, "INVALID_PAGE_TOKEN", "The page token is")]
    [InlineData("snap-a/blocks/0?blockToken=AAAA", Invalid, "INVALID_BLOCK_TOKEN", "The block token is")]
    [InlineData("snap-a/blocks/0", Invalid, BadValue, "BlockToken must be specified.")]
    [InlineData("snap-a/blocks/x?blockToken=AAAA", Invalid, BadValue, "BlockIndex must be a number")]
    [InlineData("snap-a/blocks/", Invalid, BadValue, "BlockIndex must be a number")]
    [InlineData("snap-a", Unknown, null, "Only ListChangedBlocks")]
    [InlineData("snap-a/changedblocks/7", Unknown, null, "Only ListChangedBlocks")]
    public async Task A_request_that_cannot_be_served_is_refused_as_the_service_does(
        string target, string code, string? reason, string message)
    {
        Reply reply = await _client.ReadAsync("/snapshots/" + target);
        Assert.Equal(code == Invalid ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, reply.Status);
        Assert.Equal(code, reply.ErrorType);
        Assert.Equal(reason, reply.Reason);
        Assert.StartsWith(message, reply.Message, StringComparison.Ordinal);
        Assert.InRange(reply.Message!.Length, 1, 256);
        Assert.Equal(reply.RequestId, _server.Requests.Snapshot()[^1].RequestId);
    }

    [Theory]
    [InlineData("snap-b/changedblocks?firstSnapshotId=snap-a", "The snapshot snap-a is empty")]
    [InlineData("snap-c/changedblocks?firstSnapshotId=snap-b", "The snapshot snap-c is empty")]
    [InlineData("snap-a/blocks", "The snapshot snap-a is empty")]
    [InlineData("snap-b/blocks", null)]
    public async Task An_empty_snapshot_is_refused_where_that_is_wanted(string target, string? message)
    {
        var empty = new SyntheticSnapshot("snap-a", 1, written: "none");
        SyntheticSnapshot written = empty.Child("snap-b", added: "last");
        Snapshot[] snapshots = [empty, written, written.Child("snap-c", removed: "all")];
        await using LocalEbsServer refusing =
            await Serve.Options(new LocalEbsOptions { Snapshots = snapshots, RefuseEmptySnapshots = true });
        using var client = new SignedClient(refusing.Endpoint);

        Reply reply = await client.ReadAsync("/snapshots/" + target);

        Assert.Equal(message is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(message is null ? null : Invalid, reply.ErrorType);
        if (message is not null)
        {
            Assert.Equal(message, reply.Message);
        }
    }

    [Fact]
    public async Task Another_method_is_an_unknown_operation()
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.PostAsync(
            new Uri(_server.Endpoint, "/snapshots/snap-a/blocks"), null, TestContext.Current.CancellationToken);
        Assert.Equal(Unknown, (await Reply.OfAsync(response)).ErrorType);
    }

    [Fact]
    public async Task An_image_that_has_changed_is_an_internal_error_that_says_so()
    {
        using var image = new ImageFile();
        image.SetLength(Snapshot.BlockSize).Write(0, 1);
        using var diagnostics = new StringWriter();
        await using LocalEbsServer server = await Serve.Options(
            new LocalEbsOptions { Snapshots = [ImageSnapshot.Open("snap-a", image.Path)], Diagnostics = diagnostics });
        using var client = new SignedClient(server.Endpoint);
        Reply reply = await client.ReadAsync("/snapshots/snap-a/blocks");
        Assert.Equal([0], reply.Indexes);

        image.SetLength(2 * Snapshot.BlockSize);
        reply = await client.ReadAsync("/snapshots/snap-a/blocks");
        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal("InternalServerException", reply.ErrorType);
        Assert.Contains("has changed since it was read", reply.Message, StringComparison.Ordinal);
        Assert.Equal(reply.Message + Environment.NewLine, diagnostics.ToString());
    }

    [Fact]
    public async Task A_block_whose_image_has_changed_or_cannot_be_opened_is_an_internal_error()
    {
        using var image = new ImageFile();
        image.SetLength(2 * Snapshot.BlockSize).Write(0, 1).Write(1, 2);
        await using LocalEbsServer server = await Serve.Snapshots(ImageSnapshot.Open("snap-a", image.Path));
        using var client = new SignedClient(server.Endpoint);
        string target = (await client.ReadAsync("/snapshots/snap-a/blocks")).ReadOf("snap-a", 1);
        using (HttpResponseMessage block = await client.GetAsync(target))
        {
            byte[] data = await block.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, data[0]);
            Assert.Equal(
                Convert.ToBase64String(SHA256.HashData(data)), block.Headers.GetValues("x-amz-Checksum").Single());
        }

        // The last byte of the answer is there before the server has closed the image.
        await server.Requests.WaitUntilAsync(
            all => all.All(request => request.IsCompleted), TestContext.Current.CancellationToken);
        using (new FileStream(image.Path, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            Assert.Equal("InternalServerException", (await client.ReadAsync(target)).ErrorType);
        }

        image.SetLength(3 * Snapshot.BlockSize);
        Assert.Contains("has changed", (await client.ReadAsync(target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_server_itself_is_an_internal_error_with_the_details_in_the_diagnostics()
    {
        using var diagnostics = new StringWriter();
        await using LocalEbsServer server = await Serve.Options(
            new LocalEbsOptions { Snapshots = [new BrokenSnapshot()], Diagnostics = diagnostics });
        using var client = new SignedClient(server.Endpoint);
        Reply reply = await client.ReadAsync("/snapshots/snap-a/blocks");
        Assert.Equal("InternalServerException", reply.ErrorType);
        Assert.Equal("An unexpected error occurred.", reply.Message);
        Assert.Contains(nameof(NotSupportedException), diagnostics.ToString(), StringComparison.Ordinal);
    }

    private sealed class BrokenSnapshot() : Snapshot("snap-a", 1, "broken")
    {
        public override BlockStretch At(int index) => throw new NotSupportedException();

        public override void Read(int index, Span<byte> destination) => throw new NotSupportedException();
    }
}
