using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalEbs;
using LocalEbs.Faults;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>
/// Runs that are killed at moments that a seed draws: the file under the image's own name is whole, or there is none
/// and the state says Moving; and the same command ends in the snapshot. To look longer, EBS_KILLS says for how many
/// seeds, and EBS_KILLS_FROM from which on.
/// </summary>
public class KillTests(ImageSession session) : IClassFixture<ImageSession>
{
    private const int Seeds = 5;
    private const int MostKills = 2;

    private static readonly string[] Grown =
    [
        "snap-a=synthetic:1GiB,written=0-39",
        "snap-b=snap-a,size=2GiB,changed=0-9,removed=20-29,added=2040-2060+last,zeros=5-9+2050-2055",
    ];

    /// <summary>What a run says that was killed, or came to its end before.</summary>
    private static readonly string[] Endings = ["", "Created", "Updated", "Resumed", "Unchanged", "AccessDenied"];

    private readonly KillTally _tally = new();

    [Fact]
    public async Task Whenever_a_run_is_killed_the_image_is_whole_or_the_state_says_that_it_is_not()
    {
        int first = Setting.Number("EBS_KILLS_FROM", 1);
        int seeds = Setting.Number("EBS_KILLS", Seeds);
        List<string> wrong = [];
        for (int seed = first; seed < first + seeds; seed++)
        {
            if (await WhyWrongAsync(seed, new Random(seed)) is string reason)
            {
                wrong.Add($"seed {seed}: {reason}");
            }
        }

        string told = $"{seeds} seeds from {first} on, {wrong.Count} wrong; {_tally}.";
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.True(wrong.Count == 0, string.Join('\n', [told, .. wrong]));
        Assert.True(seeds < Seeds || _tally.UnderWay > 0, told);
    }

    /// <summary>Kills one image's runs, and lets the last end; null if all is right.</summary>
    private async Task<string?> WhyWrongAsync(int seed, Random random)
    {
        // One read is refused, so that some run ends in an error, with a checkpoint of how far it was.
        var refusal = FaultRule.Parse($"GetSnapshotBlock {random.Next(2, 80)}:access-denied");
        bool isWhole = seed % 3 == 1;
        await using LocalEbsServer server = await ServeAsync(seed, refusal);
        (Snapshot before, Snapshot wanted) = (server.Snapshot("snap-a"), server.Snapshot("snap-b"));
        int[] listed = [.. isWhole ? Written(wanted) : server.Differing()];
        using var folder = new ImageFolder();
        if (!isWhole)
        {
            session.SaveFirst(folder);
        }

        // Twelve seconds, in which there are checkpoints by the clock.
        bool isLong = seed % 10 == 0;
        int most = isLong ? 1 : random.Next(1, MostKills + 1);
        for (int kill = 1; kill <= most; kill++)
        {
            int requests = isLong ? random.Next(30, listed.Length) : random.Next(1, listed.Length + 8);
            string said = await KillAsync(server, folder, requests, random, isLong);
            if (!Endings.Contains(said))
            {
                return $"a run ended with '{said}'";
            }

            if (WhyWrong(folder, isWhole ? null : before, wanted, listed) is string reason)
            {
                return $"after kill {kill}, at request {requests}: {reason}";
            }
        }

        Outcome ended = session.Save(server, "snap-b", folder);
        if (ended.Errors.Length > 0)
        {
            ended = session.Save(server, "snap-b", folder);
        }

        return ended.Errors.Length > 0 ? $"in the end: {ended.Errors[0]}"
            : WhyWrong(folder, first: null, wanted, listed) is string wrong ? $"in the end: {wrong}"
            : (string?)folder.State()!["kind"] != "Holds" ? "in the end: it does not say what it holds"
            : null;
    }

    private static Task<LocalEbsServer> ServeAsync(int seed, FaultRule fault)
    {
        return seed % 3 == 2
            ? ImagePair.ServeAsync(Grown, Configure)
            : ImagePair.ServeAsync(Configure);

        LocalEbsOptions Configure(LocalEbsOptions options) =>
            options with { Latency = TimeSpan.FromMilliseconds(20), Faults = [fault] };
    }

    private static ProcessStartInfo Start(LocalEbsServer server, ImageFolder folder, Random random, bool isLong)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return ChildSession.Start(
            server.Endpoint,
            "Images/save.ps1",
            ModuleUnderUse.Manifest,
            "snap-b",
            folder.Image,
            random.GetItems([1, 4, 16, 64], 1)[0].ToString(culture),
            isLong ? "4" : "800");
    }

    /// <summary>Kills a run a moment after the server has seen so many of its requests.</summary>
    /// <returns>What it has said until then.</returns>
    private async Task<string> KillAsync(
        LocalEbsServer server, ImageFolder folder, int requests, Random random, bool isLong)
    {
        long due = server.Requests.Count + requests;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bool isKilled;
        using Process run = Process.Start(Start(server, folder, random, isLong))!;
        Task exit = run.WaitForExitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Task.WhenAny(exit, server.Requests.WaitUntilAsync(seen => seen.Count >= due, ended.Token));
            await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            isKilled = !run.HasExited;
            run.Kill();
            await exit;
            await ended.CancelAsync();
        }

        _tally.Add(isKilled ? folder : null);

        return (await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }

    /// <summary>What is not as it should be; null if all is.</summary>
    /// <param name="folder">The image.</param>
    /// <param name="first">What it held before; null for nothing.</param>
    /// <param name="second">What it is to hold.</param>
    /// <param name="listed">The blocks that are brought to it.</param>
    private static string? WhyWrong(ImageFolder folder, Snapshot? first, Snapshot second, int[] listed)
    {
        JsonNode? state = folder.State();
        string? kind = (string?)state?["kind"];
        if (File.Exists(folder.Image))
        {
            Snapshot? held = new[] { first, second }
                .FirstOrDefault(snapshot => snapshot is not null && ImageFolder.Holds(folder.Image, snapshot));
            return File.Exists(folder.Partial) ? "there are two files"
                : held is null ? "the file under its own name is not whole"
                : kind == "Holds" && (string?)state!["second"] != held.Id ? $"it holds {held.Id}, and not {state}"
                : kind is null ? "the state is gone"
                : null;
        }

        if (!File.Exists(folder.Partial))
        {
            return first is not null ? "there is no file" : kind == "Holds" ? $"there is no file, but {state}" : null;
        }

        int watermark = (int?)state?["watermark"] ?? 0;
        return kind != "Moving" ? $"it is partial, and the state says {state}"
            : !ImageFolder.Holds(folder.Partial, second, listed.Where(index => index < watermark))
                ? $"the blocks before {watermark} are not there"
            : null;
    }

    private static IEnumerable<int> Written(Snapshot snapshot) =>
        Enumerable.Range(0, snapshot.BlockCount).Where(index => snapshot.At(index).IsWritten);
}
