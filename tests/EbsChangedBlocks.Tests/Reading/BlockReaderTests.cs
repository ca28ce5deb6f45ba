using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Reading.Simulation;
using EbsChangedBlocks.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Reading;

public sealed class BlockReaderTests : IBlockSource, IPageSource, IDisposable
{
    private const int Index = 7;

    private static readonly SnapshotPair Pair = new("snap-a", "snap-b");
    private static readonly byte[] Data = SimulatedSnapshot.Filled(3);
    private static readonly BlockAnswer Right = SimulatedSnapshots.Answer(Data);

    private readonly byte[] _buffer = new byte[SimulatedSnapshot.BlockSize];
    private readonly List<BlockRequest> _read = [];
    private readonly List<PageRequest> _listed = [];
    private readonly CostMeter _cost = new(new Prices(0, 1000), maximum: 100);
    private readonly BlockReader _reader;

    public BlockReaderTests()
    {
        RequestRunner requests = QuietRequests.At(1e9, new FakeTimeProvider());
        _reader = new BlockReader(this, requests, this, requests, _cost);
        OnList = request => Task.FromResult(Page(request));
    }

    private Func<BlockRequest, BlockAnswer> OnRead { get; set; } = _ => Right;

    private Func<PageRequest, Task<BlockPage>> OnList { get; set; }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task A_block_that_is_right_is_read_once()
    {
        await Read();

        Assert.Equal(Data, _buffer);
        Assert.Equal((1, 0), (_read.Count, _listed.Count));
        Assert.Equal(new ReadingCost(default, new RequestCost(1), Blocks: 1), _cost.Total);
    }

    [Fact]
    public async Task A_block_that_comes_wrong_is_read_again_and_paid_again()
    {
        OnRead = _ => _read.Count < 3 ? Right with { Checksum = Convert.ToBase64String(new byte[32]) } : Right;

        await Read();

        Assert.Equal((3, 3), (_read.Count, _cost.Total.Blocks));
    }

    public static TheoryData<string, int, int?, string?, string?> Wrong => new()
    {
        { "its checksum does not match", 4096, 4096, Convert.ToBase64String(new byte[32]), "SHA256" },
        { "its checksum is none", 4096, 4096, null, "SHA256" },
        { "its checksum is none", 4096, 4096, "?", "SHA256" },
        { "its checksum is none", 4096, 4096, Convert.ToBase64String(new byte[31]), "SHA256" },
        { "its checksum is none", 4096, 4096, Convert.ToBase64String(new byte[33]), "SHA256" },
        { "its checksum is by 'MD5' instead of SHA256", 4096, 4096, Right.Checksum, "MD5" },
        { "its checksum is by '' instead of SHA256", 4096, 4096, Right.Checksum, null },
        { "4,095 bytes came, and 4,096 were announced, of the 4,096", 4095, 4096, Right.Checksum, "SHA256" },
        { "more bytes came, and 4,096 were announced, of the 4,096", 4097, 4096, Right.Checksum, "SHA256" },
        { "4,096 bytes came, and 4,095 were announced, of the 4,096", 4096, 4095, Right.Checksum, "SHA256" },
        { "4,096 bytes came, and  were announced, of the 4,096", 4096, null, Right.Checksum, "SHA256" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_block_that_comes_wrong_three_times_is_an_error(
        string complaint, int length, int? dataLength, string? checksum, string? algorithm)
    {
        OnRead = _ => new BlockAnswer(length, dataLength, checksum, algorithm, $"request {_read.Count}");

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(Read);

        Assert.Equal((FailureKind.ChecksumMismatch, "request 3"), (failure.Kind, failure.RequestId));
        Assert.StartsWith($"The data of block 7 of snap-b came wrong 3 times: {complaint}", failure.Message);
        Assert.Equal(3, _read.Count);
    }

    [Theory]
    [InlineData("snap-b")]
    [InlineData("snap-a")]
    public async Task A_token_that_is_refused_is_listed_again(string snapshotId)
    {
        OnRead = request => request.Token == "old" ? throw Refusal() : Right;

        await _reader.ReadAsync(
            Pair, new BlockRequest(snapshotId, Index, "old"), _buffer, TestContext.Current.CancellationToken);

        PageRequest listed = Assert.Single(_listed);
        Assert.Equal((Pair, Index, 100), (listed.Pair, listed.StartingBlockIndex, listed.MaxResults));
        Assert.Equal(["old", $"{snapshotId} 1"], _read.Select(block => block.Token));
        Assert.Equal((1, 1), (_cost.Total.Blocks, _cost.Total.Lists.Requests));
    }

    [Fact]
    public async Task Three_tokens_that_are_refused_are_an_error()
    {
        OnRead = _ => throw Refusal();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(Read);

        Assert.Equal(FailureKind.BlockTokenInvalid, failure.Kind);
        Assert.Equal(["old", "snap-b 1", "snap-b 2", "snap-b 3"], _read.Select(block => block.Token));
        Assert.Equal(0, _cost.Total.Blocks);
        OnRead = _ => Right;
        await Read();
    }

    [Fact]
    public async Task A_block_that_is_listed_no_more_is_an_answer_that_cannot_be_right()
    {
        OnRead = _ => throw Refusal();
        foreach (BlockEntry[] listed in (BlockEntry[][])[[], [new(Index + 1, "a", "b")], [new(Index, "a", null)]])
        {
            OnList = request => Task.FromResult(Page(request) with { Blocks = listed });
            Assert.Equal(
                FailureKind.InvalidServiceResponse,
                (await Assert.ThrowsAsync<EbsChangedBlocksException>(Read)).Kind);
        }
    }

    [Fact]
    public async Task Tokens_are_renewed_one_at_a_time_until_they_are_used()
    {
        var lists = new Queue<TaskCompletionSource>([new(), new()]);
        TaskCompletionSource[] turns = [.. lists];
        OnRead = request => request.Token == "old" ? throw Refusal() : Right;
        OnList = async request =>
        {
            await lists.Dequeue().Task;
            return Page(request);
        };

        Task one = Read();
        Task other = _reader.ReadAsync(
            Pair, new BlockRequest("snap-b", Index, "old"), new byte[_buffer.Length], CancellationToken.None);
        while (_read.Count < 2 && !one.IsCompleted)
        {
            await Task.Yield();
        }

        Assert.Single(_listed);
        turns[0].SetResult();
        turns[1].SetResult();
        await Task.WhenAll(one, other);
        Assert.Equal(["old", "old", "snap-b 1", "snap-b 2"], _read.Select(block => block.Token));
    }

    [Fact]
    public async Task The_head_of_a_snapshot_is_its_sizes_and_its_first_block()
    {
        var head = new SnapshotHead(40 * SimulatedSnapshot.BlockSize, SimulatedSnapshot.BlockSize);

        Assert.Equal(head, await _reader.GetHeadAsync("snap-b", reads: false, CancellationToken.None));
        Assert.Empty(_read);
        Assert.Equal(head, await _reader.GetHeadAsync("snap-b", reads: true, CancellationToken.None));
        Assert.Equal(new BlockRequest("snap-b", 0, "snap-b 2"), Assert.Single(_read));
        Assert.Equal(40, head.BlockCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SimulatedSnapshot.BlockSize + 1)]
    public async Task A_volume_without_a_size_or_with_part_of_a_block_cannot_be_right(int? volumeSize)
    {
        OnList = request => Task.FromResult(Page(request) with { VolumeSize = volumeSize });

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(
            () => _reader.GetHeadAsync("snap-b", reads: true, CancellationToken.None));

        Assert.Equal(FailureKind.InvalidServiceResponse, failure.Kind);
        Assert.Empty(_read);
    }

    [Fact]
    public async Task What_would_cost_too_much_is_not_asked_for()
    {
        for (int block = 0; block < 100; block++)
        {
            _cost.AddBlock();
        }

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(Read);

        Assert.Equal(FailureKind.CostLimitReached, failure.Kind);
        Assert.Empty(_read);
        Assert.Equal(100, _cost.Total.Blocks);
    }

    Task<BlockAnswer> IBlockSource.GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt)
    {
        _read.Add(request);
        Data.CopyTo(buffer);
        return Task.FromResult(OnRead(request));
    }

    Task<BlockPage> IPageSource.GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        _listed.Add(request);
        return OnList(request);
    }

    private static EbsChangedBlocksException Refusal() => new(FailureKind.BlockTokenInvalid, "It is too old.");

    /// <summary>A page whose tokens say which list they are of.</summary>
    private BlockPage Page(PageRequest request) => new()
    {
        Pair = request.Pair,
        Blocks =
        [
            new(request.StartingBlockIndex ?? 0, $"snap-a {_listed.Count}", $"snap-b {_listed.Count}"),
        ],
        BlockSize = SimulatedSnapshot.BlockSize,
        VolumeSize = 40 * SimulatedSnapshot.BlockSize,
    };

    private Task Read() => _reader.ReadAsync(
        Pair, new BlockRequest("snap-b", Index, "old"), _buffer, TestContext.Current.CancellationToken);
}
