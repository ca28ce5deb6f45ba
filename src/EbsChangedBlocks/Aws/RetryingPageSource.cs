using EbsChangedBlocks.Listing;
using Polly;
using Polly.Retry;

namespace EbsChangedBlocks.Aws;

/// <summary>The one retry loop: tries a page again, under a budget of time, when the failure may pass.</summary>
internal sealed class RetryingPageSource : IPageSource
{
    private static readonly ResiliencePropertyKey<RetryBudget> BudgetKey = new("EbsChangedBlocks.Budget");

    private readonly IPageSource _inner;
    private readonly TimeSpan _budget;
    private readonly IListingLog _log;
    private readonly TimeProvider _time;
    private readonly Random _jitter;
    private readonly RetryWarnings _warnings;
    private readonly ResiliencePipeline<BlockPage> _pipeline;

    public RetryingPageSource(IPageSource inner, TimeSpan budget, IListingLog log, TimeProvider time, Random? jitter = null)
    {
        _inner = inner;
        _budget = budget;
        _log = log;
        _time = time;
        _jitter = jitter ?? Random.Shared;
        _warnings = new RetryWarnings(log, budget);
        _pipeline = new ResiliencePipelineBuilder<BlockPage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<BlockPage>
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => new(args.Outcome.Exception is ListingException failure && args.Context.Properties.GetValue(BudgetKey, null!).Allows(failure)),
                DelayGenerator = args => new(args.Context.Properties.GetValue(BudgetKey, null!).Delay),
                OnRetry = args =>
                {
                    var failure = (ListingException)args.Outcome.Exception!;
                    Tell(failure, args.RetryDelay);
                    _warnings.Consider(failure, args.Context.Properties.GetValue(BudgetKey, null!).Elapsed);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Fetches new credentials where their source can; false where it cannot.</summary>
    public Func<bool> RefreshCredentials { get; init; } = () => false;

    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        var budget = new RetryBudget(_budget, _time, _jitter, RefreshCredentials);
        context.Properties.Set(BudgetKey, budget);
        try
        {
            BlockPage page = await _pipeline.ExecuteAsync(
                static (context, call) => new ValueTask<BlockPage>(call.Source.GetPageAsync(call.Request, context.CancellationToken)),
                context,
                (Source: _inner, Request: request)).ConfigureAwait(false);
            return budget.Retries == 0 ? page : page with { Retries = budget.Retries, Throttles = budget.Throttles };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Tell(ListingException failure, TimeSpan delay)
    {
        string code = failure.ErrorCode ?? failure.Failure.ToString();
        string request = failure.RequestId is null ? "" : $" (request {failure.RequestId})";
        _log.Verbose($"{code}: trying again in {delay.TotalSeconds:0.00} s{request}. {failure.Message}");
    }
}
