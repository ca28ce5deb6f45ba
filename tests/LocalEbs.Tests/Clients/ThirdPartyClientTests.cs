using System.Globalization;
using System.Text.Json.Nodes;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Clients;

/// <summary>Clients that know nothing of LocalEbs list from it; one that is not installed is skipped.</summary>
public sealed class ThirdPartyClientTests : IAsyncLifetime
{
    private readonly SyntheticSnapshot _first = new("snap-a", 1, written: "0-229");
    private readonly SyntheticSnapshot _second;
    private LocalEbsServer _server = null!;

    public ThirdPartyClientTests() =>
        _second = _first.Child("snap-b", changed: "5%@0-99", added: "1000+last", removed: "7+229", seed: 3);

    public async ValueTask InitializeAsync() => _server = await Serve.Snapshots(_first, _second);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Boto3_lists_page_by_page() => AssertListsAsync("python3", Script("list.py"));

    [Fact]
    public Task The_JavaScript_SDK_lists_page_by_page() => AssertListsAsync("node", Script("list.cjs"));

    [Fact]
    public Task Boto3_with_a_wrong_secret_is_refused() => AssertRefusedAsync("python3", Script("list.py"));

    [Fact]
    public Task The_JavaScript_SDK_with_a_wrong_secret_is_refused() => AssertRefusedAsync("node", Script("list.cjs"));

    [Fact]
    public Task The_AWS_CLI_with_a_wrong_secret_is_refused() => AssertRefusedAsync("aws", AwsArguments(null));

    [Fact]
    public async Task The_AWS_CLI_lists_page_by_page()
    {
        var pages = new List<int[]>();
        string? token = null;
        do
        {
            ClientProcess aws = await RunAsync(AccessCredential.Example.SecretAccessKey, "aws", AwsArguments(token));
            Assert.Equal(0, aws.ExitCode);
            JsonNode page = JsonNode.Parse(aws.Output)!;
            pages.Add([.. page["ChangedBlocks"]!.AsArray().Select(block => (int)block!["BlockIndex"]!)]);
            token = (string?)page["NextToken"];
        }
        while (token is not null);

        AssertPages(pages);
    }

    private async Task AssertListsAsync(string program, string script)
    {
        ClientProcess client = await RunAsync(AccessCredential.Example.SecretAccessKey, program, script);
        Assert.True(client.ExitCode == 0, client.Error);
        AssertPages(client.Output.TrimEnd('\n').Split('\n').Select(line => line
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(index => int.Parse(index, CultureInfo.InvariantCulture))
            .ToArray()));
    }

    private async Task AssertRefusedAsync(string program, params string[] args)
    {
        ClientProcess client = await RunAsync("wrong", program, args);
        Assert.NotEqual(0, client.ExitCode);
        Assert.Contains("InvalidSignatureException", client.Error, StringComparison.Ordinal);
        Assert.Equal(403, _server.Requests.Snapshot()[^1].Status);
    }

    // Three pages of a hundred written blocks at most, the second without any change.
    private void AssertPages(IEnumerable<int[]> pages)
    {
        int[] expected = Walk.Differing(_first, _second);
        int[] firstPage = [.. expected.Where(index => index < 100)];
        int[] lastPage = [229, 1000, 2047];
        Assert.Equal([.. firstPage, .. lastPage], expected);
        Assert.Equal([firstPage, [], lastPage], pages);
    }

    private Task<ClientProcess> RunAsync(string secret, string program, params string[] args) =>
        ClientProcess.RunAsync(_server.Endpoint, secret, program, args);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Clients", name);

    private static string[] AwsArguments(string? token) =>
    [
        "ebs", "list-changed-blocks", "--first-snapshot-id", "snap-a", "--second-snapshot-id", "snap-b",
        "--max-results", "100", "--output", "json", .. token is null ? Array.Empty<string>() : ["--next-token", token],
    ];
}
