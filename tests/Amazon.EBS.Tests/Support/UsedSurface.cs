using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Amazon.EBS.Tests.Support;

/// <summary>The types of AWSSDK.EBS that the compiled module refers to, each with the members referred to.</summary>
internal sealed record UsedSurface(Assembly Published, IReadOnlyList<(string Type, string[] Members)> Rows)
{
    private const string Package = "AWSSDK.EBS";

    public static UsedSurface Read()
    {
        string bin = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory,
            "../../PublishedEbs.Module",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));
        Assembly published = Assembly.LoadFrom(Path.Combine(bin, Package + ".dll"));
        using var file = new PEReader(File.OpenRead(Path.Combine(bin, "PublishedEbs.Module.dll")));
        MetadataReader module = file.GetMetadataReader();

        ILookup<string, string> members = module.MemberReferences
            .Select(module.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference
                && IsOfPackage(module, (TypeReferenceHandle)member.Parent))
            .ToLookup(
                member => FullName(module, (TypeReferenceHandle)member.Parent),
                member => SignatureOf(
                    published,
                    FullName(module, (TypeReferenceHandle)member.Parent),
                    module.GetString(member.Name)));

        return new(published, [.. module.TypeReferences
            .Where(type => IsOfPackage(module, type))
            .Select(type => FullName(module, type))
            .Order(StringComparer.Ordinal)
            .Select(type => (
                type[(type.LastIndexOf('.') + 1)..],
                members[type].Distinct().Order(StringComparer.Ordinal).ToArray()))
            .OrderBy(row => row.Item1, StringComparer.Ordinal)]);
    }

    private static bool IsOfPackage(MetadataReader module, TypeReferenceHandle type) =>
        module.GetTypeReference(type).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && module.GetString(module.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Package;

    private static string FullName(MetadataReader module, TypeReferenceHandle handle)
    {
        TypeReference type = module.GetTypeReference(handle);
        return $"{module.GetString(type.Namespace)}.{module.GetString(type.Name)}";
    }

    private static string SignatureOf(Assembly published, string type, string accessor)
    {
        string name = accessor.StartsWith("get_", StringComparison.Ordinal)
            || accessor.StartsWith("set_", StringComparison.Ordinal)
                ? accessor[4..]
                : accessor;
        return Signature.Of(published.GetType(type, throwOnError: true)!.GetMember(name).Single())!;
    }
}
