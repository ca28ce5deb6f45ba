namespace EbsChangedBlocks.Listing;

/// <summary>Some of the types of change.</summary>
internal readonly struct ChangeTypeSet
{
    private readonly int _bits;

    public ChangeTypeSet(IEnumerable<ChangeType> types)
    {
        foreach (ChangeType type in types)
        {
            _bits |= 1 << (int)type;
        }
    }

    public bool Contains(ChangeType type) => (_bits & (1 << (int)type)) != 0;
}
