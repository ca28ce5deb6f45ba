using System.Reflection;
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
                var context = new ModuleLoadContext(Path.GetDirectoryName(path)!);
                module = context.LoadFromAssemblyPath(path);
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
}
