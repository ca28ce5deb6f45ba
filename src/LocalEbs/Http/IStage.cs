namespace LocalEbs.Http;

/// <summary>
/// A step on the way from request to answer: it passes the exchange on, or answers by throwing an
/// <see cref="EbsException"/>, or does something to the connection. <see cref="EbsApplication"/> gives their order.
/// </summary>
internal interface IStage
{
    Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next);
}
