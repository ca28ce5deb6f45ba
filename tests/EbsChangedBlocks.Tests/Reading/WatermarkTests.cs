using CsCheck;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Tests.Reading;

public class WatermarkTests
{
    [Fact]
    public void It_begins_where_the_last_run_was() => Assert.Equal(5, new Watermark(5).Value);

    [Fact]
    public void What_was_not_listed_needs_no_writing()
    {
        var watermark = new Watermark(0);
        Watermark.Block block = watermark.Begin(7);
        Assert.Equal(7, watermark.Value);

        watermark.End(block);
        Assert.Equal(8, watermark.Value);
    }

    /// <summary>The lowest block begun and not written, else the one after the last begun.</summary>
    [Fact]
    public void No_block_before_it_is_unwritten_and_none_after_it_need_be_written_again() =>
        Gen.Int[0, 1000].HashSet[1, 40].Select(Gen.Int).Sample((indexes, seed) =>
        {
            var random = new Random(seed);
            var watermark = new Watermark(indexes.Min());
            var begun = new List<Watermark.Block>();
            int last = indexes.Min() - 1;
            foreach (int index in indexes.Order())
            {
                begun.Add(watermark.Begin(index));
                last = index;
                while (begun.Count > 0 && random.Next(2) == 0)
                {
                    int at = random.Next(begun.Count);
                    watermark.End(begun[at]);
                    begun.RemoveAt(at);
                }

                Assert.Equal(begun.Count > 0 ? begun.Min(block => block.Index) : last + 1, watermark.Value);
            }
        });
}
