namespace Module.Tests.Odd;

/// <summary>How often what is odd has happened, so that a run which proves nothing is seen.</summary>
internal sealed class OddTally
{
    public int Requests;
    public int AnswersOutOfOrder;
    public int EmptyPages;
    public int EmptyLastPages;
    public int PagesLargerThanAsked;
    public int Restarts;
    public int TokensRefused;

    public int[] Oddities =>
        [AnswersOutOfOrder, EmptyPages, EmptyLastPages, PagesLargerThanAsked, Restarts, TokensRefused];

    public override string ToString() =>
        $"{Requests} requests, {AnswersOutOfOrder} answers out of order, {EmptyPages} empty pages and {EmptyLastPages} "
        + $"empty last ones, {PagesLargerThanAsked} pages larger than asked, {Restarts} restarts, "
        + $"{TokensRefused} page tokens refused";
}
