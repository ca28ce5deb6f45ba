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
}
