using System.Runtime.Loader;
using Module.Tests.Support;

namespace Module.Tests;

public class UpgradeTests
{
    private static readonly string Folder = Path.GetDirectoryName(ModuleUnderUse.Manifest)!;

    [Fact]
    public void Another_version_is_let_in_once_the_first_is_removed()
    {
        using var folder = new TemporaryFolder();
        string copy = Path.Combine(folder.Path, "EbsChangedBlocks");
        using var session = new ModuleSession();
        CopyAsAnotherBuild(copy);
        string import = $"Import-Module '{Path.Combine(copy, "EbsChangedBlocks.psd1")}' -ErrorAction Stop";

        Assert.Contains("Remove-Module EbsChangedBlocks", session.Run(import).Error.ToString());
        Outcome second = session.Run(
            $"Remove-Module EbsChangedBlocks; {import}; (Get-Command Get-EbsChangedBlock).DLL");

        Assert.Empty(second.Errors);
        Assert.StartsWith(Path.Combine(copy, "bin"), second.Output.Single().ToString());
    }

    /// <summary>
    /// Copies the module and makes its Loader one of another build, which the runtime tells by its module version id.
    /// </summary>
    private static void CopyAsAnotherBuild(string copy)
    {
        foreach (string file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        string loader = Path.Combine(copy, "bin", "EbsChangedBlocks.Loader.dll");
        byte[] image = File.ReadAllBytes(loader);
        Guid versionId = AssemblyLoadContext.Default.Assemblies
            .Single(assembly => assembly.GetName().Name == "EbsChangedBlocks.Loader")
            .ManifestModule.ModuleVersionId;
        int at = image.AsSpan().IndexOf(versionId.ToByteArray());
        image[at] ^= 1;
        File.WriteAllBytes(loader, image);
    }
}
