using System.Globalization;
using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs;

/// <summary>The requests that an endpoint has seen, for tests that must know.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly List<SeenRequest> _requests = [];
    private int _underWay;

    internal RequestLog(TimeProvider time) => _time = time;

    /// <summary>Raised when a request has arrived; on a thread of the server.</summary>
    public event Action<SeenRequest>? Began;

    /// <summary>Raised when a request was answered or given up by its client; on a thread of the server.</summary>
    public event Action<SeenRequest>? Ended;

    /// <summary>All requests so far, in the order of arrival.</summary>
    public IReadOnlyList<SeenRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>How many requests are being answered now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    internal SeenRequest Begin(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        SeenRequest seen;
        lock (_gate)
        {
            seen = new SeenRequest
            {
                Number = _requests.Count + 1,
                Arrived = _time.GetUtcNow(),
                RequestId = context.TraceIdentifier,
                Target = $"{context.Request.Method} {context.Request.Path}",
                StartingBlockIndex = int.TryParse(query["startingBlockIndex"], NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : null,
                HasPageToken = query.ContainsKey("pageToken"),
            };
            _requests.Add(seen);
            _underWay++;
        }

        Began?.Invoke(seen);
        return seen;
    }

    internal void End(SeenRequest seen, int? status, bool aborted, ServiceError? error = null)
    {
        SeenRequest ended = seen with
        {
            Status = status,
            Aborted = aborted,
            Error = error is null ? null : $"{error.Code}: {error.Message}",
        };
        lock (_gate)
        {
            _requests[seen.Number - 1] = ended;
            _underWay--;
        }

        Ended?.Invoke(ended);
    }
}
