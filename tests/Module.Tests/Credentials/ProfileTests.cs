using System.Globalization;
using System.Management.Automation;
using LocalEbs;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>Profiles of every kind, from the assembled module in its own load context.</summary>
[Collection(AmbientAws.Collection)]
public class ProfileTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -Verbose";
    /// <summary>The AWS CLI names a token's file by the SHA-1 of the sso_session: of "corp".</summary>
    private const string TokenOfSession = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    /// <summary>Where there is no session, by that of the start URL: of "https://example.awsapps.com/start".</summary>
    private const string TokenOfUrl = "e8be5486177c5b5392bd9aa76563515b29358e6e.json";

    private const string RoleArn = "arn:aws:iam::123456789012:role/backup";

    [Fact]
    public async Task Keys_in_the_usual_file()
    {
        using var ambient = new AmbientAws(credentials: Identities.Profile("backup", Identities.Role));

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");
    }

    [Theory]
    [InlineData("-ProfileName backup -ProfileLocation", "backup")]
    [InlineData("-ProfilesLocation", "default")]
    public async Task Keys_in_a_file_of_ones_own(string parameters, string profile)
    {
        using var ambient = new AmbientAws(credentials: Identities.Profile(profile, Identities.NextRole));
        string file = AmbientAws.Write("own", Identities.Profile(profile, Identities.Role));

        await ListsAs(Identities.Role, $"{parameters} '{file}'", $"profile '{profile}' in '{file}'");
    }

    [Fact]
    public async Task A_path_is_relative_to_where_the_session_is()
    {
        using var ambient = new AmbientAws();
        string file = AmbientAws.Write("relative", Identities.Profile("backup", Identities.Role));
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.Role);

        Outcome listed = endpoint.Run($"$ExecutionContext.SessionState.Path.SetLocation('{Path.GetDirectoryName(file)}') > $null; {Run} -ProfileName backup -ProfileLocation ./relative");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task A_credential_process()
    {
        using var ambient = new AmbientAws(config: Process("backup", Identities.ProcessOutput(Identities.Role)));

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");
    }

    [Fact]
    public async Task A_credential_process_is_run_again_when_its_keys_expire_in_mid_listing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a line for sh.");
        string turns = AmbientAws.Write("turns", "");
        string first = AmbientAws.Write("first.json", Identities.ProcessOutput(Identities.Role, TimeSpan.FromHours(1)));
        string then = AmbientAws.Write("then.json", Identities.ProcessOutput(Identities.NextRole, TimeSpan.FromHours(1)));
        using var ambient = new AmbientAws(config: $"[profile backup]\ncredential_process = if [ -s {turns} ]; then cat {then}; else cat {first}; fi; echo turn >> {turns}\n");
        AccessCredential[] accepted = [Identities.Role, Identities.NextRole];
        await using Endpoint endpoint = await Endpoint.AcceptAsync(accepted);
        endpoint.Server.ExpireFirstAt(5, accepted);

        Outcome listed = endpoint.Run($"{Run} -ProfileName backup -MaxResult 100");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.Contains(listed.Verbose, line => line.StartsWith("ExpiredTokenException: trying again in 0.00 s", StringComparison.Ordinal));
        Assert.Equal(2, (await File.ReadAllLinesAsync(turns, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_role_assumed_with_another_profile()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\nsource_profile = base\n", credentials: Identities.Profile("base", Identities.User))
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
        };

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal([$"AssumeRole {RoleArn} {Identities.User.AccessKeyId}"], service.Asked);
    }

    [Fact]
    public async Task A_web_identity()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        string token = AmbientAws.Write("token", "header.payload.signature");
        using var ambient = new AmbientAws(config: $"[profile backup]\nrole_arn = {RoleArn}\nweb_identity_token_file = {token}\n")
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
        };

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal([$"AssumeRoleWithWebIdentity {RoleArn} header.payload.signature"], service.Asked);
    }

    [Theory]
    [InlineData("sso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1", TokenOfUrl)]
    [InlineData("sso_session = corp", TokenOfSession)]
    public async Task A_signed_in_SSO_user(string settings, string tokenFile)
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SignedIn(settings, tokenFile, DateTime.UtcNow.AddHours(8));
        ambient["AWS_ENDPOINT_URL_SSO"] = service.Url;

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal(["/federation/credentials ListSnapshots ssoAccessTokenEXAMPLE"], service.Asked);
    }

    [Fact]
    public async Task An_SSO_token_that_can_be_refreshed_is()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SignedIn("sso_session = corp", TokenOfSession, DateTime.UtcNow.AddHours(-1), refresh: """
            , "refreshToken": "refreshEXAMPLE", "clientId": "client", "clientSecret": "clientSecretEXAMPLE", "registrationExpiresAt": "2099-01-01T00:00:00Z"
            """);
        ambient["AWS_ENDPOINT_URL_SSO"] = service.Url;
        ambient["AWS_ENDPOINT_URL_SSO_OIDC"] = service.Url;

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal(["/token refreshEXAMPLE", "/federation/credentials ListSnapshots refreshedTokenEXAMPLE"], service.Asked);
    }

    [Fact]
    public async Task An_SSO_sign_in_that_has_expired_says_what_to_run()
    {
        using AmbientAws ambient = SignedIn("sso_session = corp", TokenOfSession, DateTime.UtcNow.AddHours(-1));

        await Fails(
            "-ProfileName backup",
            "CredentialsExpired",
            "No credentials from profile 'backup': it is not signed in to, or no longer. Run 'aws sso login --profile backup' and try again. (SSO Token has expired and can not be refreshed)");
    }

    [Fact]
    public async Task A_role_whose_source_is_not_signed_in_names_the_source()
    {
        using AmbientAws ambient = SignedIn("sso_session = corp", "of-somebody-else.json", DateTime.UtcNow.AddHours(1), $"[profile role]\nrole_arn = {RoleArn}\nsource_profile = backup\n");

        await Fails("-ProfileName role", "CredentialsExpired", "Run 'aws sso login --profile backup' and try again. (Error calling AssumeRole for role arn:aws:iam::123456789012:role/backup: No valid SSO Token could be found.)");
    }

    [Fact]
    public async Task A_role_that_wants_an_MFA_code()
    {
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/ops\n",
            credentials: Identities.Profile("base", Identities.User));

        await Fails(
            "-ProfileName backup",
            "MfaRequired",
            $"No credentials from profile 'backup': it assumes {RoleArn} with a code of the MFA device arn:aws:iam::123456789012:mfa/ops, which is not asked for here.");
    }

    [Fact]
    public async Task A_user_signed_in_by_aws_login()
    {
        using var ambient = new AmbientAws(config: "[profile backup]\nlogin_session = arn:aws:iam::123456789012:user/ops\nregion = us-east-1\n");

        await Fails("-ProfileName backup", "ProfileUnusable", "credential_process = aws configure export-credentials --profile backup");
    }

    [Theory]
    [InlineData("base", "AccessDenied", "ProfileUnusable", "No credentials from profile 'backup': Error calling AssumeRole for role arn:aws:iam::123456789012:role/backup: It says AccessDenied.")]
    [InlineData("base", "ExpiredToken", "CredentialsExpired", "The credentials behind profile 'backup' have expired: Error calling AssumeRole for role arn:aws:iam::123456789012:role/backup: It says ExpiredToken.")]
    [InlineData("signed-in", "AccessDenied", "ProfileUnusable", "It says AccessDenied.")]
    [InlineData("signed-out", "UnauthorizedException", "CredentialsExpired", "Run 'aws sso login --profile signed-out' and try again.")]
    public async Task What_the_sign_in_service_refuses_is_said_in_its_words(string source, string code, string id, string said)
    {
        await using SignInService refusing = await SignInService.RefuseAsync(code);
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SignedIn(
            "sso_session = corp", TokenOfSession, DateTime.UtcNow.AddHours(1), $"""
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
    [InlineData("[profile backup]\nregion = eu-west-1\naws_secret_access_key sayEXAMPLEKEY\n", "The AWS configuration cannot be read: line 3 of '{0}' is neither a section nor a setting.")]
    [InlineData("[profile backup]\nregion = Frankfurt am Main\n", "The AWS configuration cannot be used: The specified 'Frankfurt am Main' region is not a valid hostname component.")]
    [InlineData("[profile backup]\nsso_session = nowhere\n", "The AWS configuration cannot be used: Invalid Configuration.  Failed to find sso_session [nowhere]")]
    public async Task A_file_that_cannot_be_read_is_not_quoted(string config, string said)
    {
        using var ambient = new AmbientAws(config);

        await Fails("-ProfileName backup", "ConfigurationUnusable", string.Format(null, said, EmptyAwsEnvironment.ConfigFile));
    }

    [Theory]
    [InlineData("-ProfileName nobody", "There is no AWS profile named 'nobody'.")]
    [InlineData("-ProfileName empty", "No credentials from profile 'empty': Credential profile [empty] is not valid.")]
    [InlineData("-ProfileName circle", "No credentials from profile 'circle': Error reading source profile [circle] for profile [circle]: Error reading profile [circle]: the source profile definition is cyclical.")]
    [InlineData("-ProfileName orphan", "No credentials from profile 'orphan': Error reading source profile [nobody] for profile [orphan]: Source profile [nobody] was not found.")]
    public async Task A_profile_that_is_not_there_or_not_whole(string parameters, string said)
    {
        using var ambient = new AmbientAws(config: $"""
            [profile empty]
            region = us-east-1
            [profile circle]
            role_arn = {RoleArn}
            source_profile = circle
            [profile orphan]
            role_arn = {RoleArn}
            source_profile = nobody
            """);

        await Fails(parameters, "ProfileUnusable", said);
    }

    private static async Task ListsAs(AccessCredential who, string parameters, string source)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(who);

        Outcome listed = endpoint.Run($"{Run} {parameters}");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.Equal($"Endpoint {endpoint.Server.Endpoint} (from -EndpointUrl), Region us-east-1 (from -Region), credentials from {source}.", listed.Verbose[0]);
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

    private static string Process(string profile, string output)
    {
        string file = AmbientAws.Write($"{profile}.json", output);
        return $"[profile {profile}]\ncredential_process = {(OperatingSystem.IsWindows() ? "type" : "cat")} {file}\n";
    }

    /// <summary>A home in which the AWS CLI has left a token, as <c>aws sso login</c> does.</summary>
    private static AmbientAws SignedIn(string settings, string tokenFile, DateTime until, string more = "", string name = "backup", string refresh = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Where the token is kept cannot be moved.");
        AmbientAws.Write(Path.Combine("home", ".aws", "sso", "cache", tokenFile), $$"""
            {"startUrl": "https://example.awsapps.com/start", "region": "us-east-1", "accessToken": "ssoAccessTokenEXAMPLE",
            "expiresAt": "{{until.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}}"{{refresh}}}
            """);
        return new AmbientAws(config: $"""
            [profile {name}]
            {settings}
            sso_account_id = 123456789012
            sso_role_name = ListSnapshots
            [sso-session corp]
            sso_start_url = https://example.awsapps.com/start
            sso_region = us-east-1
            {more}
            """)
        {
            ["HOME"] = AmbientAws.Home,
        };
    }
}
