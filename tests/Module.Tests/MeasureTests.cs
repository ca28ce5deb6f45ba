using Module.Tests.Support;

namespace Module.Tests;

public class MeasureTests
{
    private const int Blocks = 300;
    private static readonly string[] Ids = ["snap-a", "snap-b", "snap-c", "snap-d", "snap-e"];

    [Fact]
    public async Task A_chain_of_images_is_measured_as_the_files_say()
    {
        byte[][] contents = RandomChain(seed: 5, count: 5);
        await using Endpoint endpoint = await Endpoint.ServeImagesAsync(
            Blocks, [.. contents.Select<byte[], Func<int, byte>>(content => index => content[index])]);

        Outcome measured = endpoint.Run(
            "Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b, snap-c, snap-d, snap-e "
                + "-IncludeBaseline -Reclaimable");

        Assert.Equal(Ids, measured.Values<string>("SecondSnapshotId"));
        for (int second = 0; second < 5; second++)
        {
            byte[] before = second == 0 ? new byte[Blocks] : contents[second - 1];
            byte[] after = contents[second];
            int added = Count(index => before[index] == 0 && after[index] != 0);
            int removed = Count(index => before[index] != 0 && after[index] == 0);
            int modified = Count(index => before[index] != 0 && after[index] != 0 && before[index] != after[index]);
            long? reclaimable = second == 4
                ? null
                : Count(index =>
                    after[index] != 0
                    && before[index] != after[index]
                    && contents[second + 1][index] != after[index]);

            dynamic delta = measured.Output[second].BaseObject;
            Assert.Equal(
                (added, removed, modified), ((int)delta.AddedCount, (int)delta.RemovedCount, (int)delta.ModifiedCount));
            Assert.Equal((added + modified) * 524288L, (long)delta.LogicalBytes);
            Assert.Equal((added + modified + removed) * 524288L, (long)delta.ChangedBytes);
            Assert.Equal(100.0 * (added + modified + removed) / 2048, (double)delta.PercentChanged, 9);
            Assert.Equal(reclaimable * 524288L, (long?)delta.ReclaimableBytes);
            Assert.Equal(1, (int)delta.RequestCount);
        }

        static int Count(Func<int, bool> holds) => Enumerable.Range(0, Blocks).Count(holds);
    }

    private static byte[][] RandomChain(int seed, int count)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(_ => Enumerable.Range(0, Blocks).Select(_ => (byte)random.Next(3)).ToArray()),
        ];
    }
}
