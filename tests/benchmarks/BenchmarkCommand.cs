using System.CommandLine;
using System.Globalization;
using Benchmarks.Contenders;
using Benchmarks.Scenarios;

namespace Benchmarks;

/// <summary>The command line: a scenario, or all of them; and, hidden, one contender in this process.</summary>
internal static class BenchmarkCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Compares the module with other EBS clients over LocalEbs, in ratios within one run. "
                + "Without a scenario: throughput and quota.");
        root.SetAction(async _ =>
        {
            await Throughput.RunAsync(2_000_000);
            await Quota.RunAsync(5_000_000, "100ms");
        });
        root.Subcommands.Add(Scenario(
            "throughput", "2,000,000 dense blocks, no latency, no quota.", () => Throughput.RunAsync(2_000_000)));
        root.Subcommands.Add(Scenario(
            "quota",
            "5,000,000 dense blocks, 100 ms, 50 requests a second.",
            () => Quota.RunAsync(5_000_000, "100ms")));
        root.Subcommands.Add(Scenario(
            "shapes",
            "1,342 pages in several shapes, 200 ms. Half an hour.",
            () => Shapes.RunAsync(1_342, "200ms")));
        root.Subcommands.Add(Scenario(
            "dense",
            "Those of the shapes in which everything has changed. A quarter of an hour.",
            () => Shapes.RunDenseAsync(1_342, "200ms")));
        root.Subcommands.Add(Scenario("pairs", "100 pairs of 4 pages, 100 ms.", () => Pairs.RunAsync("100ms")));
        root.Subcommands.Add(Scenario(
            "regions", "The same in each of ten Regions.", () => Pairs.RunInRegionsAsync(10, "100ms")));
        root.Subcommands.Add(Scenario("memory", "1 million to 134 million blocks.", Memory.RunAsync));
        root.Subcommands.Add(Scenario(
            "shared",
            "The quota shared with another client. A minute and a half.",
            () => SharedQuota.RunAsync(1_600)));
        root.Subcommands.Add(Scenario(
            "slow", "A consumer that works on each block for a millisecond.", SlowConsumer.RunAsync));
        root.Subcommands.Add(Scenario(
            "engine",
            "1,000,000 objects, beside what the engine takes for as many.",
            () => Engine.RunAsync(1_000_000)));
        root.Subcommands.Add(Scenario("first", "From loading a client to its first block.", FirstBlock.RunAsync));
        root.Subcommands.Add(Scenario(
            "reading", "A snapshot of 12,288 blocks, read into an image.", () => Reading.RunAsync(12_288)));
        root.Subcommands.Add(Hidden("steady", (args, _) => SteadyClient.RunAsync(
            args[0],
            args[1],
            int.Parse(args[2], CultureInfo.InvariantCulture),
            int.Parse(args[3], CultureInfo.InvariantCulture))));
        root.Subcommands.Add(Hidden("read", (args, _) => ReadFloor.RunAsync(args[0], args[1..])));
        root.Subcommands.Add(Hidden("blocks", (args, _) => BlockServer.RunAsync(args)));
        root.Subcommands.Add(Hidden("floor", (args, _) => Floor.RunAsync(args[0], args[1])));
        return root;
    }

    private static Command Scenario(string name, string description, Func<Task> run)
    {
        var command = new Command(name, description);
        command.SetAction(_ => run());
        return command;
    }

    private static Command Hidden(string name, Func<string[], CancellationToken, Task> run)
    {
        var arguments = new Argument<string[]>("arguments");
        var command = new Command(name) { arguments };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => run(result.GetRequiredValue(arguments), cancellationToken));
        return command;
    }
}
