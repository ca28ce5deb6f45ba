using System.CommandLine;
using System.Net;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace LocalEbs.CommandLine;

/// <summary>The options of the command line, and the server options they amount to.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string[]> _snapshots = new("--snapshot", "-s")
    {
        Description = "A snapshot to serve; repeat for more. The id is snap- and hexadecimal digits.",
        HelpName = "id=description",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one.",
        HelpName = "port",
        DefaultValueFactory = _ => 4599,
        CustomParser = OptionParsers.WholeNumber(IPEndPoint.MaxPort),
    };

    private readonly Option<TimeSpan> _latency = new("--latency")
    {
        Description = "How long every request waits before it is answered, as in 100ms or 1.5s.",
        HelpName = "time",
        CustomParser = OptionParsers.Duration,
    };

    private readonly Option<double> _shortWindows = new("--short-windows")
    {
        Description = "The share of pages, 0 to 1, that look at fewer written blocks than maxResults.",
        HelpName = "share",
        CustomParser = OptionParsers.Share,
    };

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "Decides which pages are short, and how short, and which requests a share of faults hits.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
        CustomParser = OptionParsers.WholeNumber(long.MaxValue),
    };

    private readonly Option<bool> _refuseEmptySnapshots = new("--refuse-empty-snapshots")
    {
        Description = "Answer a listing of a snapshot without a written block with a ValidationException.",
    };

    private readonly Option<bool> _refuseEarlierBlockTokens = new("--refuse-earlier-block-tokens")
    {
        Description = "Refuse a block token once another list of its snapshot has been answered; no page is cached.",
    };

    private readonly Option<int> _pageCache = new("--page-cache")
    {
        Description = "Rendered pages to keep, some 2 MB each when dense, so that a benchmark measures its client.",
        HelpName = "pages",
        CustomParser = OptionParsers.WholeNumber(int.MaxValue),
    };

    private readonly Option<RequestQuota?> _quota = Rate(
        "--quota", "Listing requests a second, of each operation, as in 50, or with a burst, as in 50/100.");

    private readonly Option<RequestQuota?> _readQuota = Rate(
        "--read-quota", "Blocks read a second, of all snapshots, as in 1000 or 1000/2000.");

    private readonly Option<RequestQuota?> _snapshotReadQuota = Rate(
        "--snapshot-read-quota", "Blocks read a second, of each snapshot, as in 1000 or 1000/2000.");

    private readonly Option<double> _otherClient = new("--other-client")
    {
        Description = "Requests a second that another client of the account takes from --quota.",
        HelpName = "rate",
        CustomParser = OptionParsers.Number,
    };

    private readonly Option<FaultRule[]> _faults = new("--fault")
    {
        Description = "A fault, as in 3:throttle; repeat for more. The first one counts that covers a request.",
        HelpName = "rule",
        DefaultValueFactory = _ => [],
        CustomParser = OptionParsers.Each(texts => texts.Select(FaultRule.Parse).ToArray()),
    };

    private readonly Option<string> _accessKey = new("--access-key")
    {
        Description = "The access key id that requests are signed with.",
        HelpName = "id",
        DefaultValueFactory = _ => AccessCredential.Example.AccessKeyId,
    };

    private readonly Option<string> _secretKey = new("--secret-key")
    {
        Description = "Its secret access key.",
        HelpName = "key",
        DefaultValueFactory = _ => AccessCredential.Example.SecretAccessKey,
    };

    private readonly Option<string?> _sessionToken = new("--session-token")
    {
        Description = "The session token that must come with every request; none unless given.",
        HelpName = "token",
    };

    private readonly Option<string?> _region = new("--region")
    {
        Description = "The region that requests must be signed for; any unless given.",
        HelpName = "region",
    };

    private readonly Option<bool> _log = new("--log")
    {
        Description = "Print a line for each request, without tokens and signatures.",
    };

    public IEnumerable<Option> All =>
    [
        _snapshots, _port, _latency, _shortWindows, _seed, _refuseEmptySnapshots,
        _refuseEarlierBlockTokens, _pageCache, _quota, _readQuota, _snapshotReadQuota, _otherClient, _faults,
        _accessKey, _secretKey, _sessionToken, _region, _log,
    ];

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    public bool WantsLog(ParseResult parsed) => parsed.GetValue(_log);

    /// <exception cref="FormatException">No snapshot is given, or something cannot be read.</exception>
    public LocalEbsOptions Bind(ParseResult parsed, TextWriter diagnostics) => new()
    {
        Snapshots = ReadSnapshots(parsed),
        Port = Port(parsed),
        Latency = parsed.GetValue(_latency),
        ShortWindows = parsed.GetValue(_shortWindows),
        Seed = parsed.GetValue(_seed),
        RefuseEmptySnapshots = parsed.GetValue(_refuseEmptySnapshots),
        RefuseEarlierBlockTokens = parsed.GetValue(_refuseEarlierBlockTokens),
        PageCache = parsed.GetValue(_pageCache),
        Quota = Quota(parsed),
        ReadQuota = parsed.GetValue(_readQuota),
        SnapshotReadQuota = parsed.GetValue(_snapshotReadQuota),
        Faults = parsed.GetRequiredValue(_faults),
        Credentials =
        [
            new AccessCredential(
                parsed.GetRequiredValue(_accessKey),
                parsed.GetRequiredValue(_secretKey),
                parsed.GetValue(_sessionToken)),
        ],
        Region = parsed.GetValue(_region),
        Diagnostics = diagnostics,
    };

    private static Option<RequestQuota?> Rate(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "rate",
        CustomParser = OptionParsers.Each(texts => RequestQuota.Parse(texts.Single())),
    };

    private RequestQuota? Quota(ParseResult parsed)
    {
        double other = parsed.GetValue(_otherClient);
        RequestQuota? quota = parsed.GetValue(_quota);
        return quota is null && other > 0
            ? throw new FormatException("--other-client takes from a quota: give --quota too.")
            : quota is null ? null : quota with { OtherClient = other };
    }

    private IReadOnlyList<Snapshot> ReadSnapshots(ParseResult parsed) =>
        parsed.GetRequiredValue(_snapshots) is { Length: > 0 } specs
            ? SnapshotSpec.ParseAll(specs)
            : throw new FormatException(
                "Name at least one snapshot to serve, as in --snapshot snap-a=before.img; --help says more.");
}
