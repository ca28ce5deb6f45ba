using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Refusals;

/// <summary>Tells a client how long to wait, in both ways that AWS's clients look for.</summary>
internal static class RetryAfterHeaders
{
    public static void Add(HttpResponse response, TimeSpan? time)
    {
        if (time is not { } wait)
        {
            return;
        }

        response.Headers["x-amz-retry-after"] = ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
