using Playground.Hosting;

namespace Playground;

/// <summary>The main job in a few commands, shown with their output.</summary>
internal static class Demo
{
    private static readonly (string Why, string Command)[] Steps =
    [
        ("Which blocks differ between the two snapshots?",
            "Get-EbsChangedBlock -First snap-a -Second snap-b"),
        ("Only those that the second snapshot has and the first has not.",
            "Get-EbsChangedBlock -First snap-a -Second snap-b | Where-Object ChangeType -eq Added"),
        ("How much would an incremental copy read?",
            "Get-EbsChangedBlock snap-a snap-b | Where-Object ChangeType -ne Removed | ForEach-Object { $bytes = 0 } { $bytes += $_.Length } { \"$($bytes / 1MB) MiB\" }"),
        ("A part of the volume; neighbouring parts can run on other machines.",
            "Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex 32 -EndingBlockIndex 96"),
        ("How much changed, and where?",
            "Measure-EbsSnapshotDelta snap-a snap-b"),
        ("A pair that cannot be compared is one clear error.",
            "Get-EbsChangedBlock snap-a snap-c"),
    ];

    public static void Run(HostedEngine engine, TextWriter output)
    {
        foreach ((string why, string command) in Steps)
        {
            output.WriteLine($"# {why}");
            output.WriteLine($"PS> {command}");
            engine.Show(command);
            output.WriteLine();
        }

    }
}
