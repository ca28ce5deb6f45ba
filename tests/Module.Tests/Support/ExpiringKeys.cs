using LocalEbs;
using LocalEbs.Signing;

namespace Module.Tests.Support;

/// <summary>Keys that expire while a listing is under way, as an hour's do.</summary>
internal static class ExpiringKeys
{
    /// <summary>From a request on, the first of the keys that the server was given to accept have expired.</summary>
    public static void ExpireFirstAt(this LocalEbsServer server, long request, AccessCredential[] accepted) =>
        server.Requests.Started += record =>
        {
            if (record.Number == request)
            {
                accepted[0] = accepted[0] with { Expiration = DateTimeOffset.UnixEpoch };
            }
        };
}
