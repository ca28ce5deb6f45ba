using LocalEbs.Signing;
using Module.Tests.Odd;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>
/// Volumes and servers as a seed draws them: legal and odd in every answer, and now and then gone for a moment. No list
/// may lack a block, have one twice or out of order, or end with an error. To look longer, EBS_ODD_VOLUMES says how
/// many to draw, and EBS_ODD_FROM from which seed on.
/// </summary>
public class OddServerProperties
{
    private const int Volumes = 24;
    private const string Extents = "Get-EbsChangedBlock snap-a snap-b -AsExtent";
    private const string Whole = "Measure-EbsSnapshotDelta -SnapshotId snap-b -IncludeBaseline";

    /// <summary>None takes ten seconds; a listing that hangs is not to hang the run.</summary>
    private static readonly TimeSpan LongestListing = TimeSpan.FromMinutes(2);

    private static readonly string[] Commands =
        [.. Enumerable.Repeat("Get-EbsChangedBlock snap-a snap-b", 4), Extents, Whole];

    [Fact]
    public async Task Every_list_is_complete_ascending_and_unique()
    {
        int first = Setting.Number("EBS_ODD_FROM", 1);
        int volumes = Setting.Number("EBS_ODD_VOLUMES", Volumes);
        var tally = new OddTally();
        List<string> wrong = [];
        int resumed = 0;
        long begun = TimeProvider.System.GetTimestamp();
        using var session = new ModuleSession();
        for (int seed = first; seed < first + volumes; seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            int restarts = tally.Restarts;
            try
            {
                if (await WhyWrongAsync(session, new Random(seed), tally) is string reason)
                {
                    wrong.Add($"seed {seed}: {reason}");
                }
                else if (tally.Restarts > restarts)
                {
                    resumed++;
                }
            }
            catch (TimeoutException)
            {
                wrong.Add($"seed {seed}: no end; those after it are not tried");
                break;
            }
        }

        string told = $"{volumes} volumes from seed {first} on, {wrong.Count} lists wrong, {resumed} resumed; {tally}; "
            + $"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s.";
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.True(wrong.Count == 0, string.Join('\n', [told, .. wrong]));
        Assert.True(volumes < Volumes || !tally.Oddities.Contains(0), told);
    }

    /// <summary>Lists one volume; null if the list is right.</summary>
    private static async Task<string?> WhyWrongAsync(ModuleSession session, Random random, OddTally tally)
    {
        OddVolume volume = OddVolume.Draw(random);
        await using var service = new OddService(volume, random, tally);
        session.UseEndpoint(service.Endpoint, AccessCredential.Example.SecretAccessKey);
        string command = random.GetItems(Commands, 1)[0];
        int start = random.Next(2) * random.Next(volume.BlockCount);
        int end = random.Next(2) == 0 ? volume.BlockCount : random.Next(start, volume.BlockCount + 1);
        string script = $"{command} -ThrottleLimit {random.GetItems([1, 2, 4, 16, 64], 1)[0]}";
        if (command != Whole)
        {
            script += $" -MaxResult {OddVolume.LogUniform(random, 100, 10_000)}"
                + $" -StartingBlockIndex {start} -EndingBlockIndex {end}";
        }

        Outcome run = await Task.Run(() => session.Run($"{script} -RequestsPerSecond 10000 -RetryTimeout 30"))
            .WaitAsync(LongestListing, TestContext.Current.CancellationToken);
        string[] due = command switch
        {
            Whole => [OddTruth.Figures(volume.Whole)],
            Extents => [.. OddTruth.Extents(volume, start, end)],
            _ => [.. OddTruth.Blocks(volume, start, end)],
        };
        string[] listed = [.. run.Output.Select(item => OddTruth.Row(item.BaseObject))];
        if (run.Errors.Length == 0 && listed.SequenceEqual(due))
        {
            return null;
        }

        int same = listed.Zip(due).TakeWhile(rows => rows.First == rows.Second).Count();
        return $"""
            {script}, {service}:
              {listed.Length} rows where {due.Length} are due, the first {same} of them alike;
              then '{listed.ElementAtOrDefault(same)}' where '{due.ElementAtOrDefault(same)}' is due
              {string.Join("\n  ", run.Errors.Select(error => error.ToString()))}
            """;
    }
}
