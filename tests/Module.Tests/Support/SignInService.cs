using System.Collections.Concurrent;
using System.Text.Json;
using LocalEbs.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Module.Tests.Support;

/// <summary>
/// Hands out the keys of a role as the Security Token Service does (AssumeRole, AssumeRoleWithWebIdentity), as IAM
/// Identity Center does (GetRoleCredentials, CreateToken), and as a container's agent and an instance's metadata do, to
/// whoever asks.
/// </summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
/// </remarks>
internal sealed class SignInService : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Queue<AccessCredential> _roles;
    private readonly string? _refusal;

    private SignInService(AccessCredential[] roles, string? refusal = null, int port = 0)
    {
        _refusal = refusal;
        _roles = new Queue<AccessCredential>(roles);
        _server = Loopback.Serve(AnswerAsync, port);
    }

    /// <summary>What was asked for, in words: the action or path, and who asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public string Url => _server.Urls.Single();

    /// <param name="roles">Whose keys are handed out, one after the other; the last one goes on.</param>
    public static Task<SignInService> StartAsync(params AccessCredential[] roles) =>
        StartAsync(new SignInService(roles));

    /// <summary>One at the address where the instance's metadata are for this process.</summary>
    public static Task<SignInService> StartOnInstanceAsync(AccessCredential role) =>
        StartAsync(new SignInService([role], port: EmptyAwsEnvironment.InstanceMetadata.Port));

    /// <summary>One that refuses everybody.</summary>
    /// <param name="code">The error code that it answers.</param>
    public static Task<SignInService> RefuseAsync(string code) => StartAsync(new SignInService([], code));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<SignInService> StartAsync(SignInService service)
    {
        await service._server.StartAsync();
        return service;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (_refusal is not null)
        {
            await RefuseAsync(http, _refusal);
        }
        else if (http.Request.Path.StartsWithSegments("/latest"))
        {
            await http.Response.WriteAsync(OfInstance(http.Request.Path));
        }
        else if (http.Request.Path == "/token")
        {
            string body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            Asked.Enqueue($"/token {JsonDocument.Parse(body).RootElement.GetProperty("refreshToken")}");
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("""
                {"accessToken": "refreshedTokenEXAMPLE", "tokenType": "Bearer", "expiresIn": 3600,
                "refreshToken": "nextRefreshEXAMPLE"}
                """);
        }
        else if (http.Request.Method == HttpMethods.Post)
        {
            IFormCollection form = await http.Request.ReadFormAsync();
            Asked.Enqueue(
                $"{form["Action"]} {form["RoleArn"]} {form["WebIdentityToken"]}{Signer(http.Request)}".Trim());
            await http.Response.WriteAsync(OfTokenService(form["Action"]!, Next()));
        }
        else
        {
            Asked.Enqueue(
                ($"{http.Request.Path} {http.Request.Query["role_name"]} "
                    + $"{http.Request.Headers["x-amz-sso_bearer_token"]}{http.Request.Headers.Authorization}").Trim());
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(
                http.Request.Path == "/federation/credentials" ? OfIdentityCenter(Next()) : OfContainer(Next()));
        }
    }

    private static Task RefuseAsync(HttpContext http, string code)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        http.Response.Headers["x-amzn-ErrorType"] = code;
        return http.Response.WriteAsync(http.Request.Method == HttpMethods.Post
            ? $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>It says {code}.</Message></Error>"
                + "</ErrorResponse>"
            : $$"""{"message": "It says {{code}}."}""");
    }

    private AccessCredential Next() => _roles.Count > 1 ? _roles.Dequeue() : _roles.Peek();

    /// <summary>The access key and the Region in the credential scope of the signature.</summary>
    private static string Signer(HttpRequest request) =>
        request.Headers.Authorization.ToString().Split("Credential=")[^1].Split('/')
            is [string key, _, string region, ..]
                ? $"{key} {region}"
                : "";

    private static string OfTokenService(string action, AccessCredential role) => $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
        <AccessKeyId>{role.AccessKeyId}</AccessKeyId><SecretAccessKey>{role.SecretAccessKey}</SecretAccessKey>
        <SessionToken>{role.SessionToken}</SessionToken>
        <Expiration>{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration>
        </Credentials></{action}Result></{action}Response>
        """;

    private static string OfIdentityCenter(AccessCredential role) => $$"""
        {"roleCredentials": {"accessKeyId": "{{role.AccessKeyId}}", "secretAccessKey": "{{role.SecretAccessKey}}",
        "sessionToken": "{{role.SessionToken}}",
        "expiration": {{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}} } }
        """;

    private string OfInstance(string path) => path switch
    {
        "/latest/api/token" => "metadataTokenEXAMPLE",
        "/latest/dynamic/instance-identity/document" => """{"region": "eu-south-1"}""",
        "/latest/meta-data/iam/security-credentials/" => "ListSnapshots",
        _ => OfContainer(Next()),
    };

    private static string OfContainer(AccessCredential role) => $$"""
        {"Code": "Success", "AccessKeyId": "{{role.AccessKeyId}}", "SecretAccessKey": "{{role.SecretAccessKey}}",
        "Token": "{{role.SessionToken}}",
        "Expiration": "{{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}
        """;
}
