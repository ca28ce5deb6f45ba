using System.Text;

namespace EbsChangedBlocks.Tests.Output;

public class DeltaViewTests
{
    [Fact]
    public void A_map_is_drawn_with_blocks_or_with_plain_characters()
    {
        Assert.Equal("| ▁▂▃▄▅▆▇█|", DeltaView.Map("012345678", 9, unicode: true));
        Assert.Equal("| .:-=+*#@|", DeltaView.Map("012345678", 9, unicode: false));
    }

    [Fact]
    public void A_narrower_map_shows_the_densest_of_what_it_joins() => Assert.Equal("|█▁ |", DeltaView.Map("080100", 3, unicode: true));

    [Fact]
    public void Unicode_is_drawn_where_the_terminal_can()
    {
        Assert.True(DeltaView.CanShowBlocks(Encoding.UTF8));
        Assert.False(DeltaView.CanShowBlocks(Encoding.ASCII));
        Assert.False(DeltaView.CanShowBlocks(Encoding.Latin1));
    }

    [Fact]
    public void The_scale_ends_where_the_map_ends()
    {
        var delta = new SnapshotDelta { VolumeSize = 1L << 40, DensityMap = new string('0', 60) };

        Assert.Equal(DeltaView.Map(delta.DensityMap).Length, DeltaView.Scale(delta).Length);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(524288, "512 KiB")]
    [InlineData(1610612736, "1.5 GiB")]
    [InlineData(70368744177664, "64 TiB")]
    public void Sizes_read_as_people_say_them(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));

    [Fact]
    public void A_delta_is_flat_so_that_a_csv_of_it_makes_sense() => Assert.All(
        typeof(SnapshotDelta).GetProperties(),
        property =>
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Assert.True(type.IsPrimitive || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime), property.Name);
        });
}
