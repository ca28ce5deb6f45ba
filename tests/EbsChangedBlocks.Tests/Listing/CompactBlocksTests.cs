using System.Text;
using CsCheck;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing;

public class CompactBlocksTests
{
    private static readonly Gen<string?> Text = Gen.OneOf(Gen.Const((string?)null), Gen.String[0, 300]);

    [Fact]
    public void Blocks_and_their_tokens_stay_as_they_are() =>
        Gen.Select(Gen.Int, Text, Text, Gen.Bool).List[0, 200].Sample(drawn =>
        {
            byte[] shared = new byte[ushort.MaxValue];
            int used = 0;
            var compact = new CompactBlocks(drawn.Count);

            Assert.All(drawn, block => Assert.True(compact.TryAdd(
                new BlockEntry(block.Item1, Place(block.Item2, block.Item4), Place(block.Item3, true)))));

            Assert.Equal(
                drawn.Select(block => (block.Item1, block.Item2, block.Item3)),
                compact.Select(block => (block.Index, block.FirstToken.Text, block.SecondToken.Text)));

            BlockToken Place(string? text, bool isNew)
            {
                if (text is null)
                {
                    return default;
                }

                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                if (isNew || used + utf8.Length > shared.Length)
                {
                    (shared, used) = (new byte[ushort.MaxValue], 0);
                }

                utf8.CopyTo(shared, used);
                used += utf8.Length;
                return new BlockToken(shared, used - utf8.Length, utf8.Length);
            }
        });

    [Fact]
    public void What_has_a_string_for_a_token_is_left_as_it_is()
    {
        Assert.False(new CompactBlocks(1).TryAdd(new BlockEntry(1, null, "second")));
        var farBack = new BlockToken(new byte[70_000], 66_000, 60);
        Assert.False(new CompactBlocks(1).TryAdd(new BlockEntry(1, farBack, default)));
    }
}
