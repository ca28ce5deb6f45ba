using System.Text;
using CsCheck;

namespace Amazon.EBS.Tests;

public sealed class RandomPageTests
{
    [Fact]
    public async Task A_page_reads_the_same_however_it_is_written()
    {
        var written = Array.Empty<byte>();
        await using var server = new LoopbackServer(_ => new Reply(written));
        using var streamed = Clients.For(server);
        using var buffered = Clients.For(server, new BufferingFactory());

        await Gen.Select(RandomPages.Page, Gen.Int).SampleAsync(
            async (page, seed) =>
            {
                written = Encoding.UTF8.GetBytes(PageWriter.Write(page, new Random(seed)));
                var client = seed % 2 == 0 ? streamed : buffered;
                var read = await client.ListChangedBlocksAsync(Clients.ChangedBlocks());
                return RandomPages.AreEqual(page, read);
            },
            iter: 500,
            threads: 1);
    }
}
