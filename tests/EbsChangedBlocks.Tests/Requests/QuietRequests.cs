using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Requests;

/// <summary>Sends requests at a rate, and says nothing of it.</summary>
internal sealed class QuietRequests : IRequestLog
{
    public static RequestRunner At(double requestsPerSecond, TimeProvider time) =>
        At(RequestPace.Of(requestsPerSecond), time, new Random(1));

    public static RequestRunner At(RequestPace pace, TimeProvider time, Random jitter) => new(
        new RequestLimiter(ListQuota.Quota, time, pace),
        "ebs.example.com",
        TimeSpan.FromMinutes(5),
        new QuietRequests(),
        time,
        jitter);

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }
}
