using System.Management.Automation;
using System.Security;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>Credentials that are held as an object, by the user or by AWS.Tools for the session.</summary>
public class GivenCredentialTests
{
    private const string Run = "Get-EbsChangedBlock snap-a snap-b -Verbose";

    [Fact]
    public async Task Credentials_of_another_sdk_are_read_by_member_name()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.Role);
        endpoint.Session["credential"] = new ForeignSdk.Session(Identities.Role);

        Outcome listed = endpoint.Run($"{Run} -Credential $credential");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.EndsWith("credentials from -Credential.", listed.Verbose[0]);
        Assert.Equal(
            [1],
            endpoint.Run("Measure-EbsSnapshotDelta snap-a snap-b -Credential $credential").Values<int>("ChangedCount"));
    }

    [Theory]
    [InlineData("-Credential $wrapped", "credentials from -Credential ('backup').")]
    [InlineData("-Credential ([psobject] $wrapped)", "credentials from -Credential ('backup').")]
    [InlineData("", "credentials from $StoredAWSCredentials ('backup').")]
    public async Task What_AWS_Tools_stores_is_read_though_its_members_are_internal(string parameters, string said)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.Role);
        endpoint.Session["wrapped"] = new ForeignSdk.Stored(new ForeignSdk.Session(Identities.Role), "backup");

        Outcome listed = endpoint.Run($"$StoredAWSCredentials = $wrapped; {Run} {parameters}");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.EndsWith(said, listed.Verbose[0]);
    }

    [Fact]
    public async Task What_is_stored_is_that_of_the_scope_that_calls()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.Role);
        endpoint.Session["right"] = new ForeignSdk.Stored(new ForeignSdk.Session(Identities.Role), "right");
        endpoint.Session["wrong"] = new ForeignSdk.Stored(new ForeignSdk.Session(Identities.User), "wrong");

        Outcome listed = endpoint.Run($$"""
            $StoredAWSCredentials = $wrong
            function List { $StoredAWSCredentials = $right; {{Run}} }
            List
            """);

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task A_PSCredential_is_access_key_and_secret_key()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        endpoint.Session["credential"] = Pair(Identities.User);

        Outcome listed = endpoint.Run($"{Run} -Credential $credential");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.EndsWith("credentials from -Credential.", listed.Verbose[0]);
    }

    [Theory]
    [InlineData("-Credential $pair -SessionToken $token", "-Credential with -SessionToken")]
    [InlineData("-Credential $pair -SessionToken (ConvertFrom $token)", "-Credential with -SessionToken")]
    [InlineData(
        "-AccessKey $pair.UserName -SecretKey $pair.Password -SessionToken $token", "-AccessKey with -SessionToken")]
    [InlineData(
        "-AccessKey $pair.UserName -SecretKey (ConvertFrom $pair.Password) -SessionToken $token",
        "-AccessKey with -SessionToken")]
    public async Task Temporary_keys_are_three_values_two_of_which_need_not_be_readable(
        string parameters, string source)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.Role);
        endpoint.Session["pair"] = Pair(Identities.Role);
        endpoint.Session["token"] = Secure(Identities.Role.SessionToken!);

        Outcome listed = endpoint.Run(
            $"function ConvertFrom {{ [Net.NetworkCredential]::new('', $args[0]).Password }} {Run} {parameters}");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.EndsWith($"credentials from {source}.", listed.Verbose[0]);
    }

    [Fact]
    public async Task Foreign_credentials_that_expire_in_mid_listing_are_asked_again()
    {
        AccessCredential[] accepted = [Identities.Role, Identities.NextRole];
        await using Endpoint endpoint = await Endpoint.AcceptAsync(accepted);
        endpoint.Server.ExpireFirstAt(3, accepted);
        var credentials = new ForeignSdk.Refreshing(Identities.Role, Identities.NextRole);
        endpoint.Session["credential"] = credentials;

        Outcome listed = endpoint.Run($"{Run} -Credential $credential -MaxResult 100 -ThrottleLimit 1");

        Assert.Equal([5], listed.Values<int>("BlockIndex"));
        Assert.Equal(1, credentials.Cleared);
        Assert.Single(
            listed.Verbose,
            line => line.StartsWith("ExpiredTokenException: trying again in 0.00 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_that_fail_in_mid_listing_are_an_error_from_which_it_goes_on()
    {
        AccessCredential[] accepted = [Identities.Role, Identities.User];
        await using Endpoint endpoint = await Endpoint.AcceptAsync(accepted);
        endpoint.Server.ExpireFirstAt(5, accepted);
        endpoint.Session["credential"] = new ForeignSdk.Refreshing(Identities.Role);
        endpoint.Session["good"] = new ForeignSdk.Session(Identities.User);

        Outcome failed = endpoint.Run(
            "Get-EbsChangedBlock snap-a snap-b -Credential $credential -MaxResult 100 -ThrottleLimit 1");

        Assert.StartsWith("CredentialUnusable,", failed.Error.FullyQualifiedErrorId);
        Assert.StartsWith("No credentials from -Credential: There is nothing more to ask.", failed.Error.ToString());
        Assert.Equal([5], failed.Output.Select(block => (int)block.Properties["BlockIndex"].Value));
        int next = (int)((dynamic)failed.Error.Exception).NextBlockIndex;
        Assert.Empty(
            endpoint.Run($"Get-EbsChangedBlock snap-a snap-b -Credential $good -StartingBlockIndex {next}")
                .Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_waiting_for_credentials()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        var credential = new ForeignSdk.Silent();
        endpoint.Session["credential"] = credential;
        using PowerShell shell = endpoint.Session.Shell("Get-EbsChangedBlock snap-a snap-b -Credential $credential");
        IAsyncResult running = shell.BeginInvoke();
        await credential.Asked;

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.Equal(0, endpoint.Server.Requests.Count);
    }

    [Theory]
    [InlineData("-Credential 42", "CredentialUnusable", "-Credential holds no AWS credentials but a System.Int32.")]
    [InlineData(
        "-Credential ([pscustomobject] @{ AccessKey = 'x' })",
        "CredentialUnusable",
        "-Credential holds no AWS credentials but a System.Management.Automation.PSCustomObject.")]
    [InlineData("-Credential $null", "ParameterArgumentValidationError", "null")]
    [InlineData(
        "-Credential $failing",
        "CredentialUnusable",
        "No credentials from -Credential: its credential_process ended with exit code 7. "
            + "Run it by hand to see what it says.")]
    [InlineData(
        "-Credential $failing -AccessKey x -SecretKey y",
        "CredentialsAmbiguous",
        "-AccessKey and -Credential each name credentials to sign with.")]
    [InlineData(
        "-Credential $failing -ProfileLocation nowhere",
        "CredentialsAmbiguous",
        "-Credential and -ProfileLocation each name credentials to sign with.")]
    [InlineData(
        "-AccessKey x -SecretKey y -ProfileName z",
        "CredentialsAmbiguous",
        "-AccessKey and -ProfileName each name credentials to sign with.")]
    [InlineData(
        "-Credential $failing -SessionToken z",
        "CredentialsAmbiguous",
        "-SessionToken and -Credential each name credentials to sign with.")]
    [InlineData(
        "-Credential $pair -AccessKey x -SecretKey y -SessionToken z",
        "CredentialsAmbiguous",
        "-AccessKey and -Credential each name credentials to sign with.")]
    [InlineData(
        "-ProfileName z -SessionToken z",
        "CredentialsAmbiguous",
        "-SessionToken and -ProfileName each name credentials to sign with.")]
    [InlineData(
        "-AccessKey x -SecretKey y -SessionToken ([securestring]::new())",
        "CredentialUnusable",
        "-SessionToken is empty.")]
    [InlineData("-AccessKey x -SecretKey ([securestring]::new())", "CredentialUnusable", "-SecretKey is empty.")]
    [InlineData("-AccessKey x -SecretKey ''", "ParameterArgumentValidationError", "empty")]
    [InlineData(
        "-AccessKey x -SecretKey 42",
        "CredentialUnusable",
        "-SecretKey takes a string or a SecureString, and got a System.Int32.")]
    [InlineData(
        "-AccessKey x -SecretKey \"it said`n\"",
        "CredentialUnusable",
        "The secret key from -AccessKey has a line break")]
    [InlineData(
        "-Credential $pair -SessionToken \"it said`n\"",
        "CredentialUnusable",
        "The session token from -Credential with -SessionToken has a line break")]
    [InlineData("-ProfileLocation nowhere", "ProfileUnusable", "There is no AWS credentials file '")]
    public async Task What_is_named_and_cannot_be_used_is_an_error(string parameters, string id, string said)
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        endpoint.Session["pair"] = Pair(Identities.User);
        endpoint.Session["failing"] = new ForeignSdk.Failing(
            "Command returned non-zero exit value 7 with the error - it said EXAMPLEKEY");

        ErrorRecord error = endpoint.Session.RunToError($"{Run} {parameters}");

        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, error.ToString());
        Assert.DoesNotContain("it said", error.Exception.ToString());
        Assert.Equal(0, endpoint.Server.Requests.Count);
    }

    [Fact]
    public async Task What_is_stored_and_cannot_be_used_is_an_error()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);

        ErrorRecord error = endpoint.Session.RunToError($"$StoredAWSCredentials = 'backup'; {Run}");

        Assert.StartsWith("CredentialUnusable,", error.FullyQualifiedErrorId);
        Assert.Equal("$StoredAWSCredentials holds no AWS credentials but a System.String.", error.ToString());
    }

    [Fact]
    public async Task The_stored_region_comes_after_the_parameter()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        endpoint.Session["user"] = Pair(Identities.User);
        const string Stored = "$PSDefaultParameterValues.Remove('*-Ebs*:Region'); $StoredAWSRegion = 'ap-south-1'; ";

        Assert.Contains(
            "Region ap-south-1 (from $StoredAWSRegion)", endpoint.Run($"{Stored} {Run} -Credential $user").Verbose[0]);
        Assert.Contains(
            "Region eu-west-1 (from -Region)",
            endpoint.Run($"{Stored} {Run} -Credential $user -Region eu-west-1").Verbose[0]);
        Assert.Contains(
            "Region eu-west-3 (from $StoredAWSRegion)",
            endpoint.Run(
                $"$StoredAWSRegion = [pscustomobject] @{{ Region = 'eu-west-3' }}; {Run} -Credential $user")
                .Verbose[0]);
    }

    [Fact]
    public async Task What_holds_no_proxy_is_an_error()
    {
        await using Endpoint endpoint = await Endpoint.AcceptAsync(Identities.User);
        endpoint.Session["user"] = Pair(Identities.User);
        endpoint.Session["cleared"] = new ForeignSdk.Proxy(null, 0);
        endpoint.Session["malformed"] = new ForeignSdk.Proxy("a b", 99);
        endpoint.Session["away"] = new ForeignSdk.Proxy("proxy.invalid", 3128);

        Assert.Equal(
            "ConfigurationUnusable: $AWSProxy holds no proxy but a System.String: Set-AWSProxy sets it.",
            Said("'http://proxy:3128'"));
        Assert.StartsWith("ConfigurationUnusable: $AWSProxy holds a host name", Said("$malformed"));
        Assert.DoesNotContain("proxy", endpoint.Run($"$AWSProxy = $cleared; {Run} -Credential $user").Verbose[0]);
        Outcome away = endpoint.Run($"$AWSProxy = $away; {Run} -Credential $user");
        Assert.Equal([5], away.Values<int>("BlockIndex"));
        Assert.EndsWith("credentials from -Credential, by way of the proxy in $AWSProxy.", away.Verbose[0]);

        string Said(string value)
        {
            ErrorRecord error = endpoint.Session.RunToError($"$AWSProxy = {value}; {Run} -Credential $user");
            return $"{error.FullyQualifiedErrorId.Split(',')[0]}: {error}";
        }
    }

    private static PSCredential Pair(AccessCredential who) => new(who.AccessKeyId, Secure(who.SecretAccessKey));

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text)
        {
            secret.AppendChar(letter);
        }

        return secret;
    }
}
