namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>What both kinds of listing page hold.</summary>
internal struct Page<T>
{
    internal List<T>? Blocks;
    internal int? BlockSize;
    internal DateTime? ExpiryTime;
    internal string? NextToken;
    internal long? VolumeSize;

    internal readonly bool HoldsNothing =>
        Blocks is null && BlockSize is null && ExpiryTime is null && NextToken is null && VolumeSize is null;
}
