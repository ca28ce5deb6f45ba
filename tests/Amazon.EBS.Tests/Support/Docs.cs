using System.Reflection;

namespace Amazon.EBS.Tests.Support;

/// <summary>The pages that the tests hold to what the code does.</summary>
internal static class Docs
{
    private static readonly string Folder = typeof(Docs).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Docs")
        .Value!;

    /// <summary>The text of a page, with line feeds alone.</summary>
    public static string Read(string page) => File.ReadAllText(Path.Combine(Folder, page)).ReplaceLineEndings("\n");
}
