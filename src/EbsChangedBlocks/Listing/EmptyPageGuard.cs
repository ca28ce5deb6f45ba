using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// Ends a listing that gets nowhere. Pages without a block are right where nothing changed, but no more of them in a
/// row than the volume has windows; where page tokens are ever new, or are refused before they lead to a block, they
/// would come for ever.
/// </summary>
/// <param name="maxResults">How many written blocks a window has.</param>
/// <param name="log">Is told once that there are many.</param>
internal sealed class EmptyPageGuard(int maxResults, IRequestLog log)
{
    /// <summary>Windows may be shorter than asked for, and looking ahead has some for nothing.</summary>
    private const int TimesTheWindows = 10;

    private const int Fewest = 1000;

    /// <summary>Of the pages that end it, the share that is worth a word.</summary>
    private const int WarnedAtOneIn = 5;

    private long _inARow;
    private bool _hasWarned;

    /// <exception cref="EbsChangedBlocksException">There were too many.</exception>
    public void Check(BlockPage page)
    {
        _inARow = page.Blocks.Count > 0 ? 0 : _inARow + 1;
        long blocks = (page.VolumeSize ?? BlockPage.LargestVolume) / page.BlockSize;
        long windows = Math.Max(1, (blocks + maxResults - 1) / maxResults);
        long most = Math.Max(Fewest, TimesTheWindows * windows);
        if (_inARow >= most)
        {
            string contradiction =
                $"{_inARow:0} pages in a row without a block, where its volume has {windows:0} windows";
            throw Contradiction.Of(page.Pair, contradiction, page.RequestId);
        }

        if (_inARow >= most / WarnedAtOneIn && !_hasWarned)
        {
            _hasWarned = true;
            log.Warning(
                $"{page.Pair}: {_inARow:0} pages in a row were without a block, "
                + $"and the volume has {windows:0} windows. "
                + $"The listing ends at {most:0}; its page tokens may lead nowhere, or be refused again and again.");
        }
    }
}
