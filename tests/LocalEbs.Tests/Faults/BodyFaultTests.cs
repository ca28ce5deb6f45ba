using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Faults;

public sealed class BodyFaultTests
{
    [Fact]
    public async Task Half_a_page_has_its_proper_length_and_is_no_JSON()
    {
        (Reply faulty, Reply proper) = await BothAsync("half-json");
        Assert.Equal(HttpStatusCode.OK, faulty.Status);
        Assert.Equal(proper.Text.Length / 2, faulty.Text.Length);
        Assert.ThrowsAny<JsonException>(() => faulty.Json);
    }

    [Fact]
    public async Task Garbage_is_random_bytes_of_the_same_length()
    {
        (Reply faulty, _) = await BothAsync("garbage");
        Assert.Equal(HttpStatusCode.OK, faulty.Status);
        Assert.ThrowsAny<JsonException>(() => faulty.Json);
    }

    [Fact]
    public async Task An_empty_answer_has_no_body()
    {
        (Reply faulty, _) = await BothAsync("empty");
        Assert.Equal(HttpStatusCode.OK, faulty.Status);
        Assert.Empty(faulty.Text);
    }

    [Fact]
    public async Task A_page_of_HTML_says_that_it_is_one()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:html");
        using HttpResponseMessage response = await faulty.Client.GetAsync(FaultyServer.Page);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("reset-body", SocketError.ConnectionReset)]
    [InlineData("short-body", SocketError.Success)]
    public async Task A_connection_ends_in_mid_body(string fault, SocketError expected)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"all:{fault}");
        (byte[] received, SocketError error) = await RawExchange.RunAsync(faulty.Server.Endpoint, FaultyServer.Page);
        Assert.Equal(expected, error);
        string[] parts = Encoding.ASCII.GetString(received).Split("\r\n\r\n", 2);
        const string Announcement = "Content-Length: ";
        string announced = parts[0].Split("\r\n")
            .Single(line => line.StartsWith(Announcement, StringComparison.Ordinal));
        Assert.Equal(int.Parse(announced[Announcement.Length..]) / 2, parts[1].Length);
        RequestRecord record = (await faulty.CompletedAsync(1))[0];
        Assert.Equal(fault, record.Fault);
        Assert.Equal(200, record.Status);
        Assert.True(record.IsBroken);
        Assert.False(record.IsCancelled);
    }

    [Theory]
    [InlineData("reset-body")]
    [InlineData("short-body")]
    public async Task A_client_of_a_connection_that_ends_in_mid_body_fails(string fault)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"2:{fault}");
        Assert.Equal(HttpStatusCode.OK, (await faulty.ReadAsync()).Status);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => faulty.ReadAsync());
        Assert.Equal(HttpStatusCode.OK, (await faulty.ReadAsync()).Status);
        Assert.Equal(3, faulty.Requests.Count);
    }

    [Fact]
    public async Task A_slow_body_comes_whole_in_its_time()
    {
        await using FaultyServer faulty = await StartSkippingAsync("1:slow=20KiB/s");
        Reply reply = await faulty.ReadAsync();
        Assert.Equal(1000, reply.Indexes.Length);
        int parts = (reply.Text.Length + 2047) / 2048;
        Assert.Equal(TimeSpan.FromMilliseconds(100 * parts), (await faulty.CompletedAsync(1))[0].Duration);
    }

    [Fact]
    public async Task A_stalled_body_may_go_on_after_a_time()
    {
        await using FaultyServer faulty = await StartSkippingAsync("1:stall=10s");
        Assert.Equal(1000, (await faulty.ReadAsync()).Indexes.Length);
        Assert.Equal(TimeSpan.FromSeconds(10), (await faulty.CompletedAsync(1))[0].Duration);
    }

    [Fact]
    public async Task A_stalled_body_waits_for_the_client_to_leave()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:stall");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using HttpResponseMessage response = await faulty.Client.GetAsync(
            FaultyServer.Page, HttpCompletionOption.ResponseHeadersRead);
        Stream body = await response.Content.ReadAsStreamAsync(leaving.Token);
        byte[] half = new byte[response.Content.Headers.ContentLength!.Value / 2];
        await body.ReadExactlyAsync(half, leaving.Token);
        Assert.Equal(1, faulty.Requests.InFlight);
        response.Dispose();
        Assert.True((await faulty.CompletedAsync(1))[0].IsCancelled);
    }

    [Fact]
    public async Task An_oversized_body_is_as_long_as_asked_for_and_still_JSON()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:oversized=3MiB");
        Reply reply = await faulty.ReadAsync();
        Assert.Equal(3 << 20, reply.Text.Length);
        Assert.Equal(1000, reply.Indexes.Length);
    }

    [Fact]
    public async Task An_endless_body_has_no_length_and_ends_with_the_client()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:endless");
        using HttpResponseMessage response = await faulty.Client.GetAsync(
            FaultyServer.Page, HttpCompletionOption.ResponseHeadersRead);
        Assert.Null(response.Content.Headers.ContentLength);
        Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[4 << 20], TestContext.Current.CancellationToken);
        response.Dispose();
        Assert.True((await faulty.CompletedAsync(1))[0].IsCancelled);
    }

    [Fact]
    public async Task A_refusal_stays_as_it_is_and_counts_as_no_fault()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:garbage");
        Reply reply = await faulty.ReadAsync("/snapshots/snap-c/blocks");
        Assert.Equal("SNAPSHOT_NOT_FOUND", reply.Reason);
        Assert.Null((await faulty.CompletedAsync(1))[0].Fault);
    }

    private static Task<FaultyServer> StartSkippingAsync(string rule) => FaultyServer.StartAsync(
        new LocalEbsOptions { Snapshots = [new SyntheticSnapshot("snap-a", 1)], Faults = [FaultRule.Parse(rule)] },
        new SkippingTime());

    private static async Task<(Reply Faulty, Reply Proper)> BothAsync(string fault)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"1:{fault}");
        return (await faulty.ReadAsync(), await faulty.ReadAsync());
    }
}
