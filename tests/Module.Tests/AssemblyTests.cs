using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests;

public class AssemblyTests
{
    private static readonly string Folder = Path.GetDirectoryName(ModuleUnderUse.Manifest)!;

    [Fact]
    public void The_manifest_holds_and_exports_exactly_what_there_is()
    {
        using var session = new ModuleSession();

        Outcome run = session.Run($$"""
            $manifest = Test-ModuleManifest '{{ModuleUnderUse.Manifest}}' -ErrorAction Stop
            "$($manifest.ExportedCmdlets.Keys)"
            "$((Get-Command -Module EbsChangedBlocks).Name)"
            (Get-Module EbsChangedBlocks).Version -eq $manifest.Version
            """);

        Assert.Empty(run.Errors);
        Assert.Equal(run.Output[0].ToString(), run.Output[1].ToString());
        Assert.True((bool)run.Output[2].BaseObject);
    }

    [Fact]
    public void No_engine_assembly_is_shipped()
    {
        string[] shipped = [.. Directory.GetFiles(Path.Combine(Folder, "bin")).Select(Path.GetFileName).OfType<string>()];

        Assert.Contains("EbsChangedBlocks.dll", shipped);
        Assert.Contains("AWSSDK.SSOOIDC.dll", shipped);
        Assert.DoesNotContain(shipped, name => name.StartsWith("System.Management", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_of_the_sdk_is_in_a_public_signature()
    {
        using var session = new ModuleSession();
        Type block = Assert.IsType<Type>(session.Run("[EbsChangedBlocks.ChangedBlock]").Output[0].BaseObject, exactMatch: false);

        Assert.DoesNotContain(
            block.Assembly.GetExportedTypes().SelectMany(type => type.GetMembers()).Select(member => member.ToString()!),
            signature => signature.Contains("Amazon.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_import_and_a_forced_one_export_the_commands_too()
    {
        using var session = new ModuleSession();
        using var other = new ModuleSession();
        string import = $"Import-Module '{ModuleUnderUse.Manifest}'";

        Assert.Equal("Get-EbsChangedBlock", session.Run(import + " -Force; Get-Command Get-EbsChangedBlock").Output[0].ToString());
        Assert.Equal("Get-EbsChangedBlock", other.Run(import + " -Force; Get-Command Get-EbsChangedBlock").Output[0].ToString());
        Assert.Empty(session.Run("Remove-Module EbsChangedBlocks; Get-Command Get-EbsChangedBlock -ErrorAction Ignore").Output);
    }
}
