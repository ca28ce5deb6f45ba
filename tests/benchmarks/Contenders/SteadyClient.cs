using System.Diagnostics;

namespace Benchmarks.Contenders;

/// <summary>
/// Another program of the account, such as a backup: a fixed number of requests a second, whatever the answers are.
/// </summary>
internal static class SteadyClient
{
    /// <summary>Prints how many it sent, and as blocks how many were answered.</summary>
    public static async Task RunAsync(string first, string second, int requestsPerSecond, int seconds)
    {
        long start = Stopwatch.GetTimestamp();
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        using var due = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / requestsPerSecond));
        var sent = new List<Task<bool>>();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds && await due.WaitForNextTickAsync())
        {
            sent.Add(SendAsync(client, first, second));
        }

        bool[] answered = await Task.WhenAll(sent);
        Cost
            .OfThisProcess(
                answered.Count(isAnswered => isAnswered), answered.Length, Stopwatch.GetElapsedTime(start), default)
            .Print();
    }

    private static async Task<bool> SendAsync(HttpClient client, string first, string second)
    {
        using HttpRequestMessage request = FloorRequest.Changes(first, second, null);
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.IsSuccessStatusCode;
    }
}
