using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

/// <summary>
/// The module as a session finds it: where it was installed, if EBS_TEST_MODULES names that folder of modules, or else
/// where the build has put it.
/// </summary>
internal static class ModuleUnderUse
{
    /// <summary>The full path of the module's manifest.</summary>
    public static string Manifest { get; } =
        Environment.GetEnvironmentVariable("EBS_TEST_MODULES") is { Length: > 0 } installed
            ? Directory.GetFiles(installed, "EbsChangedBlocks.psd1", SearchOption.AllDirectories).Single()
            : typeof(ModuleUnderUse).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "ModuleManifest").Value!;

    /// <summary>The folder to have in PSModulePath for the module to be found by its name.</summary>
    public static string ModulePath { get; } = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Manifest)!, "../.."));

    /// <summary>
    /// An engine in which scripts may run; the policy exists on Windows alone, and setting it elsewhere throws.
    /// </summary>
    public static InitialSessionState SessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        return state;
    }
}
