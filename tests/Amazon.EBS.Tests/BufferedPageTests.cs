using Amazon.Runtime;

namespace Amazon.EBS.Tests;

/// <summary>Bodies that are in memory already, in an array that goes back to a pool right after.</summary>
public sealed class BufferedPageTests
{
    private static readonly Reply Page = new(
        """
        {"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":"first","SecondBlockToken":"second"}],"NextToken":"next"}
        """);

    [Fact]
    public async Task A_visible_buffer_is_read_in_place()
    {
        var page = await Clients.ListAsync(Page, new BufferingFactory(body => new UnreadableStream(body)));

        Assert.Equal("next", page.NextToken);
    }

    [Fact]
    public async Task Nothing_of_the_buffer_is_kept()
    {
        var factory = new BufferingFactory();

        var page = await Clients.ListAsync(Page, factory);
        Assert.Single(factory.Buffers).AsSpan().Fill(0xFF);

        var block = Assert.Single(page.ChangedBlocks!);
        Assert.Equal((1, "first", "second"), (block.BlockIndex, block.FirstBlockToken, block.SecondBlockToken));
        Assert.Equal("next", page.NextToken);
    }

    [Fact]
    public async Task Only_the_stream_s_own_part_of_a_buffer_is_read()
    {
        var page = await Clients.ListAsync(Page, new BufferingFactory(body =>
        {
            byte[] rented = [.. "junk"u8, .. body, .. "junk"u8];
            return new MemoryStream(rented, 4, body.Length, writable: false, publiclyVisible: true);
        }));

        Assert.Equal("next", page.NextToken);
    }

    [Fact]
    public async Task A_stream_that_hides_its_buffer_is_read_as_any_other()
    {
        var page = await Clients.ListAsync(Page, new BufferingFactory(body => new MemoryStream(body)));

        Assert.Equal("next", page.NextToken);
    }

    [Fact]
    public async Task A_page_whose_buffer_was_given_back_meanwhile_is_refused()
    {
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(
            () => Clients.ListAsync(Page, new BufferingFactory(body => new InterruptedStream(body, s => s.Dispose()))));

        Assert.IsType<ObjectDisposedException>(error.InnerException);
    }

    [Fact]
    public async Task A_call_cancelled_during_the_parse_ends_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new LoopbackServer(Page);
        using var client = Clients.For(
            server, new BufferingFactory(body => new InterruptedStream(body, _ => cancel.Cancel())));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.ListChangedBlocksAsync(Clients.ChangedBlocks(), cancel.Token));
    }

    private sealed class UnreadableStream(byte[] body) : MemoryStream(body, 0, body.Length, false, true)
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();
    }

    /// <summary>Has something happen between the moment the buffer is taken and the moment it is read.</summary>
    private sealed class InterruptedStream(byte[] body, Action<InterruptedStream> interrupt)
        : MemoryStream(body, 0, body.Length, false, true)
    {
        public override long Position
        {
            get
            {
                var position = base.Position;
                interrupt(this);
                return position;
            }
            set => base.Position = value;
        }
    }
}
