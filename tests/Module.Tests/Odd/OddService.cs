using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Web;
using Wire;

namespace Module.Tests.Odd;

/// <summary>
/// ListChangedBlocks and ListSnapshotBlocks with every habit that is legal. What is answered follows from the seed and
/// the place in the list alone; when, and what a restart interrupts, also from who asks when.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/readsnapshots.html</remarks>
internal sealed class OddService : IAsyncDisposable
{
    /// <summary>With the longest tokens it stays below the 16 MiB that the module takes for an answer.</summary>
    private const int LargestPage = 15_000;

    /// <summary>The fourth page token refused in a row, with nothing had in between, ends a listing.</summary>
    private const int MostRestarts = 3;

    private readonly OddVolume _pair;
    private readonly OddVolume _whole;
    private readonly OddTally _tally;
    private readonly int _seed;
    private readonly int[] _fatalRequests;
    private readonly bool _forgetsTokens;
    private readonly int _tokenBytes;
    private readonly string[] _versions;
    private readonly Ending[] _endings;
    private readonly int _latency;
    private readonly int _usualWindow;
    private readonly ConcurrentDictionary<string, Place> _places = new();
    private readonly LoopbackServer _server;
    private int _arrived;
    private int _lastAnswered;
    private int _life;

    public OddService(OddVolume volume, Random random, OddTally tally)
    {
        _pair = volume;
        _whole = volume.Whole;
        _tally = tally;
        _seed = random.Next();
        int restarts = random.Next(2) * random.Next(MostRestarts + 1);
        _fatalRequests = random.GetItems([.. Enumerable.Range(1, 10)], restarts);
        _forgetsTokens = random.Next(3) > 0;
        _tokenBytes = random.GetItems([9, 60, 192], 1)[0];
        _versions = random.GetItems(["1.0", "1.1"], 2);
        _endings = random.GetItems(Enum.GetValues<Ending>(), 2);
        _latency = random.Next(5);
        _usualWindow = OddVolume.LogUniform(random, 100, 2_000);
        _server = new LoopbackServer(AnswerAsync);
    }

    public Uri Endpoint => new(_server.Url);

    public override string ToString() =>
        $"HTTP {string.Join(" or ", _versions.Distinct())}, {string.Join(" or ", _endings.Distinct())}, "
        + $"latency up to {_latency} ms, restarts [{string.Join(", ", _fatalRequests.Distinct().Order())}], "
        + $"{_tokenBytes / 3 * 4}-character page tokens {(_forgetsTokens ? "refused" : "valid")} after them";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Reply> AnswerAsync(RecordedRequest request)
    {
        int number = Interlocked.Increment(ref _arrived);
        int life = Volatile.Read(ref _life);
        NameValueCollection query = HttpUtility.ParseQueryString(request.Query);
        bool isPair = request.Path.EndsWith("/changedblocks", StringComparison.Ordinal);
        Place? place = query["pageToken"] is string token
            ? _places.GetValueOrDefault(token)
            : new Place(isPair, int.Parse(query["startingBlockIndex"] ?? "0", CultureInfo.InvariantCulture), life);
        // Neighbouring seeds draw alike; multiplied by Knuth's factor they are none.
        Random random = new(unchecked((int)((_seed + (place?.Index ?? 0)) * 2_654_435_761)));
        Reply reply;
        if (place?.IsPair != isPair)
        {
            reply = Refuse("INVALID_PARAMETER_VALUE");
        }
        else if (_forgetsTokens && place.Life < life)
        {
            Interlocked.Increment(ref _tally.TokensRefused);
            reply = Refuse("INVALID_PAGE_TOKEN");
        }
        else
        {
            reply = WritePage(place, int.Parse(query["maxResults"]!, CultureInfo.InvariantCulture), life, random);
        }

        await Task.Delay(random.Next(_latency + 1));
        CountAnswer(number);
        return Frame(_fatalRequests.Contains(number) ? Kill(reply, random) : reply, random);
    }

    private static Reply Refuse(string reason) => new($$"""{"Message":"No.","Reason":"{{reason}}"}""")
    {
        Status = 400,
        Headers = { ["x-amzn-ErrorType"] = "ValidationException" },
    };

    private Reply WritePage(Place place, int maxResults, int life, Random random)
    {
        OddVolume volume = place.IsPair ? _pair : _whole;
        int window = random.Next(6) switch
        {
            0 when !place.IsAfterNothing => 0,
            1 => random.Next(1, maxResults),
            2 => Math.Min(maxResults + random.Next(1, maxResults), LargestPage),
            _ => Math.Min(maxResults, _usualWindow),
        };
        List<int> blocks = [];
        int next = volume.Scan(place.Index, window, blocks);
        bool isLast = next == volume.BlockCount && (place.Index == next || random.Next(3) == 0);
        string? token = isLast ? null : Issue(place with { Index = next, Life = life, IsAfterNothing = window == 0 });
        CountPage(blocks.Count, maxResults, isLast);
        return new Reply(OddPage.Write(volume, place.IsPair, blocks, token, random));
    }

    private string Issue(Place place)
    {
        byte[] bytes = new byte[_tokenBytes];
        Random.Shared.NextBytes(bytes);
        string token = Convert.ToBase64String(bytes);
        _places[token] = place;
        return token;
    }

    /// <summary>Before the answer, within it or after it; what else is in flight gets none.</summary>
    private Reply Kill(Reply reply, Random random)
    {
        Interlocked.Increment(ref _life);
        Interlocked.Increment(ref _tally.Restarts);
        return reply with
        {
            CutAfter = random.Next(3) == 0 ? null : random.Next(2) * random.Next(reply.Body.Length),
            Restart = TimeSpan.FromMilliseconds(random.GetItems([0, 0, 0, 200], 1)[0]),
        };
    }

    /// <summary>Any that is legal: HTTP/1.0 knows no chunks, and what ends with its connection closes it.</summary>
    private Reply Frame(Reply reply, Random random)
    {
        string version = random.GetItems(_versions, 1)[0];
        Framing framing = random.GetItems(Enum.GetValues<Framing>(), 1)[0];
        Ending ending = random.GetItems(_endings, 1)[0];
        return reply with
        {
            Version = version,
            Framing = framing == Framing.Chunks && version == "1.0" ? Framing.Length : framing,
            ChunkSize = random.Next(500, 50_000),
            Ending = framing == Framing.UntilClosed && ending == Ending.StaysOpen ? Ending.Closes : ending,
        };
    }

    private void CountPage(int blocks, int maxResults, bool isLast)
    {
        Interlocked.Add(ref _tally.PagesLargerThanAsked, blocks > maxResults ? 1 : 0);
        Interlocked.Add(ref _tally.EmptyPages, blocks == 0 && !isLast ? 1 : 0);
        Interlocked.Add(ref _tally.EmptyLastPages, blocks == 0 && isLast ? 1 : 0);
    }

    private void CountAnswer(int number)
    {
        Interlocked.Increment(ref _tally.Requests);
        int last = Interlocked.Exchange(ref _lastAnswered, number);
        Interlocked.Add(ref _tally.AnswersOutOfOrder, number < last ? 1 : 0);
    }

    /// <summary>What a page token stands for.</summary>
    /// <param name="IsPair">Which of the two operations it belongs to.</param>
    /// <param name="Index">Where the next window begins.</param>
    /// <param name="Life">The start of the server in which it was given.</param>
    /// <param name="IsAfterNothing">Whether the last window got nowhere, which it does not twice.</param>
    private sealed record Place(bool IsPair, int Index, int Life, bool IsAfterNothing = false);
}
