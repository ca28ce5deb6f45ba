namespace EbsChangedBlocks.Listing;

/// <summary>Takes what users should be told while a listing runs. Safe to call from any thread; nothing secret may be written to it.</summary>
internal interface IListingLog
{
    void Verbose(string message);

    void Warning(string message);
}
