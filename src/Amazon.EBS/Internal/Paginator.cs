using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.EBS.Internal;

/// <summary>
/// Follows page tokens from the request's own to the page without one. Like every paginator of the SDK it serves once,
/// and writes the tokens into the caller's request.
/// </summary>
internal abstract class Paginator<TRequest, TResponse>(TRequest request) : IPaginator<TResponse>
    where TRequest : AmazonEBSRequest
{
    private int _used;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    public async IAsyncEnumerable<TResponse> PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
            throw new InvalidOperationException("A paginator serves one enumeration. Make another for another.");

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        while (true)
        {
            var response = await GetPageAsync(request, cancellationToken).ConfigureAwait(false);
            var nextToken = NextToken(response);
            yield return response;
            if (string.IsNullOrEmpty(nextToken)) yield break;
            GoOn(request, nextToken);
        }
    }

    protected abstract Task<TResponse> GetPageAsync(TRequest request, CancellationToken cancellationToken);

    protected abstract string? NextToken(TResponse response);

    protected abstract void GoOn(TRequest request, string nextToken);
}
