using System.Management.Automation;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>
/// Profiles that give no credentials: one error, which says what to do and nothing that is secret, and nothing is sent.
/// </summary>
[Collection(AmbientAws.Collection)]
public class ProfileFailureTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -Verbose";
    private const string RoleArn = "arn:aws:iam::123456789012:role/backup";

    [Fact]
    public async Task An_SSO_sign_in_that_has_expired_says_what_to_run()
    {
        using AmbientAws ambient = SsoHome.SignedIn(
            "sso_session = corp", SsoHome.TokenOfSession, DateTime.UtcNow.AddHours(-1));

        await Fails(
            "-ProfileName backup",
            "CredentialsExpired",
            "No credentials from profile 'backup': it is not signed in to, or no longer. "
                + "Run 'aws sso login --profile backup' and try again. "
                + "The SDK says: SSO Token has expired and can not be refreshed");
    }

    [Fact]
    public async Task A_role_whose_source_is_not_signed_in_names_the_source()
    {
        using AmbientAws ambient = SsoHome.SignedIn(
            "sso_session = corp",
            "of-somebody-else.json",
            DateTime.UtcNow.AddHours(1),
            $"[profile role]\nrole_arn = {RoleArn}\nsource_profile = backup\n");

        await Fails(
            "-ProfileName role",
            "CredentialsExpired",
            "Run 'aws sso login --profile backup' and try again. The SDK says: Error calling AssumeRole "
                + "for role arn:aws:iam::123456789012:role/backup: No valid SSO Token could be found.");
    }

    [Fact]
    public async Task A_role_that_wants_an_MFA_code()
    {
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\nsource_profile = base\n"
                + "mfa_serial = arn:aws:iam::123456789012:mfa/ops\n",
            credentials: Identities.Profile("base", Identities.User));

        await Fails(
            "-ProfileName backup",
            "MfaRequired",
            $"No credentials from profile 'backup': it assumes {RoleArn} with a code of the MFA device "
                + "arn:aws:iam::123456789012:mfa/ops, which is not asked for here.");
    }

    [Theory]
    [InlineData(
        "credentials",
        "[other]\nregion = a\n[backup]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"
            + "aws_secret_access_key = x\naws_secret_access_key = y\n",
        "aws_secret_access_key")]
    [InlineData(
        "config",
        "[profile backup]\nregion = eu-west-1\ns3 =\n  a = 1\n  a = 2\nregion = eu-west-1\n"
            + "credential_process = exit 1\n",
        "region")]
    public async Task A_setting_that_is_there_twice_is_named(string file, string content, string setting)
    {
        using AmbientAws ambient = file == "config" ? new(config: content) : new(credentials: content);
        string path = file == "config" ? EmptyAwsEnvironment.ConfigFile : EmptyAwsEnvironment.CredentialsFile;

        await Fails(
            "-ProfileName backup",
            "ProfileUnusable",
            $"No credentials from profile 'backup': '{path}' gives its {setting} twice.");
    }

    [Fact]
    public async Task A_user_signed_in_by_aws_login()
    {
        using var ambient = new AmbientAws(
            config: "[profile backup]\nlogin_session = arn:aws:iam::123456789012:user/ops\nregion = us-east-1\n");

        await Fails(
            "-ProfileName backup",
            "ProfileUnusable",
            "credential_process = aws configure export-credentials --profile backup");
    }

    [Theory]
    [InlineData(
        "base",
        "AccessDenied",
        "ProfileUnusable",
        "No credentials from profile 'backup': Error calling AssumeRole "
            + "for role arn:aws:iam::123456789012:role/backup: It says AccessDenied.")]
    [InlineData(
        "base",
        "ExpiredToken",
        "CredentialsExpired",
        "The credentials behind profile 'backup' have expired: Error calling AssumeRole "
            + "for role arn:aws:iam::123456789012:role/backup: It says ExpiredToken.")]
    [InlineData("signed-in", "AccessDenied", "ProfileUnusable", "It says AccessDenied.")]
    [InlineData(
        "signed-out",
        "UnauthorizedException",
        "CredentialsExpired",
        "Run 'aws sso login --profile signed-out' and try again.")]
    public async Task What_the_sign_in_service_refuses_is_said_in_its_words(
        string source, string code, string id, string said)
    {
        await using SignInService refusing = await SignInService.RefuseAsync(code);
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SsoHome.SignedIn(
            "sso_session = corp", SsoHome.TokenOfSession, DateTime.UtcNow.AddHours(1), $"""
            [profile backup]
            role_arn = {RoleArn}
            source_profile = {source}
            """, name: source == "base" ? "other" : source);
        AmbientAws.Write("credentials", source == "base" ? Identities.Profile("base", Identities.User) : "");
        ambient["AWS_ENDPOINT_URL_STS"] = refusing.Url;
        ambient["AWS_ENDPOINT_URL_SSO"] = source == "signed-out" ? refusing.Url : service.Url;

        await Fails("-ProfileName backup", id, said);
    }

    [Theory]
    [InlineData("echo sayEXAMPLEKEY >&2; exit 3", "its credential_process ended with exit code 3")]
    [InlineData("echo sayEXAMPLEKEY", "its credential_process wrote nothing that can be read as credentials")]
    [InlineData("no-such-program-sayEXAMPLEKEY", "its credential_process ended with exit code 127")]
    public async Task What_a_process_says_when_it_fails_is_kept_back(string process, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a line for sh.");
        using var ambient = new AmbientAws(config: $"[profile backup]\ncredential_process = {process}\n");

        await Fails("-ProfileName backup", "ProfileUnusable", "No credentials from profile 'backup': " + said);
    }

    [Theory]
    [InlineData(
        "[profile backup]\nregion = eu-west-1\naws_secret_access_key sayEXAMPLEKEY\n",
        "The AWS configuration cannot be read: line 3 of '{0}' is neither a section nor a setting.")]
    [InlineData(
        "[profile backup]\nregion = Frankfurt am Main\n",
        "The AWS configuration cannot be used: "
            + "The specified 'Frankfurt am Main' region is not a valid hostname component.")]
    [InlineData(
        "[profile backup]\nsso_session = nowhere\n",
        "The AWS configuration cannot be used: Invalid Configuration.  Failed to find sso_session [nowhere]")]
    public async Task A_file_that_cannot_be_read_is_not_quoted(string config, string said)
    {
        using var ambient = new AmbientAws(config);

        await Fails(
            "-ProfileName backup", "ConfigurationUnusable", string.Format(null, said, EmptyAwsEnvironment.ConfigFile));
    }

    [Theory]
    [InlineData("-ProfileName nobody", "There is no AWS profile named 'nobody'.")]
    [InlineData("-ProfileName empty", "No credentials from profile 'empty': Credential profile [empty] is not valid.")]
    [InlineData(
        "-ProfileName circle",
        "No credentials from profile 'circle': Error reading source profile [circle] for profile [circle]: "
            + "Error reading profile [circle]: the source profile definition is cyclical.")]
    [InlineData(
        "-ProfileName odd", "No credentials from profile 'odd': one of its settings has a value that cannot be read.")]
    [InlineData(
        "-ProfileName orphan",
        "No credentials from profile 'orphan': Error reading source profile [nobody] for profile [orphan]: "
            + "Source profile [nobody] was not found.")]
    public async Task A_profile_that_is_not_there_or_not_whole(string parameters, string said)
    {
        using var ambient = new AmbientAws(config: $"""
            [profile empty]
            region = us-east-1
            [profile odd]
            use_fips_endpoint = perhaps
            [profile circle]
            role_arn = {RoleArn}
            source_profile = circle
            [profile orphan]
            role_arn = {RoleArn}
            source_profile = nobody
            """);

        await Fails(parameters, "ProfileUnusable", said);
    }

    private static async Task Fails(string parameters, string id, string said)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);

        ErrorRecord error = endpoint.Session.RunToError($"{Run} {parameters}");

        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, error.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("sayEXAMPLEKEY", error.Exception.ToString());
        Assert.Equal(0, endpoint.Server.Requests.Count);
    }
}
