using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Reads how long a service asks to wait: <c>x-amz-retry-after</c> in milliseconds, or HTTP's <c>Retry-After</c> in
/// seconds.
/// </summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? RetryAfter(this AmazonServiceException exception)
    {
        if (exception.InnerException is not HttpErrorResponseException { Response: IWebResponseData response })
        {
            return null;
        }

        return Read(response, "x-amz-retry-after", TimeSpan.FromMilliseconds)
            ?? Read(response, "Retry-After", TimeSpan.FromSeconds);
    }

    private static TimeSpan? Read(IWebResponseData response, string header, Func<double, TimeSpan> unit) =>
        response.IsHeaderPresent(header)
        && int.TryParse(
            response.GetHeaderValue(header), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? unit(number)
            : null;
}
