using System.Reflection;

namespace Playground.Hosting;

/// <summary>Where the build has put the module.</summary>
public static class ModuleUnderUse
{
    /// <summary>The full path of the assembled module's manifest.</summary>
    public static string Manifest { get; } = typeof(ModuleUnderUse).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ModuleManifest")
        .Value!;

    /// <summary>The folder to have in PSModulePath for the module to be found by its name.</summary>
    public static string ModulePath { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Manifest)!, "../.."));
}
