using System.Security.Cryptography;
using LocalEbs.Operations;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Operations;

public sealed class ChecksumCacheTests : IDisposable
{
    private readonly ImageFile _image = new();
    private readonly ChecksumCache _checksums = new();

    [Fact]
    public void A_checksum_is_that_of_the_data_whether_it_is_known_computed_or_kept()
    {
        _image.SetLength(3 * Snapshot.BlockSize).Write(0, 1).Write(2, 3);
        var root = new SyntheticSnapshot("snap-a", 1, zeros: "1");
        Snapshot[] snapshots =
        [
            root,
            root.Child("snap-b", changed: "0-2", zeros: "2"),
            ImageSnapshot.Open("snap-c", _image.Path, zeros: "1"),
        ];
        foreach (Snapshot snapshot in snapshots.Concat(snapshots))
        {
            for (int index = 0; index < 3; index++)
            {
                var data = new byte[Snapshot.BlockSize];
                snapshot.Read(index, data);
                Assert.Equal(
                    Convert.ToBase64String(SHA256.HashData(data)), _checksums.Of(snapshot, index).ToBase64());
            }
        }
    }

    [Fact]
    public void A_described_block_is_read_once_for_its_checksum_and_an_images_not_at_all()
    {
        var counted = new CountedSnapshot();
        Assert.Equal(_checksums.Of(counted, 0), _checksums.Of(counted, 0));
        Assert.Equal(1, counted.Reads);

        _image.SetLength(Snapshot.BlockSize).Write(0, 1);
        ImageSnapshot image = ImageSnapshot.Open("snap-c", _image.Path);
        File.Delete(_image.Path);
        Assert.NotEqual(default, _checksums.Of(image, 0));
    }

    public void Dispose() => _image.Dispose();

    private sealed class CountedSnapshot() : Snapshot("snap-a", 1, "counted")
    {
        public int Reads { get; private set; }

        public override BlockStretch At(int index) => new(1, BlockCount);

        public override void Read(int index, Span<byte> destination) => Reads++;
    }
}
