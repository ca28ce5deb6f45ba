using System.Management.Automation;
using LocalEbs.Faults;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>
/// Volumes, windows, faults and requests in flight as a seed draws them: the list is the set difference, or there is
/// one error, the list is what comes before it, and going on from it gives exactly the rest. For a soak,
/// EBS_FAULT_MINUTES says for how long to go on, and EBS_FAULT_FROM with which seed to begin.
/// </summary>
public class FaultProperties
{
    private const int Seeds = 10;

    private static readonly string[] Patterns = ["all", "none", "3%", "30%/40", "100:150", "last", "0-500", "50%-75%"];

    /// <summary>What passes when it is tried again, and may come as often as it likes.</summary>
    private static readonly string[] Passing =
    [
        "throttle", "request-throttled=100ms", "500", "503", "reset", "close", "reset-body", "short-body", "half-json",
        "garbage", "html", "empty", "time-too-skewed",
    ];

    /// <summary>
    /// What ends a listing. It comes a few times only: between two changed blocks a listing can go on only from the
    /// first, so that one which fails every few requests never crosses a long stretch without a change. None tells a
    /// plausible untruth, such as another index between two others: nobody could know.
    /// </summary>
    private static readonly string[] Ending =
        ["access-denied", "descending", "block-size", "bad-token", "bad-block-token", "expired-page-token"];

    [Fact]
    public async Task Complete_or_one_error_to_go_on_from()
    {
        long start = TimeProvider.System.GetTimestamp();
        var soak = TimeSpan.FromMinutes(Setting.Number("EBS_FAULT_MINUTES", 0));
        int first = Setting.Number("EBS_FAULT_FROM", 1);
        int seed = first;
        while (seed < first + Seeds || TimeProvider.System.GetElapsedTime(start) < soak)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await TryAsync(seed, new Random(seed));
            seed++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{seed - first} seeds tried, from {first} on.");
    }

    private static async Task TryAsync(int seed, Random random)
    {
        string[] specs =
        [
            $"snap-a=synthetic:1GiB,written={Pick(Patterns)},seed={seed}",
            $"snap-b=snap-a,changed={Pick(Patterns)},added={Pick(Patterns)},"
                + $"removed={Pick(["none", "2%", "10%/30"])},seed={seed}",
        ];
        IReadOnlyList<Snapshot> snapshots = SnapshotSpec.ParseAll(specs);
        string[] faults = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) == 0
            ? $"{Pick(["2", "3-4", "5-6", "11"])}:{Pick(Ending)}"
            : $"{Pick(["2", "3-4", "every 7", "10%", "5-6"])}:{Pick(Passing)}")];
        int parallelism = Pick([1, 2, 16]);
        string told = $"seed {seed}: {string.Join(' ', specs)} {string.Join(' ', faults)} in flight {parallelism}";
        await using Endpoint endpoint = await Endpoint.ServeAsync(
            snapshots,
            options => options with
            {
                Faults = [.. faults.Select(FaultRule.Parse)],
                ShortWindows = Pick([0, 0.3, 1]),
                Seed = seed,
            });

        var listed = new List<int>();
        int start = 0;
        for (int errors = 0; ; errors++)
        {
            Outcome run = endpoint.Run(
                $"Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit {parallelism} "
                    + $"-RequestsPerSecond 1000 -StartingBlockIndex {start}");
            listed.AddRange(run.Output.Select(block => (int)block.Properties["BlockIndex"].Value));
            if (run.Errors.Length == 0)
            {
                break;
            }

            ErrorRecord error = Assert.Single(run.Errors);
            start = (int)((dynamic)error.Exception).NextBlockIndex;
            Assert.True(listed.TrueForAll(index => index < start), told);
            Assert.True(errors < 300, told);
        }

        Assert.True(Difference(snapshots[0], snapshots[1]).SequenceEqual(listed), told);

        T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
    }

    /// <summary>By looking at every block of both, without any listing.</summary>
    private static IEnumerable<int> Difference(Snapshot first, Snapshot second) =>
        Enumerable.Range(0, second.BlockCount).Where(index => first.At(index).Content != second.At(index).Content);
}
