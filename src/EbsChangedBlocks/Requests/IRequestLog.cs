namespace EbsChangedBlocks.Requests;

/// <summary>
/// Takes what users should be told while requests are under way. Safe to call from any thread; nothing secret may be
/// written to it.
/// </summary>
internal interface IRequestLog
{
    void Verbose(string message);

    void Warning(string message);
}
