namespace EbsChangedBlocks.Requests;

/// <summary>
/// What AWS asks for a thousand calls, in US dollars. The defaults are those published for us-east-1.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-pricing.html</remarks>
internal sealed record Prices(decimal PerThousandListRequests, decimal PerThousandReads)
{
    public const decimal DefaultList = 0.0006m;
    public const decimal DefaultRead = 0.003m;

    public decimal Listing(int requests) => requests * PerThousandListRequests / 1000;

    public decimal Reading(long blocks) => blocks * PerThousandReads / 1000;
}
