using System.Text;
using CsCheck;

namespace Amazon.EBS.Tests.Support;

/// <summary>One thing that may happen to the bytes of a page, at a place given as a share of its length.</summary>
internal sealed record PageDamage(double Place, int Length, byte[]? Inserted)
{
    private static readonly string[] Snippets =
    [
        " ", "\n", ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u0041", "\\n", "0", "9", "-", "+", ".5", "e3", "null",
        "{}", "é", "\0", "99999999999", "2147483648", ",\"New\":[1]", "},{\"BlockIndex\":5",
        ",\"BlockIndex\":7", ",\"FirstBlockToken\":\"x\"", "],\"ChangedBlocks\":[{\"BlockIndex\":5}",
        "{\"BlockIndex\":5},",
    ];

    /// <summary>Bytes cut out, bytes put in or over others, or a stretch that comes twice.</summary>
    internal static Gen<PageDamage> Any { get; } = Gen.Select(
        Gen.Double[0, 1],
        Gen.OneOf(Gen.Const(0), Gen.Int[0, 4], Gen.Int[0, 5000]),
        Gen.OneOf(
            Gen.Byte.Array[0, 2],
            Gen.Int[0, Snippets.Length - 1].Select(i => Encoding.UTF8.GetBytes(Snippets[i]))).Null(),
        (place, length, inserted) => new PageDamage(place, length, inserted));

    internal byte[] Apply(byte[] json)
    {
        var from = (int)(Place * json.Length);
        var to = Math.Min(json.Length, from + Length);
        return Inserted is null
            ? [.. json[..to], .. json[from..]]
            : [.. json[..from], .. Inserted, .. json[to..]];
    }
}
