using System.Text;
using System.Text.Json;
using Amazon.EBS.Internal.Unmarshalling;
using Amazon.Runtime;
using CsCheck;

namespace Amazon.EBS.Tests;

/// <summary>That scanning is only quicker: whatever it makes of a page, the JSON reader makes of it too.</summary>
public sealed class ScannedPageTests
{
    [Fact]
    public void The_service_s_own_form_is_scanned_to_its_last_byte() => CanonicalPages.Any.Sample(page =>
    {
        var json = Encoding.UTF8.GetBytes(CanonicalPages.Write(page));
        var start = json.AsSpan().IndexOf("\":["u8) + 3;

        var blocks = BlockArray.TryScan(json.AsSpan(start), ChangedBlockShape.Instance, out var length);

        Assert.Equal(page.ChangedBlocks!.Count > 0, blocks is not null);
        if (blocks is not null)
        {
            Assert.Equal((byte)']', json[start + length]);
        }

        Assert.True(RandomPages.AreEqual(page, Response(json, ChangedBlockShape.Instance)));
    });

    [Fact]
    public void A_page_that_was_damaged_is_read_or_refused_the_same() => Gen
        .Select(CanonicalPages.Any, PageDamage.Any.Array[1, 3])
        .Sample((page, damages) => AssertSame(damages.Aggregate(
            Encoding.UTF8.GetBytes(CanonicalPages.Write(page)), (json, damage) => damage.Apply(json))), iter: 20_000);

    [Fact]
    public void A_page_that_is_written_in_another_way_is_read_the_same() => Gen
        .Select(RandomPages.Page, Gen.Int)
        .Sample(
            (page, seed) => AssertSame(Encoding.UTF8.GetBytes(PageWriter.Write(page, new Random(seed)))), iter: 2000);

    [Theory]
    [InlineData("""[{"BlockIndex":0}]""", true)]
    [InlineData("""[{"BlockIndex":2147483647,"SecondBlockToken":""}]""", true)]
    [InlineData("""[{"BlockIndex":1},{"BlockIndex":2,"FirstBlockToken":"a","SecondBlockToken":"b"}]""", true)]
    [InlineData("""[{"BlockIndex":1,"FirstBlockToken":"0af8ae2d-8a8b_a=="}]""", true)]
    [InlineData("""[]""", false)]
    [InlineData("""[{"BlockIndex":1},]""", false)]
    [InlineData("""[{"BlockIndex":1}}""", false)]
    [InlineData("""[{"BlockIndex":01}]""", false)]
    [InlineData("""[{"BlockIndex":+1}]""", false)]
    [InlineData("""[{"BlockIndex":-1}]""", false)]
    [InlineData("""[{"BlockIndex":1.0}]""", false)]
    [InlineData("""[{"BlockIndex":1e1}]""", false)]
    [InlineData("""[{"BlockIndex":2147483648}]""", false)]
    [InlineData("""[{"BlockIndex":99999999999999999999}]""", false)]
    [InlineData("""[{"BlockIndex":1,"BlockIndex":2}]""", false)]
    [InlineData("""[{"BlockIndex": 1}]""", false)]
    [InlineData("""[{"BlockIndex":1,"SecondBlockToken":"b","FirstBlockToken":"a"}]""", false)]
    [InlineData("""[{"BlockIndex":1,"FirstBlockToken":"\u0041"}]""", false)]
    [InlineData("""[{"BlockIndex":1,"FirstBlockToken":"é"}]""", false)]
    [InlineData("""[{"BlockIndex":1,"FirstBlockToken":null}]""", false)]
    [InlineData("""[{"BlockIndex":1,"FirstBlockToken":"a""", false)]
    [InlineData("""[{"BlockIndex":""", false)]
    public void Only_the_service_s_own_form_is_scanned(string array, bool isScanned)
    {
        var json = Encoding.UTF8.GetBytes(array);

        Assert.Equal(isScanned, BlockArray.TryScan(json.AsSpan(1), ChangedBlockShape.Instance, out _) is not null);
        AssertSame([.. "{\"ChangedBlocks\":"u8, .. json, .. "}"u8]);
    }

    private static void AssertSame(byte[] json)
    {
        var (scanned, scanFailure) = Read(json, ChangedBlockShape.Instance);
        var (read, readFailure) = Read(json, new UnscannedShape());

        Assert.True(scanFailure == readFailure, Encoding.UTF8.GetString(json));
        if (read is not null)
        {
            Assert.True(RandomPages.AreEqual(read, scanned!), Encoding.UTF8.GetString(json));
        }
    }

    private static (ListChangedBlocksResponse? Page, Type? Failure) Read(byte[] json, BlockShape<ChangedBlock> shape)
    {
        try
        {
            return (Response(json, shape), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            return (null, e.GetType());
        }
    }

    private static ListChangedBlocksResponse Response(byte[] json, BlockShape<ChangedBlock> shape) =>
        (ListChangedBlocksResponse)shape.ToResponse(PageReader.Read(json, shape));

    private sealed class UnscannedShape : BlockShape<ChangedBlock>
    {
        internal override ReadOnlySpan<byte> ListName => ChangedBlockShape.Instance.ListName;

        internal override bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out ChangedBlock? block)
        {
            block = null;
            return false;
        }

        internal override ChangedBlock Read(ref Utf8JsonReader reader, TokenSlabs slabs) =>
            ChangedBlockShape.Instance.Read(ref reader, slabs);

        internal override AmazonWebServiceResponse ToResponse(in Page<ChangedBlock> page) =>
            ChangedBlockShape.Instance.ToResponse(page);
    }
}
