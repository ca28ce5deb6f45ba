using System.Management.Automation;
using LocalEbs.Faults;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>Nothing that would let another read blocks or sign requests is ever said, whatever goes wrong.</summary>
public class SecretTests
{
    private const string SessionToken = "FQoGZXIvYXdzEXAMPLESESSIONTOKEN";

    [Fact]
    public async Task No_stream_error_or_exception_holds_a_key_or_a_token()
    {
        string[] faults =
        [
            "2:throttle", "3:500", "4:half-json", "5:short-body", "6:expired-page-token", "7:html",
            "8:time-too-skewed", "9:access-denied",
        ];
        var credentials = new AccessCredential(
            AccessCredential.Example.AccessKeyId, AccessCredential.Example.SecretAccessKey, SessionToken);
        await using Endpoint endpoint = await Endpoint.ServeAsync(
            SnapshotSpec.ParseAll(["snap-a=synthetic:1GiB", "snap-b=snap-a,changed=50%"]),
            options => options with { Credentials = [credentials], Faults = [.. faults.Select(FaultRule.Parse)] });

        Outcome run = endpoint.Run($$"""
            $said = [System.Collections.Generic.List[string]]::new()
            $blocks = & {
                Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1 `
                    -SessionToken {{SessionToken}} -Verbose -Debug
                Get-EbsChangedBlock snap-a snap-b -SessionToken {{SessionToken}}wrong -Verbose -Debug
                Get-EbsChangedBlock snap-a snap-b `
                    -SessionToken {{SessionToken}} -SecretKey anothersecretkey -Verbose -Debug
                Get-EbsChangedBlock snap-a snap-b -AsPage -NextToken bm9zdWNodG9rZW4= `
                    -SessionToken {{SessionToken}} -Verbose -Debug
                Measure-EbsSnapshotDelta snap-a snap-b -SessionToken {{SessionToken}} -Verbose -Debug
            } *>&1 | ForEach-Object {
                if ($_ -is [EbsChangedBlocks.ChangedBlock]) { $_ }
                else {
                    $said.Add("$_")
                    if ($_ -is [System.Management.Automation.ErrorRecord]) {
                        $said.Add($_.Exception.ToString() + $_.ErrorDetails + $_.ScriptStackTrace)
                    }
                }
            }
            [pscustomobject]@{ Said = $said -join "`n"; Blocks = $blocks }
            """);

        string said = (string)run.Output[^1].Properties["Said"].Value;
        object[] blocks = (object[])run.Output[^1].Properties["Blocks"].Value;
        Assert.Contains("trying again", said);
        Assert.Contains("AccessDenied", said, StringComparison.OrdinalIgnoreCase);
        foreach (string secret in (string[])
            [AccessCredential.Example.SecretAccessKey, SessionToken, "anothersecretkey", "bm9zdWNodG9rZW4="])
        {
            Assert.DoesNotContain(secret, said);
        }

        Assert.NotEmpty(blocks);
        foreach (object block in blocks)
        {
            Assert.DoesNotContain((string)PSObject.AsPSObject(block).Properties["SecondBlockToken"].Value, said);
        }
    }
}
