using System.Globalization;
using LocalEbs.CommandLine;
using LocalEbs.Faults;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.CommandLine;

public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("Name at least one snapshot")]
    [InlineData("There is no image file 'nowhere.img'.", "--snapshot", "snap-a=nowhere.img")]
    [InlineData("snap-a: 'lots' is no pattern of blocks.", "--snapshot", "snap-a=synthetic:1GiB,written=lots")]
    [InlineData("snap-a is given twice", "--snapshot", "snap-a=synthetic:1GiB", "--snapshot", "snap-a=synthetic:1GiB")]
    [InlineData("'soon' is no time", "--latency", "soon")]
    [InlineData("'2' is no share", "--short-windows", "2")]
    [InlineData("'-1' is no whole number from 0 to 2147483647.", "--page-cache", "-1")]
    [InlineData("'web' is no whole number from 0 to 65535.", "--port", "web")]
    [InlineData("'70000' is no whole number from 0 to 65535.", "--port", "70000")]
    [InlineData("'x' is no whole number", "--seed", "x")]
    [InlineData("'x' is no quota", "--quota", "x")]
    [InlineData("'x' is no quota", "--read-quota", "x")]
    [InlineData("'0' is no quota", "--snapshot-read-quota", "0")]
    [InlineData("'x' is no number.", "--quota", "50", "--other-client", "x")]
    [InlineData(
        "--other-client takes from a quota: give --quota too.",
        "--snapshot",
        "snap-a=synthetic:1GiB",
        "--other-client",
        "30")]
    [InlineData("'3:throtle': there is no fault 'throtle'", "--fault", "2:reset", "--fault", "3:throtle")]
    [InlineData("Required argument missing for option: '--region'", "--region")]
    [InlineData("Unrecognized command or argument '--bogus'", "--bogus")]
    public async Task What_keeps_the_server_from_starting_is_one_line_and_exit_code_2(
        string message, params string[] args)
    {
        (int code, string output, string error) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_2()
    {
        await using LocalEbsServer server = await Serve.Snapshots(new SyntheticSnapshot("snap-a", 1));
        string port = server.Endpoint.Port.ToString(CultureInfo.InvariantCulture);
        (int code, _, string error) = await RunAsync("--snapshot", "snap-a=synthetic:1GiB", "--port", port);
        Assert.Equal(2, code);
        Assert.Equal(
            $"Port {port} on 127.0.0.1 is in use; choose another with --port, or 0 for a free one.", error.TrimEnd());
    }

    [Fact]
    public async Task Help_tells_of_every_option_and_pattern()
    {
        (int code, string output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(
            [
                "--snapshot", "--port", "--latency", "--short-windows", "--seed", "--page-cache",
                "--refuse-empty-snapshots", "--refuse-earlier-block-tokens", "--access-key", "--secret-key",
                "--session-token", "--region", "--log", "--quota", "--read-quota",
                "--snapshot-read-quota", "--other-client", "--fault",
                "2000:8000", "lineage=", "changed=", "added=", "removed=", "zeros=", "size=",
                .. FaultKind.All.Select(kind => kind.Syntax),
            ],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_serves_until_it_is_told_to_stop_and_logs_without_tokens()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new LineWriter();
        Task<int> running = ServeCommand.RunAsync(
            ["--snapshot", "snap-a=synthetic:1GiB", "--port", "0", "--log", "--session-token", "shh"],
            output,
            TextWriter.Null,
            stopping.Token);

        string listening = await output.LineAsync("Listening on ");
        Assert.Equal("  snap-a  1 GiB, 2,048 blocks, synthetic", await output.LineAsync("  snap-a"));
        using (var client = new SignedClient(new Uri(listening["Listening on ".Length..]))
        {
            Credential = AccessCredential.Example with { SessionToken = "shh" },
        })
        {
            Assert.Equal(2048, (await client.ReadAsync("/snapshots/snap-a/blocks")).Indexes.Length);
            await client.ReadAsync("/snapshots/snap-a/blocks?pageToken=abc");
        }

        string line = await output.LineAsync("pageToken");
        Assert.Contains(
            "GET /snapshots/snap-a/blocks?pageToken=… 400 ValidationException", line, StringComparison.Ordinal);
        await stopping.CancelAsync();
        Assert.Equal(0, await running);
        Assert.DoesNotContain("shh", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_and_throttles_of_the_command_line_happen_and_are_logged()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new LineWriter();
        Task<int> running = ServeCommand.RunAsync(
            [
                "--snapshot", "snap-a=synthetic:1GiB", "--port", "0", "--log",
                "--fault", "1:request-throttled", "--fault", "2:half-json",
                "--quota", "0.001/2", "--other-client", "0.001",
            ],
            output,
            TextWriter.Null,
            stopping.Token);
        string listening = await output.LineAsync("Listening on ");
        using var client = new SignedClient(new Uri(listening["Listening on ".Length..]));
        foreach (string maxResults in (string[])["101", "102", "103", "104"])
        {
            await client.ReadAsync($"/snapshots/snap-a/blocks?maxResults={maxResults}");
        }

        (string Outcome, string End)[] expected =
        [
            ("=101 400 RequestThrottledException", " ms fault=request-throttled"),
            ("=102 200", " ms fault=half-json"),
            ("=103 200", " ms"),
            ("=104 400 ThrottlingException", " ms"),
        ];
        foreach ((string outcome, string end) in expected)
        {
            Assert.EndsWith(end, await output.LineAsync(outcome), StringComparison.Ordinal);
        }

        await stopping.CancelAsync();
        Assert.Equal(0, await running);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await ServeCommand.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
