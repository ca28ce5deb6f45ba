using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The data of one block. Dispose of it: it holds a connection.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
public class GetSnapshotBlockResponse : AmazonWebServiceResponse, IDisposable
{
    /// <summary>The block's data, read from the connection as it is consumed; null once disposed of.</summary>
    public Stream? BlockData { get; set; }

    /// <summary>The checksum of the data, in Base64.</summary>
    public string? Checksum { get; set; }

    /// <summary>How <see cref="Checksum"/> is computed.</summary>
    public ChecksumAlgorithm? ChecksumAlgorithm { get; set; }

    /// <summary>The length of the data, in bytes.</summary>
    public int? DataLength { get; set; }

    /// <summary>Closes the data's stream.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the data's stream.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            BlockData?.Dispose();
            BlockData = null;
        }
    }
}
