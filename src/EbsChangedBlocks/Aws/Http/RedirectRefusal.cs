namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// Lets no redirect through: the SDK may follow one itself, and what is signed for one address is no other one's
/// business.
/// </summary>
internal sealed class RedirectRefusal(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (status is < 300 or >= 400)
        {
            return response;
        }

        // Of the address no more than the host is told: before it may stand a password, and a query may hold tokens.
        string target = response.Headers.Location is { IsAbsoluteUri: true } location
            ? $" to {location.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}"
            : "";
        response.Dispose();
        throw new InvalidDataException(
            $"The endpoint answered with a redirect ({status}){target}, and signed requests are not sent on.");
    }
}
