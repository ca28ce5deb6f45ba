namespace LocalEbs.Http;

/// <summary>What the answer to GetSnapshotBlock says of the block's data.</summary>
internal static class BlockHeaders
{
    public const string DataLength = "x-amz-Data-Length";
    public const string Checksum = "x-amz-Checksum";
    public const string ChecksumAlgorithm = "x-amz-Checksum-Algorithm";
}
