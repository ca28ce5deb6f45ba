using System.Management.Automation;
using EbsChangedBlocks.Commands;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Tests.Listing;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Commands;

public class ListingProgressTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProgressRuntime _runtime = new();

    [Fact]
    public void Short_work_shows_nothing()
    {
        ListingProgress progress = Begin();

        _time.Advance(TimeSpan.FromMilliseconds(900));
        progress.Update(Page(100), 1);
        progress.Complete();

        Assert.Empty(_runtime.Records);
    }

    [Fact]
    public void Long_work_shows_percent_and_time_left_and_ends_it()
    {
        ListingProgress progress = Begin();

        _time.Advance(TimeSpan.FromSeconds(10));
        progress.Update(Page(511), 7);
        progress.Complete();

        Assert.Equal(25, _runtime.Records[0].PercentComplete);
        Assert.Equal(30, _runtime.Records[0].SecondsRemaining);
        Assert.Contains("7 pages", _runtime.Records[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, _runtime.Records[1].RecordType);
    }

    [Fact]
    public void A_part_of_a_volume_is_its_own_whole()
    {
        ListingProgress progress = Begin(start: 1000, end: 1100);

        _time.Advance(TimeSpan.FromSeconds(2));
        progress.Update(Page(1049), 1);

        Assert.Equal(50, _runtime.Records[0].PercentComplete);
    }

    [Fact]
    public void What_is_known_stays_while_pages_have_no_blocks()
    {
        ListingProgress progress = Begin();

        progress.Update(Page(511), 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        progress.Update(Page(), 2);

        Assert.Equal(25, _runtime.Records[0].PercentComplete);
        Assert.Equal(30, _runtime.Records[0].SecondsRemaining);
    }

    [Fact]
    public void An_empty_page_tells_no_percent()
    {
        ListingProgress progress = Begin();

        _time.Advance(TimeSpan.FromSeconds(2));
        progress.Update(Page(), 1);

        Assert.Equal(-1, _runtime.Records[0].PercentComplete);
    }

    [Fact]
    public void Many_pages_make_few_updates()
    {
        ListingProgress progress = Begin();

        for (int page = 0; page < 100; page++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            progress.Update(Page(page), page);
        }

        Assert.InRange(_runtime.Records.Count, 10, 20);
    }

    private ListingProgress Begin(int start = 0, int end = int.MaxValue) => new(
        new GetEbsChangedBlockCommand { CommandRuntime = _runtime },
        new ListingRequest(SimulatedVolume.Pair) { StartingBlockIndex = start, EndingBlockIndex = end },
        _time);

    private static BlockPage Page(params int[] indexes) => new()
    {
        Pair = SimulatedVolume.Pair,
        Blocks = [.. indexes.Select(index => new BlockEntry(index, "first", "second"))],
        BlockSize = BlockPage.DefaultBlockSize,
        VolumeSize = 1L << 30,
    };
}
