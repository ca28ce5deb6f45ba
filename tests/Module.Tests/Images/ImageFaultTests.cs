using System.Management.Automation;
using LocalEbs;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>
/// Whatever goes wrong with reads of blocks: a right image, or one error and an image that says what it is.
/// </summary>
public class ImageFaultTests(ImageSession session) : IClassFixture<ImageSession>
{
    /// <summary>The one that tries whether data can be had at all, and some of those that follow.</summary>
    private static readonly int[] Hit = [1, 5, 13, 24];

    [Theory]
    [InlineData("garbage", "ChecksumMismatch: reading")]
    [InlineData("wrong-checksum", "ChecksumMismatch: reading")]
    [InlineData("no-checksum", "ChecksumMismatch: reading")]
    [InlineData("wrong-length", "ChecksumMismatch: reading")]
    [InlineData("half-json", "ChecksumMismatch: reading")]
    [InlineData("html", "ChecksumMismatch: reading")]
    [InlineData("empty", "ChecksumMismatch: reading")]
    [InlineData("oversized", "ChecksumMismatch: reading")]
    [InlineData("expired-block-token", "BlockTokenInvalid: listing")]
    [InlineData("short-body", "ConnectionBroken: trying")]
    [InlineData("reset-body", "ConnectionBroken: trying")]
    [InlineData("reset", "ConnectionBroken: trying")]
    [InlineData("close", "ConnectionBroken: trying")]
    [InlineData("500", "InternalServerException: trying")]
    [InlineData("503", "ServiceUnavailable: trying")]
    [InlineData("throttle", "ThrottlingException: trying")]
    [InlineData("request-throttled", "RequestThrottledException: trying")]
    [InlineData("skewed-clock", "InvalidSignatureException: trying")]
    public async Task What_passes_is_seen_in_verbose_lines_alone(string fault, string said)
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await Serve([.. Hit.Select(number => $"{number}:{fault}")]);
        session.SaveFirst(folder);

        // One in flight, so that none is hit twice.
        Outcome saved = session.Save(server, "snap-b", folder, "-Verbose -ThrottleLimit 1");

        Assert.Equal(["Updated"], saved.Values<string>("Outcome"));
        Assert.Empty(saved.Warnings);
        Assert.Equal(Hit.Length, saved.Verbose.Count(line => line.StartsWith(said, StringComparison.Ordinal)));
        Assert.Equal(Hit.Length, server.Requests.Snapshot().Count(request => request.Fault is not null));
        folder.AssertHolds(server.Snapshot("snap-b"));
    }

    [Theory]
    [InlineData("stall=200ms")]
    [InlineData("slow=4MiB/s")]
    [InlineData("delay=100ms")]
    public async Task What_is_slow_is_waited_for(string fault)
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await Serve($"every 7:{fault}");

        Assert.Equal([0], session.Save(server, "snap-b", folder).Values<int>("RetryCount"));

        folder.AssertHolds(server.Snapshot("snap-b"));
    }

    [Theory]
    [InlineData("key-denied", "KmsAccessDenied", ErrorCategory.PermissionDenied, "kms:Decrypt", 1)]
    [InlineData("policy-denied", "AccessDenied", ErrorCategory.PermissionDenied, "ebs:GetSnapshotBlock", 1)]
    [InlineData("access-denied", "AccessDenied", ErrorCategory.PermissionDenied, "ebs:GetSnapshotBlock", 1)]
    [InlineData("revoked-credentials", "CredentialsInvalid", ErrorCategory.AuthenticationError, "secret key", 1)]
    [InlineData("expired-credentials", "CredentialsExpired", ErrorCategory.AuthenticationError, "Sign in", 1)]
    [InlineData("wrong-checksum", "ChecksumMismatch", ErrorCategory.InvalidResult, "same command", 3)]
    [InlineData("no-checksum", "ChecksumMismatch", ErrorCategory.InvalidResult, "same command", 3)]
    [InlineData("garbage", "ChecksumMismatch", ErrorCategory.InvalidResult, "same command", 3)]
    [InlineData("expired-block-token", "BlockTokenInvalid", ErrorCategory.InvalidResult, "same command", 4)]
    public async Task What_lasts_is_one_error_before_anything_is_changed(
        string fault, string id, ErrorCategory category, string remedy, int reads)
    {
        using var folder = new ImageFolder();
        using var none = new ImageFolder();
        await using LocalEbsServer server = await Serve($"all:{fault}");
        session.SaveFirst(folder);
        string[] before = folder.Traces;

        Outcome failed = session.Save(server, "snap-b", folder);
        int sent = server.Requests.Snapshot().Count(request => request.Operation == "GetSnapshotBlock");
        Outcome whole = session.Save(server, "snap-b", none);

        Assert.Empty(failed.Output);
        Assert.Equal(id, Id(failed.Error));
        Assert.Equal(category, failed.Error.CategoryInfo.Category);
        Assert.Equal(folder.Image, failed.Error.TargetObject);
        Assert.Contains(remedy, failed.Error.ErrorDetails.RecommendedAction);
        Assert.Equal(reads, sent);
        Assert.Equal(before, folder.Traces);
        folder.AssertHolds(server.Snapshot("snap-a"));
        Assert.Equal(id, Id(whole.Error));
        Assert.Empty(Directory.GetFiles(none.Path));
    }

    [Theory]
    [InlineData("key-denied", "KmsAccessDenied")]
    [InlineData("policy-denied", "AccessDenied")]
    [InlineData("revoked-credentials", "CredentialsInvalid")]
    [InlineData("expired-credentials", "CredentialsExpired")]
    [InlineData("wrong-checksum", "ChecksumMismatch")]
    [InlineData("expired-block-token", "BlockTokenInvalid")]
    [InlineData("503", "ServiceUnavailable")]
    public async Task What_lasts_from_the_middle_on_is_one_error_and_the_same_command_goes_on(string fault, string id)
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await Serve($"20-:{fault}");
        session.SaveFirst(folder);

        Outcome failed = session.Save(server, "snap-b", folder, "-ThrottleLimit 4 -RetryTimeout 1");

        Assert.Equal(id, Id(failed.Error));
        Assert.False(File.Exists(folder.Image));
        Assert.Equal("Moving", (string?)folder.State()!["kind"]);
        int watermark = (int)folder.State()!["watermark"]!;
        Assert.InRange(watermark, 10, 18);
        Assert.True(ImageFolder.Holds(folder.Partial, server.Snapshot("snap-b"), Enumerable.Range(0, watermark)));
        Assert.Equal(
            [watermark], session.Save(session.Right, "snap-b", folder).Values<int>("ResumedFromBlock"));
        folder.AssertHolds(server.Snapshot("snap-b"));
    }

    [Fact]
    public async Task Keys_that_expire_on_the_way_are_fetched_anew_where_their_source_can()
    {
        using var folder = new ImageFolder();
        AccessCredential[] accepted = [Identities.Role, Identities.NextRole];
        await using LocalEbsServer server = await ImagePair.ServeAsync(
            options => options with { Credentials = accepted });
        server.ExpireFirstAt(20, accepted);

        Outcome saved = session.Run(
            server.Endpoint,
            $"""
            $PSDefaultParameterValues.Remove('*-Ebs*:AccessKey')
            $PSDefaultParameterValues.Remove('*-Ebs*:SecretKey')
            Save-EbsSnapshotImage snap-b '{folder.Image}' -Credential $source -PassThru
            """,
            ("source", new ForeignSdk.Refreshing(Identities.Role, Identities.NextRole)));

        Assert.Equal(["Created"], saved.Values<string>("Outcome"));
        folder.AssertHolds(server.Snapshot("snap-b"));
    }

    /// <summary>
    /// AWS says that a token changes when the snapshot is listed again, and not whether the old one is refused then.
    /// Here it is, and the pages behind the first are listed while the blocks of the first are read.
    /// </summary>
    [Fact]
    public async Task Tokens_that_die_with_the_next_list_cost_lists_and_nothing_else()
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await ImagePair.ServeAsync(
            ["snap-a=synthetic:20GiB", "snap-b=snap-a,changed=0.1%,removed=0.05%"],
            options => options with { RefuseEarlierBlockTokens = true });
        int[] listed = [.. server.Differing()];
        server.Snapshot("snap-a").Write(folder.Image, listed);

        Outcome saved = session.Save(
            server, "snap-b", folder, "-FirstSnapshotId snap-a -TrustImage -RequestsPerSecond 10000");

        Assert.Equal(["Asserted"], saved.Values<string>("Basis"));
        Assert.True(ImageFolder.Holds(folder.Image, server.Snapshot("snap-b"), listed));
        IReadOnlyList<RequestRecord> requests = server.Requests.Snapshot();
        Assert.True(requests.Count(request => request.StartingBlockIndex > 0 && request.HasPageToken) > 1);
        Assert.Contains(requests, request => request is { Operation: "GetSnapshotBlock", Status: 400 });
    }

    [Theory]
    [InlineData(50, 10_000)]
    [InlineData(10_000, 50)]
    public async Task A_quota_below_the_pace_is_kept_to_and_every_throttle_is_counted(double account, double snapshot)
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await ImagePair.ServeAsync(options => options with
        {
            ReadQuota = new RequestQuota(account, 5),
            SnapshotReadQuota = new RequestQuota(snapshot, 5),
        });

        Outcome saved = session.Save(server, "snap-a", folder, "-BlocksPerSecond 10000");

        int throttled = server.Requests.Snapshot().Count(request => request.IsThrottled);
        Assert.True(throttled > 0);
        Assert.Equal([throttled], saved.Values<int>("ThrottleCount"));
        Assert.Equal([40], saved.Values<int>("ReadCount"));
        folder.AssertHolds(server.Snapshot("snap-a"));
    }

    private static Task<LocalEbsServer> Serve(params string[] faults) => ImagePair.ServeAsync(options => options with
    {
        Faults = [.. faults.Select(fault => FaultRule.Parse($"GetSnapshotBlock {fault}"))],
    });

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
