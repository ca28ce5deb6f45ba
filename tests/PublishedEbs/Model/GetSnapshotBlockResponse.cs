using Amazon.Runtime;

namespace Amazon.EBS.Model;

public class GetSnapshotBlockResponse : AmazonWebServiceResponse, IDisposable
{
    public Stream BlockData { get; set; }

    public string Checksum { get; set; }

    public ChecksumAlgorithm ChecksumAlgorithm { get; set; }

    public int? DataLength { get; set; }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        throw null;
    }
}
