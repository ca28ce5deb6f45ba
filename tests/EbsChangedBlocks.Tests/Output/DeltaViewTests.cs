using System.Globalization;
using System.Management.Automation;
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
    public void A_narrower_map_shows_the_densest_of_what_it_joins() =>
        Assert.Equal("|█▁ |", DeltaView.Map("080100", 3, unicode: true));

    [Fact]
    public void Unicode_is_drawn_where_the_terminal_can()
    {
        Assert.True(DeltaView.CanShowBlocks(Encoding.UTF8));
        Assert.False(DeltaView.CanShowBlocks(Encoding.ASCII));
        Assert.False(DeltaView.CanShowBlocks(Encoding.Latin1));
    }

    [Theory]
    [InlineData(60, 61, "0", "1 TiB")]
    [InlineData(120, 61, "0", "512 GiB", "512 GiB", "1 TiB")]
    [InlineData(1000, 117, "0", "1 TiB")]
    public void A_map_takes_the_lines_it_needs_each_with_a_scale_that_ends_where_it_does(
        int digits, int width, params string[] ends)
    {
        var delta = new SnapshotDelta { VolumeSize = 1L << 40, DensityMap = new string('8', digits) };

        string[] lines = [.. DeltaView.Lines(delta, width, unicode: true)];

        Assert.Equal(digits, string.Concat(lines).Count(character => character == '█'));
        Assert.All(lines, line => Assert.InRange(line.Length, 20, width + 2));
        string[][] scales =
            [.. lines.Where((_, at) => at % 2 == 1).Select(line => line.Split(
                "  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.Equal(
            lines.Where((_, at) => at % 2 == 0).Select(line => line.Length),
            lines.Where((_, at) => at % 2 == 1).Select(line => line.Length));
        Assert.Equal(ends[0], scales[0][0]);
        Assert.Equal(ends[^1], scales[^1][^1]);
        if (ends.Length > 2)
        {
            Assert.Equal(ends, scales.SelectMany(scale => new[] { scale[0], scale[^1] }));
        }
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(524288, "512 KiB")]
    [InlineData(1610612736, "1.5 GiB")]
    [InlineData(70368744177664, "64 TiB")]
    public void Sizes_read_as_people_say_them(long bytes, string text) =>
        Assert.Equal(text, ByteSize.Format(bytes, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("de-DE", "2,5 GiB in 5.120 blocks", "2026-02-01 03:04")]
    [InlineData("en-US", "2.5 GiB in 5,120 blocks", "2026-02-01 03:04")]
    [InlineData("th-TH", "2.5 GiB in 5,120 blocks", "2026-02-01 03:04")]
    public void Numbers_are_the_users_and_times_are_everybodys(string culture, string amount, string time)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(amount, DeltaView.Amount(2684354560, 5120));
            Assert.Equal(time, DeltaView.Minute(new DateTime(2026, 2, 1, 3, 4, 5, DateTimeKind.Utc)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_delta_is_flat_so_that_a_csv_of_it_makes_sense() => Assert.All(
        typeof(SnapshotDelta).GetProperties()
            .Where(property => !property.IsDefined(typeof(HiddenAttribute), inherit: false)),
        property =>
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Assert.True(
                type.IsPrimitive
                || type == typeof(string)
                || type == typeof(decimal)
                || type == typeof(DateTime),
                property.Name);
        });
}
