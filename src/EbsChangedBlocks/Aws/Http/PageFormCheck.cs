using System.Net;
using System.Text.Json;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// Lets an answer to a listing through only if its bytes are those of a page: an object that has its list, and each of
/// its members once. An SDK makes an empty page of any other object, and an empty page without a token ends a listing.
/// Of a refusal whose body is cut short it makes one without a reason.
/// </summary>
/// <remarks>
/// Source:
/// https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html#API_ListChangedBlocks_ResponseSyntax
/// </remarks>
internal sealed class PageFormCheck(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (ListOf(request) is not string list)
        {
            return response;
        }

        try
        {
            // BufferingHandler has left it in memory, and looking at it there does not move it.
            _ = ((MemoryStream)await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false))
                .TryGetBuffer(out ArraySegment<byte> body);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Check(body, list);
            }
            else if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
            {
                CheckRefusal(body);
            }

            return response;
        }
        catch (JsonException e)
        {
            string? requestId = response.Headers.TryGetValues("x-amzn-RequestId", out IEnumerable<string>? ids)
                ? ids.First()
                : null;
            response.Dispose();
            throw new UnreadablePageException(requestId, e);
        }
    }

    /// <summary>Judges one answer.</summary>
    /// <param name="body">All of its bytes.</param>
    /// <param name="list">The member that has to hold its blocks.</param>
    /// <exception cref="JsonException">It is no page.</exception>
    internal static void Check(ReadOnlySpan<byte> body, string list)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It is no object.");
        }

        string[] members = [list, "NextToken", "BlockSize", "VolumeSize", "ExpiryTime"];
        Span<bool> seen = stackalloc bool[members.Length];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = IndexOf(members, ref reader);
            if (member >= 0 && seen[member])
            {
                throw new JsonException($"It has {members[member]} twice.");
            }

            reader.Read();
            if (member == 0)
            {
                SkipList(ref reader, ref body);
            }
            else
            {
                reader.Skip();
            }

            if (member >= 0)
            {
                seen[member] = true;
            }
        }

        // Throws on anything but white space after the object.
        reader.Read();
        if (!seen[0])
        {
            throw new JsonException($"It has no {list}.");
        }
    }

    /// <summary>
    /// Judges a refusal: where its end is that of the connection, nothing else tells that it is cut short.
    /// </summary>
    /// <param name="body">All of its bytes; none, or a proxy's web page, may be all that there is.</param>
    /// <exception cref="JsonException">It is an object that cannot be read.</exception>
    internal static void CheckRefusal(ReadOnlySpan<byte> body)
    {
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return;
        }

        var reader = new Utf8JsonReader(body);
        reader.Read();
        reader.Skip();
        reader.Read();
    }

    /// <summary>
    /// The member that holds the blocks in the answer to a request; null where it is none for a page.
    /// </summary>
    private static string? ListOf(HttpRequestMessage request) => request.RequestUri?.Segments switch
    {
        [.., "changedblocks"] => "ChangedBlocks",
        [.., "blocks"] => "Blocks",
        _ => null,
    };

    private static int IndexOf(string[] members, ref Utf8JsonReader reader)
    {
        for (int at = 0; at < members.Length; at++)
        {
            if (reader.ValueTextEquals(members[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>
    /// Goes to the end of the list; as the service writes it, in a quarter of the time that the reader takes, since
    /// what is in it the SDK reads. The reader goes on as if the list were empty.
    /// </summary>
    private static void SkipList(ref Utf8JsonReader reader, ref ReadOnlySpan<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Its list is no array.");
        }

        ReadOnlySpan<byte> rest = body[(int)reader.BytesConsumed..];
        int end = rest.IndexOf((byte)']');
        if (end < 0 || !EndsOutsideStrings(rest[..end]))
        {
            reader.Skip();
            return;
        }

        body = rest[end..];
        reader = new Utf8JsonReader(body, isFinalBlock: true, reader.CurrentState);
        reader.Read();
    }

    /// <summary>
    /// Whether no bracket was opened in it and every string closed: where nothing is escaped, two quotes make a string.
    /// </summary>
    private static bool EndsOutsideStrings(ReadOnlySpan<byte> json) =>
        json.IndexOfAny((byte)'[', (byte)'\\') < 0 && json.Count((byte)'"') % 2 == 0;
}

/// <summary>An answer that is no page; its message says why.</summary>
internal sealed class UnreadablePageException(string? requestId, Exception reason) : Exception(reason.Message, reason)
{
    public string? RequestId { get; } = requestId;
}
