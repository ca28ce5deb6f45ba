using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Reading;

public class CostMeterTests
{
    private static readonly Prices Prices = new(Prices.DefaultList, Prices.DefaultRead);

    [Theory]
    [InlineData("0.003", 1000)]
    [InlineData("0.01", 3333)]
    [InlineData("0.0029999", 999)]
    [InlineData("0", 0)]
    public void It_ends_before_the_block_that_would_cost_too_much(string maximum, int blocks)
    {
        CostMeter meter = new(Prices, decimal.Parse(maximum, System.Globalization.CultureInfo.InvariantCulture));
        for (int block = 0; block < blocks; block++)
        {
            meter.AddBlock();
        }

        EbsChangedBlocksException failure = Assert.Throws<EbsChangedBlocksException>(meter.AddBlock);
        Assert.Equal(FailureKind.CostLimitReached, failure.Kind);
        Assert.Equal(blocks, meter.Total.Blocks);
    }

    [Fact]
    public void The_message_says_what_it_may_cost() => Assert.Equal(
        "Reading one more block would cost more than the 0.25 US dollars of -MaximumCost.",
        Assert.Throws<EbsChangedBlocksException>(new CostMeter(new Prices(0, 1000), 0.25m).AddBlock).Message);

    [Fact]
    public void Lists_count_too()
    {
        var meter = new CostMeter(new Prices(1000, 1000), maximum: 3);
        meter.AddLists(new RequestCost(Requests: 2, Retries: 1));
        meter.AddBlock();

        Assert.Throws<EbsChangedBlocksException>(meter.AddBlock);
        Assert.Equal(3, meter.Total.Price(meter.Prices));
    }

    [Fact]
    public void A_block_that_did_not_come_is_taken_back()
    {
        var meter = new CostMeter(new Prices(0, 1000), maximum: 1);
        meter.AddBlock();
        Assert.Throws<EbsChangedBlocksException>(meter.AddBlock);

        meter.RemoveBlock();

        meter.AddBlock();
        Assert.Equal(1, meter.Total.Blocks);
    }

    [Fact]
    public void Blocks_in_flight_on_many_threads_do_not_exceed_it_together()
    {
        var meter = new CostMeter(new Prices(0, 1000), maximum: 5000);

        Parallel.For(0, 20_000, block =>
        {
            try
            {
                meter.AddBlock();
                meter.AddReads(new RequestCost(1));
            }
            catch (EbsChangedBlocksException)
            {
            }
        });

        Assert.Equal((5000, 5000), (meter.Total.Blocks, meter.Total.Reads.Requests));
    }

    [Fact]
    public void What_was_between_two_moments_is_their_difference()
    {
        var meter = new CostMeter(Prices, maximum: 1);
        meter.AddBlock();
        meter.AddLists(new RequestCost(3, 2, 1));
        ReadingCost before = meter.Total;
        meter.AddBlock();
        meter.AddBlock();
        meter.AddReads(new RequestCost(4, 2));
        meter.AddLists(new RequestCost(5, 1, 1));

        ReadingCost between = meter.Total - before;

        Assert.Equal(new ReadingCost(new RequestCost(5, 1, 1), new RequestCost(4, 2), Blocks: 2), between);
        Assert.Equal(new RequestCost(9, 3, 1), between.Requests);
        Assert.Equal((5 * 0.0000006m) + (2 * 0.000003m), between.Price(Prices));
    }
}
