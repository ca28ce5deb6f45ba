using System.Diagnostics;
using System.Text.Json;

namespace Amazon.EBS.Tests;

public sealed class SignatureTests
{
    // botocore signs the recorded request anew, from the headers that ours says are signed.
    private const string Signer = """
        import json, sys
        try:
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
            from botocore.credentials import Credentials
        except ImportError:
            sys.exit(77)
        r = json.load(sys.stdin)
        request = AWSRequest(method=r['method'], url=r['url'], headers=r['headers'])
        request.context['timestamp'] = r['timestamp']
        signer = SigV4Auth(Credentials(r['key'], r['secret']), 'ebs', r['region'])
        text = signer.string_to_sign(request, signer.canonical_request(request))
        print(signer.signature(text, request), end='')
        """;

    private const int NoBotocore = 77;

    [Theory]
    [InlineData(null)]
    [InlineData("AAABAX/plus+slash/and=equals==")]
    public async Task Botocore_computes_the_same_signature(string? pageToken)
    {
        await using var server = new LoopbackServer(new Reply("""{"BlockSize":524288}"""));
        using var client = Clients.For(server);

        await client.ListChangedBlocksAsync(Clients.ChangedBlocks(pageToken), TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        var authorization = sent.Headers["Authorization"];
        Assert.Contains("/eu-north-1/ebs/aws4_request", authorization, StringComparison.Ordinal);
        Assert.Equal(Clients.SessionToken, sent.Headers["x-amz-security-token"]);
        var signed = Part(authorization, "SignedHeaders").Split(';');
        Assert.Superset(new HashSet<string> { "host", "x-amz-api-version", "x-amz-date" }, signed.ToHashSet());
        Assert.Equal(await SignAsync(server.Url, sent, signed), Part(authorization, "Signature"));
    }

    private static string Part(string authorization, string name) =>
        authorization.Split(' ', ',').Single(part => part.StartsWith(name, StringComparison.Ordinal)).Split('=', 2)[1];

    private static async Task<string> SignAsync(string url, RecordedRequest sent, string[] signed)
    {
        var input = JsonSerializer.Serialize(new
        {
            method = sent.Method,
            url = url + sent.Target,
            headers = signed.ToDictionary(name => name, name => sent.Headers[name]),
            timestamp = sent.Headers["x-amz-date"],
            key = Clients.AccessKey,
            secret = Clients.SecretKey,
            region = "eu-north-1",
        });
        using var python = Start();
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var signature = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(python.ExitCode == NoBotocore, "Needs botocore.");
        Assert.Equal(0, python.ExitCode);
        return signature;
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", Signer])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Needs python3.");
            throw;
        }
    }
}
