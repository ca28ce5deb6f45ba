namespace EbsChangedBlocks.Aws.Endpoints;

/// <summary>An endpoint that was named instead of the Region's, and in words where.</summary>
internal sealed record CustomEndpoint(Uri Url, string Source)
{
    /// <exception cref="EbsChangedBlocksException">
    /// It is no URL of a web server, or one over which secrets would be readable.
    /// </exception>
    public void Check(bool allowInsecure)
    {
        // Not shown: the rest of it may be a secret.
        if (Url.OriginalString.Contains('@'))
        {
            throw new EbsChangedBlocksException(
                FailureKind.EndpointInvalid,
                $"The endpoint (from {Source}) holds a user name or a password, "
                + "which are no business of an endpoint: leave them out.");
        }

        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && Url.Scheme != Uri.UriSchemeHttp))
        {
            throw new EbsChangedBlocksException(
                FailureKind.EndpointInvalid,
                $"'{Url.OriginalString}' (from {Source}) is no endpoint: "
                + "it takes a whole URL, such as https://ebs.eu-central-1.amazonaws.com.");
        }

        if (Url.Query.Length > 0 || Url.Fragment.Length > 0)
        {
            throw new EbsChangedBlocksException(
                FailureKind.EndpointInvalid,
                $"The endpoint {Url.GetLeftPart(UriPartial.Path)} (from {Source}) goes on with a query or a fragment: "
                + "leave it out.");
        }

        if (Url.Scheme == Uri.UriSchemeHttp && !Url.IsLoopback && !allowInsecure)
        {
            throw new EbsChangedBlocksException(
                FailureKind.InsecureEndpoint,
                $"'{Url.OriginalString}' (from {Source}) is plain http to another machine: session tokens, "
                + "and block tokens that let their holder read blocks, would be readable on the way. "
                + "Use https, or add -AllowInsecureEndpoint if the way is safe.");
        }
    }
}
