using System.Management.Automation;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>Which endpoint is asked, by parameters, environment and profile; and which ones are refused.</summary>
[Collection(AmbientAws.Collection)]
public class EndpointTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -RetryTimeout 0 -Verbose";
    private const string Unanswered = "http://127.0.0.1:1";

    [Theory]
    [InlineData("http://ebs.example.com")]
    [InlineData("http://10.0.0.1:4599")]
    [InlineData("http://localhost.example.com")]
    public void Plain_http_to_another_machine_is_refused(string url)
    {
        using var session = new ModuleSession();

        ErrorRecord error = session.RunToError(
            $"{Run} -Region eu-central-1 -AccessKey x -SecretKey y -EndpointUrl {url}");

        Assert.StartsWith("InsecureEndpoint,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.StartsWith(
            $"'{url}' (from -EndpointUrl) is plain http to another machine: session tokens", error.ToString());
        Assert.Contains("-AllowInsecureEndpoint", error.ToString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://[::1]:1")]
    [InlineData("http://localhost:1")]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("http://192.0.2.1.invalid:1 -AllowInsecureEndpoint")]
    public void Others_are_asked(string url)
    {
        using var session = new ModuleSession();

        Assert.StartsWith(
            "EndpointUnreachable,",
            session.Run($"{Run} -Region eu-central-1 -AccessKey x -SecretKey y -EndpointUrl {url}")
                .Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("localhost:4599")]
    [InlineData("ebs.example.com")]
    [InlineData("ftp://ebs.example.com")]
    public void What_is_no_URL_is_refused(string url)
    {
        using var session = new ModuleSession();

        ErrorRecord error = session.RunToError(
            $"{Run} -Region eu-central-1 -AccessKey x -SecretKey y -EndpointUrl {url}");

        Assert.StartsWith("EndpointInvalid,", error.FullyQualifiedErrorId);
        Assert.Contains($"'{url}' (from -EndpointUrl) is no endpoint", error.ToString());
    }

    [Fact]
    public void The_environment_is_refused_on_the_same_terms()
    {
        using var ambient = new AmbientAws();
        using var session = new ModuleSession();
        string run = $"{Run} -Region eu-central-1 -AccessKey x -SecretKey y";

        ambient["AWS_ENDPOINT_URL"] = "http://ebs.example.com";
        ErrorRecord error = session.RunToError(run);
        Assert.StartsWith("InsecureEndpoint,", error.FullyQualifiedErrorId);
        Assert.StartsWith("'http://ebs.example.com/' (from AWS_ENDPOINT_URL) is plain http", error.ToString());

        ambient["AWS_ENDPOINT_URL"] = "nonsense";
        Assert.Contains("The endpoint from AWS_ENDPOINT_URL cannot be used", session.RunToError(run).ToString());
    }

    [Fact]
    public async Task An_endpoint_in_the_environment_is_asked_and_signed_for()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        using var ambient = new AmbientAws { ["AWS_ENDPOINT_URL"] = endpoint.Server.Endpoint.ToString() };
        EnvironmentTests.Set(ambient, Identities.User);
        using var session = new ModuleSession();

        Outcome listed = session.Run(Run + " -Region eu-central-1");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.StartsWith(
            $"Endpoint {endpoint.Server.Endpoint} (from AWS_ENDPOINT_URL), Region eu-central-1", listed.Verbose[0]);
    }

    [Fact]
    public void Of_several_endpoints_the_nearest_wins()
    {
        using var ambient = new AmbientAws(config: $"""
            [default]
            endpoint_url = {Unanswered}/default
            [profile backup]
            endpoint_url = {Unanswered}/backup
            [profile services]
            services = local
            [services local]
            ebs =
              endpoint_url = {Unanswered}/service
            """);
        EnvironmentTests.Set(ambient, Identities.User);
        using var session = new ModuleSession();

        Assert.StartsWith($"Endpoint {Unanswered}/default/ (from profile 'default'), ", First(session));
        ambient["AWS_PROFILE"] = "backup";
        Assert.StartsWith($"Endpoint {Unanswered}/backup/ (from profile 'backup'), ", First(session));
        ambient["AWS_PROFILE"] = "services";
        Assert.StartsWith($"Endpoint {Unanswered}/service/ (from profile 'services'), ", First(session));
        ambient["AWS_ENDPOINT_URL"] = Unanswered + "/global";
        Assert.StartsWith($"Endpoint {Unanswered}/global/ (from AWS_ENDPOINT_URL), ", First(session));
        ambient["AWS_ENDPOINT_URL_EBS"] = Unanswered + "/ebs";
        Assert.StartsWith($"Endpoint {Unanswered}/ebs/ (from AWS_ENDPOINT_URL_EBS), ", First(session));
        Assert.StartsWith(
            $"Endpoint {Unanswered}/parameter/ (from -EndpointUrl), ",
            First(session, $"-EndpointUrl {Unanswered}/parameter"));
        ambient["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.StartsWith("Endpoint https://ebs.eu-central-1.amazonaws.com/, ", First(session));
    }

    [Fact]
    public void A_named_profiles_endpoint_is_asked()
    {
        using var ambient = new AmbientAws(
            config: $"[profile backup]\nendpoint_url = {Unanswered}/backup\n",
            credentials: Identities.Profile("backup", Identities.User));
        using var session = new ModuleSession();

        Assert.StartsWith(
            $"Endpoint {Unanswered}/backup/ (from profile 'backup'), ", First(session, "-ProfileName backup"));
    }

    [Fact]
    public void A_location_alone_means_its_default_profile_whatever_the_environment_names()
    {
        using var ambient = new AmbientAws { ["AWS_PROFILE"] = "backup" };
        string file = AmbientAws.Write("own", $"""
            {Identities.Profile("default", Identities.User)}region = eu-south-2
            endpoint_url = {Unanswered}/default
            {Identities.Profile("backup", Identities.Role)}region = eu-west-3
            endpoint_url = {Unanswered}/backup
            """);
        using var session = new ModuleSession();

        Assert.Equal(
            $"Endpoint {Unanswered}/default/ (from profile 'default'), Region eu-south-2 (from profile 'default'), "
                + $"credentials from profile 'default' in '{file}'.",
            session.DescribeConnection($"Get-EbsChangedBlock snap-a snap-b -ProfileLocation '{file}'"));
    }

    [Theory]
    [InlineData("-UseFipsEndpoint", "https://ebs-fips.eu-central-1.amazonaws.com")]
    [InlineData("-UseDualStackEndpoint", "https://ebs.eu-central-1.api.aws")]
    [InlineData("-UseFipsEndpoint -UseDualStackEndpoint", "https://ebs-fips.eu-central-1.api.aws")]
    [InlineData("-Region cn-north-1 -UseDualStackEndpoint", "https://ebs.cn-north-1.api.amazonwebservices.com.cn")]
    public void Switches_choose_the_variant(string parameters, string url)
    {
        using var ambient = new AmbientAws();
        EnvironmentTests.Set(ambient, Identities.User);
        using var session = new ModuleSession();

        Assert.StartsWith($"Endpoint {url}/, ", First(session, parameters));
    }

    [Fact]
    public void Variants_may_be_chosen_in_the_environment_or_in_a_profile_at_any_time()
    {
        using var ambient = new AmbientAws(
            config: "[profile fips]\nuse_fips_endpoint = true\n[profile dual]\nuse_dualstack_endpoint = true\n");
        EnvironmentTests.Set(ambient, Identities.User);
        using var session = new ModuleSession();

        Assert.StartsWith("Endpoint https://ebs.eu-central-1.amazonaws.com/, ", First(session));
        ambient["AWS_PROFILE"] = "fips";
        Assert.StartsWith("Endpoint https://ebs-fips.eu-central-1.amazonaws.com/, ", First(session));
        ambient["AWS_USE_FIPS_ENDPOINT"] = "false";
        Assert.StartsWith("Endpoint https://ebs.eu-central-1.amazonaws.com/, ", First(session));
        ambient["AWS_USE_FIPS_ENDPOINT"] = "true";
        Assert.StartsWith("Endpoint https://ebs-fips.eu-central-1.amazonaws.com/, ", First(session));
        ambient["AWS_PROFILE"] = "dual";
        Assert.StartsWith("Endpoint https://ebs-fips.eu-central-1.api.aws/, ", First(session));
        ambient["AWS_USE_DUALSTACK_ENDPOINT"] = "false";
        Assert.StartsWith("Endpoint https://ebs-fips.eu-central-1.amazonaws.com/, ", First(session));
    }

    [Theory]
    [InlineData("-UseFipsEndpoint")]
    [InlineData("-UseDualStackEndpoint")]
    public void An_endpoint_of_ones_own_has_no_variants(string parameters)
    {
        using var session = new ModuleSession();

        ErrorRecord error = session.RunToError(
            $"{Run} -Region eu-central-1 -AccessKey x -SecretKey y -EndpointUrl {Unanswered} {parameters}");

        Assert.StartsWith("EndpointInvalid,", error.FullyQualifiedErrorId);
        Assert.Contains("custom endpoint", error.ToString());
    }

    private static string First(ModuleSession session, string parameters = "") =>
        session.DescribeConnection(
            "Get-EbsChangedBlock snap-a snap-b "
                + $"{(parameters.Contains("-Region", StringComparison.Ordinal) ? "" : "-Region eu-central-1")} "
                + parameters);
}
