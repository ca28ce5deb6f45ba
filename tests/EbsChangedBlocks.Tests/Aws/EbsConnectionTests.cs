using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Aws.Configuration;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Aws;

/// <summary>Whose requests are counted together: without a request to find out.</summary>
public sealed class EbsConnectionTests : IDisposable
{
    private const string Profiles =
        """
        [admin]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
        aws_account_id = 111122223333
        [auditor]
        aws_access_key_id = AKIAI44QH8DHBEXAMPLE
        aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
        aws_account_id = 111122223333
        [process]
        credential_process = echo '{"Version": 1, "AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s", "SessionToken": "t", "AccountId": "111122223333"}'
        [other]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
        aws_account_id = 444455556666
        [untold]
        aws_access_key_id = AKIAI44QH8DHBEXAMPLE
        aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
        """;

    private readonly string _profiles = Path.GetTempFileName();

    public EbsConnectionTests()
    {
        // Whatever the machine of this test names.
        Environment.SetEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        File.WriteAllText(_profiles, Profiles);
    }

    [Theory]
    [InlineData("admin", "auditor", true)]
    [InlineData("admin", "other", false)]
    [InlineData("auditor", "untold", false)]
    public async Task Profiles_share_a_quota_as_far_as_they_say_that_they_are_of_one_account(
        string profile, string other, bool isShared) =>
        Assert.Equal(isShared, await LimiterAsync(profile) == await LimiterAsync(other));

    [Fact]
    public async Task A_credential_process_may_say_of_which_account_its_keys_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a line for sh.");

        Assert.Same(await LimiterAsync("admin"), await LimiterAsync("process"));
    }

    [Fact]
    public async Task A_quota_is_of_one_Region_by_whatever_endpoint()
    {
        RequestLimiter limiter = await LimiterAsync("admin");

        Assert.NotSame(limiter, await LimiterAsync("admin", region: "eu-central-1"));
        Assert.Same(limiter, await LimiterAsync("admin", isFips: true));
    }

    public void Dispose() => File.Delete(_profiles);

    private async Task<RequestLimiter> LimiterAsync(string profile, string region = "us-east-1", bool isFips = false)
    {
        var settings = new ConnectionSettings
        {
            Region = region,
            ProfileName = profile,
            ProfileLocation = _profiles,
            UseFipsEndpoint = isFips,
            RetryTimeout = TimeSpan.Zero,
        };
        using EbsConnection connection = await EbsConnection.OpenAsync(
            settings, new QuietRequests(), TimeProvider.System, TestContext.Current.CancellationToken);
        return connection.Requests.Limiter;
    }
}
