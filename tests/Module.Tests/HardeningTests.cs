using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>What stands between the module and the service is not trusted with a signed request.</summary>
public class HardeningTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_an_error_and_nothing_goes_where_it_points(int status)
    {
        await using StubServer elsewhere = await StubServer.StartAsync(200);
        await using StubServer endpoint = await StubServer.StartAsync(
            status, ("Location", $"{elsewhere.Endpoint}take?token=all"));
        using var session = new ModuleSession();
        session.UseEndpoint(endpoint.Endpoint, AccessCredential.Example.SecretAccessKey);

        ErrorRecord error = session.Run("Get-EbsChangedBlock snap-a snap-b").Error;

        Assert.StartsWith("InvalidServiceResponse,", error.FullyQualifiedErrorId);
        Assert.Contains(
            $"redirect ({status}) to {elsewhere.Endpoint.GetLeftPart(UriPartial.Authority)}", error.ToString());
        Assert.DoesNotContain("token=all", error.ToString());
        Assert.Single(endpoint.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_ends_the_call_before_anything_is_sent_and_says_what_to_do()
    {
        await using StubServer endpoint = await StubServer.StartAsync(200, certificate: SelfSigned(IPAddress.Loopback));
        using var session = new ModuleSession();
        session.UseEndpoint(endpoint.Endpoint, AccessCredential.Example.SecretAccessKey);

        ErrorRecord error = session.Run("Get-EbsChangedBlock snap-a snap-b").Error;

        Assert.StartsWith("CertificateUntrusted,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Contains(
            $"{endpoint.Endpoint.Authority} shows a certificate that this machine does not trust", error.ToString());
        Assert.Contains("CN=EbsChangedBlocks test", error.ToString());
        Assert.Contains("trust the authority", error.ErrorDetails.RecommendedAction);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_name_says_so()
    {
        await using StubServer endpoint = await StubServer.StartAsync(
            200, certificate: SelfSigned(IPAddress.Parse("192.0.2.1")));
        using var session = new ModuleSession();
        session.UseEndpoint(endpoint.Endpoint, AccessCredential.Example.SecretAccessKey);

        Assert.Contains(
            "it is not for 127.0.0.1, but for CN=EbsChangedBlocks test",
            session.Run("Get-EbsChangedBlock snap-a snap-b").Error.ToString());
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task Trusted_by_the_session_the_same_certificate_is_accepted()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(), "SSL_CERT_FILE is OpenSSL's; other systems have a store of their own.");
        X509Certificate2 certificate = SelfSigned(IPAddress.Loopback);
        await using StubServer endpoint = await StubServer.StartAsync(404, certificate: certificate);
        using var folder = new TemporaryFolder();
        string pem = Path.Combine(folder.Path, "authority.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        ProcessStartInfo start = ChildSession.Start(
            endpoint.Endpoint, "Hardening/list.ps1", "-Manifest", ModuleUnderUse.Manifest);
        start.Environment["SSL_CERT_FILE"] = pem;

        ChildSession session = await ChildSession.RunAsync(start);

        Assert.StartsWith("ServiceError", Assert.Single(session.Output));
        Assert.StartsWith("GET /snapshots/snap-b/changedblocks?", Assert.Single(endpoint.Requests));
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_asked_for_a_tunnel_with_the_password_that_nobody_else_sees()
    {
        await using StubServer proxy = await StubServer.StartAsync(407, ("Proxy-Authenticate", "Basic realm=\"test\""));
        ProcessStartInfo start = ChildSession.Start(
            new Uri("https://ebs.us-east-1.amazonaws.com"), "Hardening/list.ps1", "-Manifest", ModuleUnderUse.Manifest);
        start.Environment["HTTPS_PROXY"] = proxy.Endpoint.AbsoluteUri.Replace(
            "//", "//operator:proxy-secret@", StringComparison.Ordinal);

        ChildSession session = await ChildSession.RunAsync(start);

        Assert.StartsWith("EndpointUnreachable", Assert.Single(session.Output));
        Assert.Contains("407", session.Output[0]);
        Assert.DoesNotContain("proxy-secret", session.Output[0] + session.Error);
        Assert.All(proxy.Requests, request => Assert.StartsWith("CONNECT ebs.us-east-1.amazonaws.com:443 ", request));
        Assert.All(proxy.Requests, request => Assert.DoesNotContain("AWS4-HMAC", request));
        Assert.Contains(
            proxy.Requests,
            request => request.Contains(
                "Proxy-Authorization: Basic b3BlcmF0b3I6cHJveHktc2VjcmV0", StringComparison.Ordinal));
    }

    private static X509Certificate2 SelfSigned(IPAddress address)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=EbsChangedBlocks test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Windows serves only a key that came from a store or a file.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
