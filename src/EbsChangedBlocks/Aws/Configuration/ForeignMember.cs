using System.Reflection;

namespace EbsChangedBlocks.Aws.Configuration;

/// <summary>
/// Members of objects that another SDK or AWS.Tools made, by name: their types are not ours even where their names are,
/// and some are internal.
/// </summary>
internal static class ForeignMember
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <returns>Null where there is none of that name.</returns>
    public static object? Of(object holder, string name) =>
        holder.GetType().GetProperty(name, AnyInstance)?.GetValue(holder)
        ?? holder.GetType().GetField(name, AnyInstance)?.GetValue(holder);
}
