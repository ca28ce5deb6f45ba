using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace EbsChangedBlocks.Loader;

/// <summary>
/// Loads the cmdlet assembly and everything beside it into a context of its own, so that the module runs on the AWS SDK
/// it ships whatever another module has loaded: every AWSSDK.Core 4.x bears the assembly version 4.0.0.0, and in a
/// shared context the first one loaded wins.
/// </summary>
/// <remarks>
/// Source: https://learn.microsoft.com/powershell/scripting/dev-cross-plat/resolving-dependency-conflicts
/// </remarks>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly object Gate = new();
    private static readonly Dictionary<string, Assembly> LoadedModules = [];

    // As portable builds are called; the runtime's own identifier may name a distribution.
    // Source: https://learn.microsoft.com/dotnet/core/rid-catalog
    private static readonly string Platform =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + $"-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base("EbsChangedBlocks: " + folder) => _folder = folder;

    /// <summary>
    /// Loads a module's assembly once for the process; later calls with the same path return the same assembly.
    /// </summary>
    /// <param name="assemblyPath">
    /// The full path of the cmdlet assembly. Its folder is where its dependencies are looked for.
    /// </param>
    /// <returns>The assembly, in its private context.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Assembly LoadModule(string assemblyPath)
    {
        string path = Path.GetFullPath(assemblyPath);
        lock (Gate)
        {
            if (!LoadedModules.TryGetValue(path, out Assembly? module))
            {
                string folder = Path.GetDirectoryName(path)!;
                var name = new AssemblyName(Path.GetFileNameWithoutExtension(path));
                module = (LoadCompiledAhead(folder) ?? new ModuleLoadContext(folder)).LoadFromAssemblyName(name);
                LoadedModules.Add(path, module);
            }

            return module;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>
    /// Makes a context that holds what is there compiled ahead for this runtime and platform, if it is and all of it can
    /// be loaded: a context in which the runtime has refused an image refuses the assembly's IL as well.
    /// </summary>
    private static ModuleLoadContext? LoadCompiledAhead(string folder)
    {
        string compiled = Path.Combine(folder, $"net{Environment.Version.Major}.0", Platform);
        if (!Directory.Exists(compiled))
        {
            return null;
        }

        var context = new ModuleLoadContext(folder);
        try
        {
            foreach (string image in Directory.GetFiles(compiled, "*.dll"))
            {
                context.LoadFromAssemblyPath(image);
            }

            return context;
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            return null;
        }
    }
}
