using System.Globalization;

namespace Module.Tests.Support;

/// <summary>What <c>aws sso login</c> leaves behind.</summary>
internal static class SsoHome
{
    /// <summary>The AWS CLI names a token's file by the SHA-1 of the sso_session: of "corp".</summary>
    public const string TokenOfSession = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    /// <summary>Where there is no session, by that of the start URL: of "https://example.awsapps.com/start".</summary>
    public const string TokenOfUrl = "e8be5486177c5b5392bd9aa76563515b29358e6e.json";

    /// <summary>A home in which the AWS CLI has left a token, as <c>aws sso login</c> does.</summary>
    public static AmbientAws SignedIn(
        string settings,
        string tokenFile,
        DateTime until,
        string more = "",
        string name = "backup",
        string refresh = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Where the token is kept cannot be moved.");
        AmbientAws.Write(Path.Combine("home", ".aws", "sso", "cache", tokenFile), $$"""
            {"startUrl": "https://example.awsapps.com/start", "region": "us-east-1",
            "accessToken": "ssoAccessTokenEXAMPLE",
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
