using System.Net;
using System.Net.Sockets;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Faults;

public sealed class ConnectionFaultTests
{
    [Fact]
    public async Task A_reset_is_a_reset_before_any_byte()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("all:reset");
        (byte[] received, SocketError error) = await RawExchange.RunAsync(faulty.Server.Endpoint, FaultyServer.Page);
        Assert.Equal(SocketError.ConnectionReset, error);
        Assert.Empty(received);
        RequestRecord record = (await faulty.CompletedAsync(1))[0];
        Assert.True(record.IsBroken);
        Assert.False(record.IsCancelled);
        Assert.Null(record.Status);
        Assert.Equal("reset", record.Fault);
    }

    [Fact]
    public async Task A_close_is_an_end_before_any_byte()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("all:close");
        (byte[] received, SocketError error) = await RawExchange.RunAsync(faulty.Server.Endpoint, FaultyServer.Page);
        Assert.Equal(SocketError.Success, error);
        Assert.Empty(received);
        RequestRecord record = (await faulty.CompletedAsync(1))[0];
        Assert.True(record.IsBroken);
        Assert.Null(record.Status);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task A_client_fails_and_then_connects_again(string fault)
    {
        // More than once, as HttpClient itself sends a request again if a connection that it kept proves dead.
        await using FaultyServer faulty = await FaultyServer.StartAsync($"1-4:{fault}");
        await Assert.ThrowsAsync<HttpRequestException>(() => faulty.ReadAsync());
        while (faulty.Requests.Count < 4)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => faulty.ReadAsync());
        }

        Assert.Equal(1000, (await faulty.ReadAsync()).Indexes.Length);
    }

    [Fact]
    public async Task A_delay_comes_after_the_latency_on_the_servers_clock()
    {
        var time = new SkippingTime();
        await using FaultyServer faulty = await FaultyServer.StartAsync(
            new LocalEbsOptions
            {
                Snapshots = [new SyntheticSnapshot("snap-a", 1)],
                Latency = TimeSpan.FromSeconds(1),
                Faults = [new FaultRule(FaultTrigger.Requests(1, 1), Fault.Parse("delay=2s"))],
            },
            time);
        Assert.Equal(HttpStatusCode.OK, (await faulty.ReadAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await faulty.ReadAsync()).Status);
        Assert.Equal(
            [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)],
            (await faulty.CompletedAsync(2)).Select(record => record.Duration!.Value));
    }

    [Fact]
    public async Task A_paused_server_refuses_connections_and_knows_its_tokens_when_it_resumes()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync();
        Reply page = await faulty.ReadAsync();
        await faulty.Server.PauseAsync();
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => faulty.ReadAsync());
        SocketException cause = Assert.IsType<SocketException>(refused.InnerException);
        Assert.Equal(SocketError.ConnectionRefused, cause.SocketErrorCode);

        await faulty.Server.ResumeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1000, (await faulty.ReadNextAsync(page)).Indexes[0]);
        Assert.Equal(2, faulty.Requests.Count);
    }
}
