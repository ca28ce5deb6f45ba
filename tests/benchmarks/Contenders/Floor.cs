using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Contenders;

/// <summary>
/// The least that a client can do which hands out tokens as strings: a bare HttpClient and Utf8JsonReader, no objects,
/// no checks. It signs with the SDK's absence: LocalEbs wants a signature, so the requests are signed by the few lines
/// that a GET needs.
/// </summary>
internal static class Floor
{
    public static async Task RunAsync(string first, string second)
    {
        long start = Stopwatch.GetTimestamp();
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        long blocks = 0;
        int requests = 0;
        TimeSpan firstPage = default;
        string? token = null;
        do
        {
            using HttpRequestMessage request = FloorRequest.Changes(first, second, token);
            using HttpResponseMessage response = (await client.SendAsync(request)).EnsureSuccessStatusCode();
            byte[] body = await response.Content.ReadAsByteArrayAsync();
            (int count, token) = Read(body);
            blocks += count;
            if (requests++ == 0)
            {
                firstPage = Stopwatch.GetElapsedTime(start);
            }
        }
        while (token is not null);

        Cost.OfThisProcess(blocks, requests, Stopwatch.GetElapsedTime(start), firstPage).Print();
    }

    private static (int Blocks, string? NextToken) Read(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        int blocks = 0;
        string? next = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("BlockIndex"u8))
            {
                reader.Read();
                _ = reader.GetInt32();
                blocks++;
            }
            else if (reader.ValueTextEquals("FirstBlockToken"u8) || reader.ValueTextEquals("SecondBlockToken"u8))
            {
                reader.Read();
                _ = reader.GetString();
            }
            else if (reader.ValueTextEquals("NextToken"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
        }

        return (blocks, next);
    }
}
