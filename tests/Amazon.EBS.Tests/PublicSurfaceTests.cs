using System.Reflection;

namespace Amazon.EBS.Tests;

/// <summary>
/// Our own client is what tests/PublishedEbs has, and the bytes of tokens: no more.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Client = typeof(AmazonEBSClient).Assembly;
    private static readonly Assembly Published = UsedSurface.Read().Published;

    [Fact]
    public void The_public_types_are_the_published_ones() =>
        Assert.Equal(Names(Published.GetExportedTypes()), Names(Client.GetExportedTypes()));

    [Fact]
    public void Each_has_the_published_members_besides_the_bytes_of_tokens()
    {
        string[] more =
        [
            "Block: ReadOnlyMemory<Byte> BlockTokenUtf8", "ChangedBlock: ReadOnlyMemory<Byte> FirstBlockTokenUtf8",
            "ChangedBlock: ReadOnlyMemory<Byte> SecondBlockTokenUtf8",
        ];

        foreach (Type published in Published.GetExportedTypes())
        {
            Type own = Client.GetType(published.FullName!, throwOnError: true)!;
            string prefix = own.Name + ": ";
            IEnumerable<string> ofOurs = more.Where(member => member.StartsWith(prefix, StringComparison.Ordinal));

            Assert.Equal(published.BaseType?.Name, own.BaseType?.Name);
            Assert.Equal(
                Members(published).Select(member => prefix + member).Concat(ofOurs).Order(StringComparer.Ordinal),
                Members(own).Select(member => prefix + member).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Classes_are_open_to_the_caller_s_own_derivation()
    {
        Assert.All(
            Client.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract),
            type => Assert.False(type.IsSealed, type.Name));
        Assert.All(
            typeof(AmazonEBSClient).GetMethods().Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal)),
            method => Assert.True(method is { IsVirtual: true, IsFinal: false }, method.Name));
    }

    private static IEnumerable<string> Names(IEnumerable<Type> types) =>
        types.Select(type => type.FullName!).Order(StringComparer.Ordinal);

    /// <summary>Without constructors: those that the module calls are looked at where all is that it uses.</summary>
    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is not ConstructorInfo)
        .Select(Signature.Of)
        .OfType<string>();
}
