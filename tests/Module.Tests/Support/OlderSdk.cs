using System.Reflection;

namespace Module.Tests.Support;

/// <summary>An AWSSDK.Core that is older than ours, as another module may have loaded before us.</summary>
internal static class OlderSdk
{
    public static string Path { get; } = typeof(OlderSdk).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "OlderSdk")
        .Value!;
}
