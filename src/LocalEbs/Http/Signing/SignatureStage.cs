namespace LocalEbs.Http.Signing;

/// <summary>Lets pass what is properly signed. A request for nothing that is served is refused as that first.</summary>
internal sealed class SignatureStage(SignatureVerifier verifier) : IStage
{
    public Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        if (exchange.Request.Operation is null)
        {
            throw EbsErrors.UnknownOperation();
        }

        verifier.Verify(
            exchange.Http.Request.Method, exchange.Request.Path, exchange.Request.Query, exchange.Http.Request.Headers);
        return next(exchange);
    }
}
