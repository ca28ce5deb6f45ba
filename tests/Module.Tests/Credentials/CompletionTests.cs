using System.Management.Automation;
using Module.Tests.Support;

namespace Module.Tests.Credentials;

/// <summary>What the Tab key offers.</summary>
[Collection(AmbientAws.Collection)]
public class CompletionTests
{
    [Theory]
    [InlineData("Get-EbsChangedBlock -Region eu-c", "eu-central-1=Europe (Frankfurt)", "eu-central-2=Europe (Zurich)")]
    [InlineData("Measure-EbsSnapshotDelta -Region EU-WEST-3", "eu-west-3=Europe (Paris)")]
    [InlineData("Get-EbsChangedBlock -Region 'cn-", "cn-north-1=China (Beijing)", "cn-northwest-1=China (Ningxia)")]
    [InlineData("Get-EbsChangedBlock -Region moon-")]
    public void Regions_with_what_they_are_called(string line, params string[] offered)
    {
        using var session = new ModuleSession();

        Assert.Equal(offered, Complete(session, line));
    }

    [Fact]
    public void Profiles_that_exist()
    {
        using var ambient = new AmbientAws(
            config: "[profile beta]\ncredential_process = true\n[profile bare]\nregion = eu-west-1\n", credentials: Identities.Profile("backup", Identities.User) + Identities.Profile("my 'own", Identities.Role));
        using var session = new ModuleSession();

        Assert.Equal(["backup=Basic", "beta=CredentialProcess"], Complete(session, "Get-EbsChangedBlock -ProfileName b"));
        Assert.Equal(["'my ''own'=Session"], Complete(session, "Measure-EbsSnapshotDelta -ProfileName my"));
    }

    [Theory]
    [InlineData("sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Ops\n")]
    [InlineData("sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Ops\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n")]
    [InlineData("login_session = arn:aws:iam::123456789012:user/ops\n")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/ops\nsource_profile = alpha\nmfa_serial = arn:aws:iam::123456789012:mfa/ops\n")]
    public void A_profile_of_any_kind(string settings)
    {
        using var ambient = new AmbientAws(config: "[profile beta]\n" + settings, credentials: Identities.Profile("alpha", Identities.User));
        using var session = new ModuleSession();

        Assert.Equal(["alpha", "beta"], Complete(session, "Get-EbsChangedBlock -ProfileName ").Select(offered => offered.Split('=')[0]));
    }

    [Theory]
    [InlineData("-ProfileLocation ./own-file")]
    [InlineData("-ProfilesLocation ./own-file")]
    public void Profiles_of_the_file_on_the_same_line(string location)
    {
        using var ambient = new AmbientAws(credentials: Identities.Profile("usual", Identities.User));
        AmbientAws.Write("own-file", Identities.Profile("own", Identities.User));
        using var session = new ModuleSession();
        session.Run($"$ExecutionContext.SessionState.Path.SetLocation('{EmptyAwsEnvironment.Folder.FullName}') > $null");

        Assert.Equal(["own=Basic"], Complete(session, $"Get-EbsChangedBlock {location} -ProfileName "));
    }

    private static string[] Complete(ModuleSession session, string line)
    {
        session["line"] = line;
        Outcome completed = session.Run("(TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches");
        Assert.Empty(completed.Errors);
        return [.. completed.Output.Select(match => (CompletionResult)match.BaseObject).Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => $"{match.CompletionText}={match.ToolTip}")];
    }
}
