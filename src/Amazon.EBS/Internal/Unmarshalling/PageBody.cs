using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Brings a response body together in one piece, without a copy if it already is.</summary>
internal static class PageBody
{
    // A full page of 10,000 blocks is some 2 MB; a Content-Length beyond is not taken at its word.
    private const int MaxInitialCapacity = 4 << 20;

    internal static Page<T> Read<T>(JsonUnmarshallerContext context, BlockShape<T> shape)
    {
        if (context.Stream is MemoryStream whole && whole.TryGetBuffer(out var buffer))
        {
            var page = PageReader.Read(buffer.AsSpan((int)whole.Position), shape);
            // Core disposes of the response the moment the caller cancels, even in the middle of the parse. A pooled
            // buffer may then be in other hands, and what was read from it mean nothing.
            ObjectDisposedException.ThrowIf(!whole.CanRead, whole);
            return page;
        }

        using var copy = new MemoryStream((int)Math.Clamp(context.ResponseData.ContentLength, 0, MaxInitialCapacity));
        context.Stream.CopyTo(copy);
        return PageReader.Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), shape);
    }
}
