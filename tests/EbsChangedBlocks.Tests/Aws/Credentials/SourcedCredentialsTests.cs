using Amazon.Runtime;
using EbsChangedBlocks.Aws.Credentials;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Aws.Credentials;

public class SourcedCredentialsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Requests_that_are_refused_together_ask_the_source_once()
    {
        var source = new CountingCredentials();
        SourcedCredentials credentials = Of(source);
        await credentials.GetCredentialsAsync();

        bool[] refreshed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            bool known = credentials.Refresh();
            await credentials.GetCredentialsAsync();
            return known;
        })));

        Assert.All(refreshed, Assert.True);
        Assert.Equal(2, source.Asked);
    }

    [Fact]
    public async Task Keys_that_expire_later_on_are_asked_for_again()
    {
        var source = new CountingCredentials();
        SourcedCredentials credentials = Of(source);
        for (int hour = 0; hour < 3; hour++)
        {
            await credentials.GetCredentialsAsync();
            Assert.True(credentials.Refresh());
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, source.Asked);
    }

    [Fact]
    public void Keys_that_are_all_there_is_stay_expired() =>
        Assert.False(Of(new BasicAWSCredentials("key", "secret")).Refresh());

    [Fact]
    public async Task What_the_source_throws_is_a_failure_of_credentials()
    {
        SourcedCredentials credentials =
            Of(new CountingCredentials { Failure = new TaskCanceledException("The request timed out.") });

        Assert.Equal(
            FailureKind.CredentialUnusable,
            (await Assert.ThrowsAsync<EbsChangedBlocksException>(credentials.GetCredentialsAsync)).Kind);
        Assert.Equal(
            "No credentials from the source: The request timed out.",
            Assert.Throws<EbsChangedBlocksException>(credentials.GetCredentials).Message);
    }

    private SourcedCredentials Of(AWSCredentials inner) =>
        new(inner, "the source", e => CredentialFailure.Of(FailureKind.CredentialUnusable, "the source", e), _time);

    private sealed class CountingCredentials : RefreshingAWSCredentials
    {
        private int _asked;

        public int Asked => _asked;

        public Exception? Failure { get; init; }

        protected override CredentialsRefreshState GenerateNewCredentials()
        {
            Interlocked.Increment(ref _asked);
            return Failure is null
                ? new(new ImmutableCredentials("key", "secret", "token"), DateTime.UtcNow.AddHours(1))
                : throw Failure;
        }
    }
}
