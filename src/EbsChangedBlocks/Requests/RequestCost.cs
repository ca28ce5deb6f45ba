namespace EbsChangedBlocks.Requests;

/// <summary>What something cost: it adds up.</summary>
/// <param name="Requests">Requests that were sent, those sent again among them.</param>
/// <param name="Retries">How many of them were sent again.</param>
/// <param name="Throttles">How many of the <paramref name="Retries"/> answered a throttle.</param>
internal readonly record struct RequestCost(int Requests, int Retries = 0, int Throttles = 0)
{
    public static RequestCost operator +(RequestCost one, RequestCost other) =>
        new(one.Requests + other.Requests, one.Retries + other.Retries, one.Throttles + other.Throttles);

    public static RequestCost operator -(RequestCost one, RequestCost other) =>
        new(one.Requests - other.Requests, one.Retries - other.Retries, one.Throttles - other.Throttles);
}
