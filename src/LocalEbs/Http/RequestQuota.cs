using System.Globalization;
using LocalEbs.Numerics;

namespace LocalEbs.Http;

/// <summary>
/// How many requests may be made. Each operation, and for reads each snapshot, has a bucket of its own, as each has a
/// quota of its own (https://docs.aws.amazon.com/general/latest/gr/ebs-service.html).
/// </summary>
public sealed record RequestQuota
{
    /// <summary>Makes a quota.</summary>
    /// <param name="requestsPerSecond">Requests a second that a bucket regains; the service's are 50 and 1,000.</param>
    /// <param name="burst">Requests that a full bucket holds; one second's worth unless given: AWS tells none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public RequestQuota(double requestsPerSecond, double? burst = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requestsPerSecond);
        RequestsPerSecond = requestsPerSecond;
        Burst = burst ?? Math.Max(1, requestsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(Burst, 1, nameof(burst));
    }

    /// <summary>Requests a second that each bucket regains.</summary>
    public double RequestsPerSecond { get; }

    /// <summary>Requests that a full bucket holds.</summary>
    public double Burst { get; }

    /// <summary>
    /// Requests a second that another client of the account takes from each bucket; none unless set. At the quota's own
    /// rate and beyond, a bucket regains nothing.
    /// </summary>
    public double OtherClient { get; init; }

    /// <summary>Reads <c>50</c> or <c>50/100</c>: requests a second, and the burst.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static RequestQuota Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('/');
        double? rate = Quantity.Number(sides[0]);
        double? burst = sides.Length == 2 ? Quantity.Number(sides[1]) ?? 0 : null;
        return sides.Length <= 2 && rate > 0 && burst is null or >= 1
            ? new RequestQuota(rate!.Value, burst)
            : throw new FormatException(
                $"'{text}' is no quota: write requests a second, as in 50, or with a burst, as in 50/100.");
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RequestsPerSecond}/{Burst}");
}
