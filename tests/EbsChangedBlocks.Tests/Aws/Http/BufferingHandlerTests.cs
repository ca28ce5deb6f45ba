using EbsChangedBlocks.Aws.Http;

namespace EbsChangedBlocks.Tests.Aws.Http;

public sealed class BufferingHandlerTests : IDisposable
{
    private readonly StubTransport _transport = new();
    private readonly HttpClient _client;

    public BufferingHandlerTests() =>
        _client = new HttpClient(new BufferingHandler(_transport)) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        _client.Dispose();
        _transport.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(2_000_000)]
    public async Task A_body_arrives_whole_whether_its_length_was_announced_or_not(int length)
    {
        byte[] body = new byte[length];
        new Random(1).NextBytes(body);
        foreach (bool announced in (bool[])[true, false])
        {
            _transport.Body = new ScriptedStream(body);
            _transport.ContentLength = announced ? length : null;

            using HttpResponseMessage response = await _client.GetAsync(
                "http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            Stream buffered = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(((MemoryStream)buffered).TryGetBuffer(out ArraySegment<byte> segment));
            Assert.True(segment.AsSpan().SequenceEqual(body));
            Assert.Equal(length, response.Content.Headers.ContentLength);
        }
    }

    [Fact]
    public async Task A_body_that_stalls_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        _transport.Body = new ScriptedStream(new byte[10]) { StallsAtTheEnd = true };

        Task<HttpResponseMessage> pending = _client.GetAsync("http://127.0.0.1/", cancel.Token);
        await _transport.Body.Stalled;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task A_body_longer_than_any_page_is_not_read_to_its_end()
    {
        _transport.Body = new ScriptedStream(new byte[17 * 1024 * 1024]);
        _transport.ContentLength = long.MaxValue;

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            _client.GetAsync("http://127.0.0.1/", TestContext.Current.CancellationToken));
    }

    private sealed class StubTransport : HttpMessageHandler
    {
        public ScriptedStream Body { get; set; } = new([]);

        public long? ContentLength { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(Body);
            content.Headers.ContentLength = ContentLength;
            return Task.FromResult(new HttpResponseMessage { Content = content });
        }
    }
}
