using System.Management.Automation;
using LocalEbs;
using LocalEbs.CommandLine;
using LocalEbs.Faults;
using Module.Tests.Support;

namespace Module.Tests;

public class ErrorTests
{
    private static readonly string[] Pair = ["snap-a=synthetic:1GiB,written=0-9", "snap-b=snap-a,changed=1-1", "snap-c=synthetic:1GiB"];

    [Theory]
    [InlineData("Get-EbsChangedBlock snap-a snap-e", "SnapshotNotFound", ErrorCategory.ObjectNotFound, "snap-e")]
    [InlineData("Get-EbsChangedBlock snap-a snap-a", "SameSnapshot", ErrorCategory.InvalidArgument, "snap-a")]
    [InlineData("Get-EbsChangedBlock snap-a snap-c", "UnrelatedSnapshots", ErrorCategory.InvalidArgument, "snap-c")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AsPage -NextToken AAAA", "PageTokenInvalid", ErrorCategory.InvalidArgument, "snap-b")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -SecretKey wrong", "CredentialsInvalid", ErrorCategory.AuthenticationError, "snap-b")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AccessKey wrong", "CredentialsInvalid", ErrorCategory.AuthenticationError, "snap-b")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -EndpointUrl http://127.0.0.1:1 -RetryTimeout 0", "EndpointUnreachable", ErrorCategory.ConnectionError, "snap-b")]
    public async Task A_pair_that_cannot_be_listed_is_one_error_that_does_not_terminate(string script, string id, ErrorCategory category, string target)
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Pair);

        Outcome failed = endpoint.Run(script + "; 'still running'");

        Assert.False(failed.Terminated);
        Assert.Equal("still running", Assert.Single(failed.Output).ToString());
        Assert.Equal(id, failed.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, failed.Error.CategoryInfo.Category);
        Assert.Equal(target, failed.Error.TargetObject);
        Assert.NotEmpty(failed.Error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Get-EbsChangedBlock snap-x snap-b", "ParameterArgumentValidationError", "'snap-x' is no snapshot id")]
    [InlineData("Get-EbsChangedBlock vol-1 snap-b", "ParameterArgumentValidationError", "'vol-1' is no snapshot id")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 50", "ParameterArgumentValidationError", "100")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 10001", "ParameterArgumentValidationError", "10000")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex -1", "ParameterArgumentValidationError", "0")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AccessKey x", "CredentialsMissing", "-SecretKey")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -ProfileName no-such-profile", "ProfileUnusable", "no-such-profile")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -Region us-east-1", "CredentialsMissing", "No AWS credentials")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AccessKey x -SecretKey y -Region 'example.com/'", "RegionInvalid", "'example.com/' (from -Region) is no Region")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AccessKey x -SecretKey y", "RegionMissing", "No AWS Region")]
    public void A_bad_argument_terminates_before_anything_is_sent(string script, string id, string said)
    {
        using var session = new ModuleSession();

        Outcome failed = session.Run($"try {{ {script} }} catch {{ $_ }}");

        ErrorRecord error = Assert.IsType<ErrorRecord>(Assert.Single(failed.Output).BaseObject);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, error.ToString());
    }

    [Fact]
    public async Task Error_action_decides()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Pair);

        Assert.True(endpoint.Run("Get-EbsChangedBlock snap-a snap-e -ErrorAction Stop").Terminated);
        Assert.Empty(endpoint.Run("Get-EbsChangedBlock snap-a snap-e -ErrorAction Ignore").Errors);
        Assert.Equal("SnapshotNotFound", endpoint.Run("Get-EbsChangedBlock snap-a snap-e -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId.Split(',')[0]").Output[0].ToString());
    }

    [Fact]
    public async Task An_error_carries_the_request_id_that_support_asks_for()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Pair);

        Outcome failed = endpoint.Run("Get-EbsChangedBlock snap-a snap-e");

        Assert.Contains(endpoint.Server.Requests.Snapshot()[0].RequestId, failed.Error.ErrorDetails.Message);
    }

    [Fact]
    public async Task An_expired_session_says_so()
    {
        var expired = new AccessCredential("AKIAIOSFODNN7EXAMPLE", AccessCredential.Example.SecretAccessKey, "session", DateTimeOffset.UnixEpoch);
        await using Endpoint endpoint = await Endpoint.ServeAsync(SnapshotSpec.ParseAll(Pair), options => options with { Credentials = [expired] });

        Assert.StartsWith("CredentialsExpired,", endpoint.Run("Get-EbsChangedBlock snap-a snap-b -SessionToken session").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_refusal_tells_which_statement_is_missing()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(SnapshotSpec.ParseAll(Pair), options => options with { Faults = [FaultRule.Parse("1:policy-denied")] });

        ErrorRecord error = endpoint.Run("Get-EbsChangedBlock snap-a snap-b").Error;

        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId);
        Assert.Equal("Allow ebs:ListChangedBlocks on arn:aws:ec2:us-east-1::snapshot/snap-b in the identity-based policy.", error.ErrorDetails.RecommendedAction);
    }
}
