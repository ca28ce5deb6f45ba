namespace EbsChangedBlocks.Listing;

/// <summary>
/// Refuses page tokens that the service does not make, and those that would lead a listing in a circle.
/// </summary>
internal sealed class PageTokenGuard
{
    /// <summary>
    /// The tokens since the last block: while blocks come, indexes that must ascend show that the listing gets on.
    /// </summary>
    private readonly HashSet<string> _sinceLastBlock = [];

    /// <summary>Lets tokens come again: the listing has gone back to an index.</summary>
    public void Restart() => _sinceLastBlock.Clear();

    /// <summary>What is wrong with the page's token, which is not quoted; null if nothing is.</summary>
    public string? FindContradiction(BlockPage page)
    {
        if (page.NextToken is not string token)
        {
            return null;
        }

        if (!TokenForm.IsWellFormed(token))
        {
            return "a page token that is not of the form that page tokens have";
        }

        if (page.Blocks.Count > 0)
        {
            _sinceLastBlock.Clear();
        }

        return _sinceLastBlock.Add(token) ? null : "a page token that came before, without a block in between";
    }
}
