using CsCheck;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class DensityMapTests
{
    [Fact]
    public void A_block_is_counted_where_it_lies_however_late_the_size_is_known() =>
        Gen.Select(Gen.Int[0, 200_000].Array[0, 50], Gen.Int[0, 300_000]).Sample((indexes, volume) =>
        {
            var map = new DensityMap();
            foreach (int index in indexes)
            {
                map.Add(index, ChangeType.Added);
            }

            map.Cover(volume);

            Assert.True((long)DensityMap.Cells * map.CellSpan >= volume);
            foreach (IGrouping<int, int> cell in indexes.GroupBy(index => index / map.CellSpan))
            {
                Assert.Equal(cell.Count(), map.Count(cell.Key, ChangeType.Added));
            }
        });

    [Theory]
    [InlineData(100, 10, "0-99", "8888888888")]
    [InlineData(100, 10, "0-9", "8000000000")]
    [InlineData(100, 10, "99-99", "0000000001")]
    [InlineData(100, 10, "0-4", "4000000000")]
    [InlineData(1, 10, "0-0", "8888888888")]
    [InlineData(4, 8, "1-1", "00880000")]
    [InlineData(2048, 8, "512-767", "00800000")]
    [InlineData(134_217_728, 8, "134217727-134217727", "00000001")]
    public void Digits_tell_the_share_of_a_stretch(int blocks, int width, string changed, string digits)
    {
        var map = new DensityMap();
        map.Cover(blocks);
        string[] bounds = changed.Split('-');
        for (int index = int.Parse(bounds[0]); index <= int.Parse(bounds[1]); index++)
        {
            map.Add(index, ChangeType.Modified);
        }

        Assert.Equal(digits, MapDigits.Write(map, blocks, width));
    }

    [Fact]
    public void Nothing_that_changed_looks_unchanged() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[8, 200])
            .SelectMany((blocks, width) => Gen.Int[0, blocks - 1].Select(index => (blocks, width, index)))
            .Sample((blocks, width, index) =>
            {
                var map = new DensityMap();
                map.Cover(blocks);
                map.Add(index, ChangeType.Removed);

                Assert.Contains(MapDigits.Write(map, blocks, width), digit => digit != '0');
            });
}
