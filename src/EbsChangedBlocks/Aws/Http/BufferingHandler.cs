using System.Buffers;
using System.Net;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// Reads every answer whole, asynchronously, before the SDK sees it. Left to itself the SDK reads bodies synchronously:
/// a cancelled read then drains for two seconds, a stalled one hangs past every time-out, and a cut one looks like bad
/// JSON. A block's data passes: the SDK hands it on as it comes.
/// </summary>
internal sealed class BufferingHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    /// <summary>
    /// What a failed request's exception has in its data: where it was to go, which the runtime does not always say.
    /// </summary>
    public const string Host = "host";

    /// <summary>10,000 blocks with two tokens of 256 characters each make 6 MB; more is no page.</summary>
    private const int LongestBody = 16 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private const int MostBuffersOfASize = 32;

    /// <summary>
    /// The shared pool keeps a buffer for every thread that ever returned one; this one as many as are in flight, until
    /// the listing is over.
    /// </summary>
    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Create(2 * LongestBody, MostBuffersOfASize);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (IsBlock(request, response))
            {
                return response;
            }

            try
            {
                HttpContent transported = response.Content;
                response.Content = await BufferAsync(transported, cancellationToken).ConfigureAwait(false);
                transported.Dispose();
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (HttpRequestException e)
        {
            e.Data[Host] = request.RequestUri?.Authority;
            throw;
        }
    }

    private static bool IsBlock(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK && request.RequestUri?.Segments is [.., "blocks/", _];

    private async Task<HttpContent> BufferAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the read that finds the end does not have to grow the buffer.
        long announced = Math.Min(content.Headers.ContentLength ?? FirstBuffer, LongestBody) + 1;
        byte[] buffer = _pool.Rent((int)announced);
        int length = 0;
        try
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length > LongestBody)
                {
                    throw new InvalidDataException(
                        $"The answer is longer than {LongestBody:N0} bytes, which no page can be.");
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        catch
        {
            _pool.Return(buffer);
            throw;
        }

        return new PooledContent(_pool, buffer, length, content.Headers);
    }

    private byte[] Grow(byte[] buffer)
    {
        byte[] larger = _pool.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        _pool.Return(buffer);
        return larger;
    }
}
