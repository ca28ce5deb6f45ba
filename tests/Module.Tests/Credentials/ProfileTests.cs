using System.Management.Automation;
using System.Net;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>Profiles of every kind, from the assembled module in its own load context.</summary>
[Collection(AmbientAws.Collection)]
public class ProfileTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -Verbose";
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

        Outcome listed = endpoint.Run(
            $"$ExecutionContext.SessionState.Path.SetLocation('{Path.GetDirectoryName(file)}') > $null; "
                + $"{Run} -ProfileName backup -ProfileLocation ./relative");

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
        string then = AmbientAws.Write(
            "then.json", Identities.ProcessOutput(Identities.NextRole, TimeSpan.FromHours(1)));
        using var ambient = new AmbientAws(
            config: "[profile backup]\ncredential_process = "
                + $"if [ -s {turns} ]; then cat {then}; else cat {first}; fi; echo turn >> {turns}\n");
        AccessCredential[] accepted = [Identities.Role, Identities.NextRole];
        await using Endpoint endpoint = await Endpoint.AcceptAsync(accepted);
        endpoint.Server.ExpireFirstAt(5, accepted);

        Outcome listed = endpoint.Run($"{Run} -ProfileName backup -MaxResult 100");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.Contains(
            listed.Verbose,
            line => line.StartsWith("ExpiredTokenException: trying again in 0.00 s", StringComparison.Ordinal));
        Assert.Equal(2, (await File.ReadAllLinesAsync(turns, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_role_assumed_with_another_profile()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\nsource_profile = base\n",
            credentials: Identities.Profile("base", Identities.User))
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
        };

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal([$"AssumeRole {RoleArn} {Identities.User.AccessKeyId} us-east-1"], service.Asked);
    }

    [Theory]
    [InlineData("-Region us-gov-west-1", "us-gov-west-1")]
    [InlineData("", "cn-north-1")]
    public async Task A_role_is_assumed_in_the_Region_in_use(string parameters, string region)
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using var ambient = new AmbientAws(
            config: "[default]\nregion = eu-west-1\n"
                + $"[profile outer]\nrole_arn = {RoleArn}/outer\nsource_profile = inner\nregion = cn-north-1\n"
                + $"[profile inner]\nrole_arn = {RoleArn}/inner\nsource_profile = base\n",
            credentials: Identities.Profile("base", Identities.User))
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
        };
        using var session = new ModuleSession();

        Assert.Contains(
            $"Region {region} (from ",
            session.DescribeConnection($"Get-EbsChangedBlock snap-a snap-b -ProfileName outer {parameters}"));

        Assert.Equal(
            [
                $"AssumeRole {RoleArn}/inner {Identities.User.AccessKeyId} {region}",
                $"AssumeRole {RoleArn}/outer {Identities.Role.AccessKeyId} {region}",
            ],
            service.Asked);
    }

    [Theory]
    [InlineData("source_profile = base")]
    [InlineData("web_identity_token_file = TOKEN")]
    public async Task A_role_is_assumed_by_way_of_the_proxy_of_the_session_and_in_the_Region_in_use(string settings)
    {
        settings = settings.Replace(
            "TOKEN", AmbientAws.Write("token", "header.payload.signature"), StringComparison.Ordinal);
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\n{settings}\n",
            credentials: Identities.Profile("base", Identities.User));

        await GoesByProxyTo("sts.us-gov-west-1.amazonaws.com", "ProfileUnusable", ambient, "-ProfileName backup");
    }

    [Fact]
    public async Task An_SSO_user_signs_in_by_way_of_the_proxy_of_the_session()
    {
        using AmbientAws ambient = SsoHome.SignedIn(
            "sso_session = corp", SsoHome.TokenOfSession, DateTime.UtcNow.AddHours(8));

        await GoesByProxyTo("portal.sso.us-east-1.amazonaws.com", "ProfileUnusable", ambient, "-ProfileName backup");
    }

    [Fact]
    public async Task Blocks_are_listed_by_way_of_the_proxy_of_the_session()
    {
        using var ambient = new AmbientAws();

        await GoesByProxyTo(
            "ebs.us-gov-west-1.amazonaws.com", "EndpointUnreachable", ambient, "-AccessKey x -SecretKey y");
    }

    [Fact]
    public async Task A_web_identity()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        string token = AmbientAws.Write("token", "header.payload.signature");
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nrole_arn = {RoleArn}\nweb_identity_token_file = {token}\n")
        {
            ["AWS_ENDPOINT_URL_STS"] = service.Url,
        };

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal([$"AssumeRoleWithWebIdentity {RoleArn} header.payload.signature"], service.Asked);
    }

    [Theory]
    [InlineData("sso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1", SsoHome.TokenOfUrl)]
    [InlineData("sso_session = corp", SsoHome.TokenOfSession)]
    public async Task A_signed_in_SSO_user(string settings, string tokenFile)
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SsoHome.SignedIn(settings, tokenFile, DateTime.UtcNow.AddHours(8));
        ambient["AWS_ENDPOINT_URL_SSO"] = service.Url;

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal(["/federation/credentials ListSnapshots ssoAccessTokenEXAMPLE"], service.Asked);
    }

    [Fact]
    public async Task An_SSO_token_that_can_be_refreshed_is()
    {
        await using SignInService service = await SignInService.StartAsync(Identities.Role);
        using AmbientAws ambient = SsoHome.SignedIn(
            "sso_session = corp", SsoHome.TokenOfSession, DateTime.UtcNow.AddHours(-1), refresh: """
            , "refreshToken": "refreshEXAMPLE", "clientId": "client", "clientSecret": "clientSecretEXAMPLE",
            "registrationExpiresAt": "2099-01-01T00:00:00Z"
            """);
        ambient["AWS_ENDPOINT_URL_SSO"] = service.Url;
        ambient["AWS_ENDPOINT_URL_SSO_OIDC"] = service.Url;

        await ListsAs(Identities.Role, "-ProfileName backup", "profile 'backup'");

        Assert.Equal(
            ["/token refreshEXAMPLE", "/federation/credentials ListSnapshots refreshedTokenEXAMPLE"], service.Asked);
    }

    private static async Task GoesByProxyTo(string host, string id, AmbientAws ambient, string parameters)
    {
        await using StubServer proxy = await StubServer.StartAsync(407, ("Proxy-Authenticate", "Basic realm=\"test\""));
        ambient["AWS_MAX_ATTEMPTS"] = "1";
        using var session = new ModuleSession();
        session["proxy"] = new ForeignSdk.Proxy(
            "127.0.0.1", proxy.Endpoint.Port, new NetworkCredential("operator", "proxy-secret"));

        ErrorRecord error = session.RunToError(
            $"$AWSProxy = $proxy; {Run} -ErrorAction Stop -Region us-gov-west-1 -RetryTimeout 0 {parameters}");

        Assert.StartsWith(id, error.FullyQualifiedErrorId);
        Assert.DoesNotContain("proxy-secret", error.Exception.ToString());
        Assert.All(proxy.Requests, request => Assert.StartsWith($"CONNECT {host}:443 ", request));
        Assert.Contains(
            proxy.Requests,
            request => request.Contains(
                "Proxy-Authorization: Basic b3BlcmF0b3I6cHJveHktc2VjcmV0", StringComparison.Ordinal));
    }

    private static async Task ListsAs(AccessCredential who, string parameters, string source)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(who);

        Outcome listed = endpoint.Run($"{Run} {parameters}");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.Equal(
            $"Endpoint {endpoint.Server.Endpoint} (from -EndpointUrl), Region us-east-1 (from -Region), "
                + $"credentials from {source}.",
            listed.Verbose[0]);
    }

    private static string Process(string profile, string output)
    {
        string file = AmbientAws.Write($"{profile}.json", output);
        return $"[profile {profile}]\ncredential_process = {(OperatingSystem.IsWindows() ? "type" : "cat")} {file}\n";
    }
}
