using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Reads a page of either listing from a response body, in place if that is in one piece already.</summary>
internal sealed class PageUnmarshaller<T>(BlockShape<T> shape) : EBSResponseUnmarshaller
{
    // A full page of 10,000 blocks is some 2 MB; a Content-Length beyond is not taken at its word.
    private const int MaxInitialCapacity = 4 << 20;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (input.Stream is MemoryStream whole && whole.TryGetBuffer(out ArraySegment<byte> buffer))
        {
            Page<T> page = PageReader.Read(buffer.AsSpan((int)whole.Position), shape);
            // Core disposes of the response the moment the caller cancels, even in the middle of the parse. A pooled
            // buffer may then be in other hands, and what was read from it mean nothing.
            ObjectDisposedException.ThrowIf(!whole.CanRead, whole);
            return shape.ToResponse(page);
        }

        using var copy = new MemoryStream((int)Math.Clamp(input.ResponseData.ContentLength, 0, MaxInitialCapacity));
        input.Stream.CopyTo(copy);
        return shape.ToResponse(PageReader.Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), shape));
    }
}
