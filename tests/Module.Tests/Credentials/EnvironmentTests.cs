using System.Management.Automation;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>
/// Credentials that nobody names, in their order; an environment variable that names one is as good as a parameter.
/// </summary>
[Collection(AmbientAws.Collection)]
public class EnvironmentTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -Verbose";
    private const string RoleArn = "arn:aws:iam::123456789012:role/backup";

    [Fact]
    public async Task Keys_in_the_environment_come_before_profiles()
    {
        using var ambient = new AmbientAws(
            credentials: Identities.Profile("default", Identities.User)
                + Identities.Profile("backup", Identities.User));
        Set(ambient, Identities.Role);
        ambient["AWS_PROFILE"] = "backup";

        await ListsAs(Identities.Role, "", "environment variables");
    }

    [Fact]
    public async Task Keys_that_are_half_set_are_passed_over()
    {
        using var ambient = new AmbientAws(credentials: Identities.Profile("default", Identities.Role))
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
        };

        await ListsAs(Identities.Role, "", "profile 'default'");
    }

    [Theory]
    [InlineData("-AccessKey {0} -SecretKey {1} -SessionToken {2}", "-AccessKey with -SessionToken")]
    [InlineData("-ProfileName right", "profile 'right'")]
    [InlineData("-Credential $right", "-Credential")]
    public async Task What_is_named_comes_before_what_is_stored_and_that_before_the_environment(
        string parameters, string source)
    {
        using var ambient = new AmbientAws(credentials: Identities.Profile("right", Identities.Role));
        Set(ambient, Identities.User);
        AccessCredential role = Identities.Role;
        await using Endpoint endpoint = await Endpoint.AcceptAsync(role);
        endpoint.Session["right"] = new ForeignSdk.Session(role);
        endpoint.Session["StoredAWSCredentials"] = new ForeignSdk.Stored(
            new ForeignSdk.Session(Identities.NextRole), "stored");

        Outcome named = endpoint.Run(
            $"{Run} {string.Format(null, parameters, role.AccessKeyId, role.SecretAccessKey, role.SessionToken)}");

        Assert.Equal([5], named.Values<int>("BlockIndex"));
        Assert.EndsWith($"credentials from {source}.", named.Verbose[0]);
        Assert.EndsWith("credentials from $StoredAWSCredentials ('stored').", endpoint.Run(Run).Verbose[0]);
        Assert.EndsWith(
            "credentials from environment variables.",
            endpoint.Run($"$StoredAWSCredentials = $null; {Run}").Verbose[0]);
    }

    [Fact]
    public async Task A_web_identity_comes_before_profiles()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws(credentials: Identities.Profile("default", Identities.User))
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
            ["AWS_ROLE_ARN"] = RoleArn,
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = AmbientAws.Write("token", "header.payload.signature"),
        };

        await ListsAs(Identities.Role, "", "the web identity in the environment");
    }

    [Fact]
    public async Task A_container_hands_out_its_role()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws
        {
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = service.Url + "/role",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "containerTokenEXAMPLE",
        };

        await ListsAs(Identities.Role, "", "the container's role");

        Assert.Equal(["/role  containerTokenEXAMPLE"], service.Asked);
    }

    [Fact]
    public async Task An_instance_hands_out_its_role_and_says_its_Region()
    {
        await using SignInService service = await SignInService.StartOnInstanceAsync(Identities.Role);
        using var ambient = new AmbientAws { ["AWS_EC2_METADATA_DISABLED"] = "false" };
        using var session = new ModuleSession();

        await ListsAs(Identities.Role, "", "the instance's role");
        Assert.Equal(
            "Endpoint https://ebs.eu-south-1.amazonaws.com/, Region eu-south-1 (from the instance's metadata), "
                + "credentials from the instance's role.",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
    }

    [Fact]
    public async Task A_profile_may_be_named_in_the_environment()
    {
        using var ambient = new AmbientAws(
            credentials: Identities.Profile("default", Identities.User)
                + Identities.Profile("backup", Identities.Role))
        {
            ["AWS_PROFILE"] = "backup",
        };

        await ListsAs(Identities.Role, "", "profile 'backup' (from AWS_PROFILE)");
    }

    [Theory]
    [InlineData("nobody", "There is no AWS profile named 'nobody' (from AWS_PROFILE).")]
    [InlineData(
        "broken",
        "No credentials from profile 'broken' (from AWS_PROFILE): its credential_process ended with exit code 1")]
    public async Task A_profile_that_is_named_in_the_environment_and_fails_is_an_error(string profile, string said)
    {
        using var ambient = new AmbientAws(
            config: "[profile broken]\ncredential_process = exit 1\n",
            credentials: Identities.Profile("default", Identities.User))
        {
            ["AWS_PROFILE"] = profile,
        };

        await Fails("ProfileUnusable", said);
    }

    [Theory]
    [InlineData("credential_process = exit 1", "its credential_process ended with exit code 1")]
    [InlineData("max_attempts = many", "one of its settings has a value that cannot be read")]
    public async Task A_default_profile_that_fails_is_an_error(string settings, string said)
    {
        await using SignInService service = await SignInService.StartAsync(Identities.User);
        using var ambient = new AmbientAws(config: $"[default]\n{settings}\n")
        {
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = service.Url,
        };

        await Fails("ProfileUnusable", "No credentials from profile 'default': " + said);
    }

    [Fact]
    public async Task A_default_profile_of_settings_alone_is_passed_over()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws(config: "[default]\nregion = eu-west-1\n")
        {
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = service.Url,
        };

        await ListsAs(Identities.Role, "", "the container's role");
    }

    [Fact]
    public async Task With_nothing_anywhere_the_error_says_what_to_give()
    {
        using var ambient = new AmbientAws();

        await Fails(
            "CredentialsMissing",
            "No AWS credentials were found in the session, in the environment, in a profile or on the machine.");
    }

    [Fact]
    public void The_Region_is_looked_for_in_the_documented_order()
    {
        using var ambient = new AmbientAws(
            config: "[default]\nregion = ap-south-1\n[profile backup]\nregion = eu-west-3\n"
                + "[profile bare]\noutput = json\n",
            credentials: Identities.Profile("backup", Identities.User));
        Set(ambient, Identities.User);
        using var session = new ModuleSession();

        Assert.Contains(
            "Region ap-south-1 (from profile 'default')",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
        Assert.Contains(
            "Region eu-west-3 (from profile 'backup')",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b -ProfileName backup"));
        ambient["AWS_PROFILE"] = "bare";
        Assert.Contains(
            "Region ap-south-1 (from profile 'default')",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
        ambient["AWS_PROFILE"] = "backup";
        Assert.Contains(
            "Region eu-west-3 (from profile 'backup')",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
        ambient["AWS_DEFAULT_REGION"] = "eu-north-1";
        Assert.Contains(
            "Region eu-north-1 (from AWS_DEFAULT_REGION)",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b -ProfileName backup"));
        ambient["AWS_REGION"] = "eu-west-2";
        Assert.Contains(
            "Region eu-west-2 (from AWS_REGION)", session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
        session["StoredAWSRegion"] = "sa-east-1";
        Assert.Contains(
            "Region sa-east-1 (from $StoredAWSRegion)",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b"));
        Assert.Contains(
            "Region eu-west-1 (from -Region)",
            session.DescribeConnection("Get-EbsChangedBlock snap-a snap-b -Region eu-west-1"));
    }

    internal static void Set(AmbientAws ambient, AccessCredential who)
    {
        ambient["AWS_ACCESS_KEY_ID"] = who.AccessKeyId;
        ambient["AWS_SECRET_ACCESS_KEY"] = who.SecretAccessKey;
        if (who.SessionToken is not null)
        {
            ambient["AWS_SESSION_TOKEN"] = who.SessionToken;
        }
    }

    private static async Task ListsAs(AccessCredential who, string parameters, string source)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(who);

        Outcome listed = endpoint.Run($"{Run} {parameters}");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.EndsWith($"credentials from {source}.", listed.Verbose[0]);
    }

    private static async Task Fails(string id, string said)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);

        ErrorRecord error = endpoint.Session.RunToError(Run);

        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, error.ToString());
        Assert.Equal(0, endpoint.Server.Requests.Count);
    }
}
