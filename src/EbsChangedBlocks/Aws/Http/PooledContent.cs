using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// A body in one pooled buffer, which goes back to the pool when the response is disposed: nothing may keep a slice of
/// it.
/// </summary>
internal sealed class PooledContent : HttpContent
{
    private readonly ArrayPool<byte> _pool;
    private readonly int _length;
    private byte[]? _buffer;

    public PooledContent(ArrayPool<byte> pool, byte[] buffer, int length, HttpContentHeaders headers)
    {
        _pool = pool;
        _buffer = buffer;
        _length = length;
        foreach ((string name, IEnumerable<string> values) in headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }

        Headers.ContentLength = length;
    }

    /// <summary>A stream that shows its buffer, so that a reader can parse it in place.</summary>
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(OpenStream());

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => OpenStream();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        OpenStream().CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // Closes the stream first: a reader that was cancelled in mid-parse sees that, and never another answer's
        // bytes.
        base.Dispose(disposing);
        if (disposing && Interlocked.Exchange(ref _buffer, null) is byte[] buffer)
        {
            _pool.Return(buffer);
        }
    }

    private MemoryStream OpenStream()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        return new MemoryStream(_buffer, 0, _length, writable: false, publiclyVisible: true);
    }
}
