using System.Text;

namespace Microbenchmarks;

/// <summary>A full page of changed blocks, as the service writes it.</summary>
internal static class DensePage
{
    public const int Blocks = 10_000;
    private const int TokenBytes = 45;

    public static byte[] Json { get; } = Write(
        "{\"BlockIndex\":", ",\"FirstBlockToken\":\"", "\",\"SecondBlockToken\":\"");

    /// <summary>The same with white space, which no scanner expects.</summary>
    public static byte[] SpacedJson { get; } = Write(
        "{ \"BlockIndex\": ", ", \"FirstBlockToken\": \"", "\", \"SecondBlockToken\": \"");

    private static byte[] Write(string index, string first, string second)
    {
        var random = new Random(1);
        var json = new StringBuilder("{\"BlockSize\":524288,\"ChangedBlocks\":[");
        for (int block = 0; block < Blocks; block++)
        {
            json.Append(block == 0 ? "" : ",").Append(index).Append(block)
                .Append(first).Append(Token())
                .Append(second).Append(Token()).Append("\"}");
        }

        return Encoding.ASCII.GetBytes(json.Append("],\"ExpiryTime\":1.57630293286E9,\"VolumeSize\":64}").ToString());

        string Token()
        {
            byte[] bytes = new byte[TokenBytes];
            random.NextBytes(bytes);
            return Convert.ToBase64String(bytes);
        }
    }
}
