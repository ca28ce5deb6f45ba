using System.Management.Automation;
using System.Text.RegularExpressions;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>
/// Refuses what cannot be a snapshot id before anything is sent: 1 to 64 characters, <c>snap-</c> and hexadecimal
/// digits.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html</remarks>
internal sealed partial class SnapshotIdAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (string? id in LanguagePrimitives.ConvertTo<string?[]?>(arguments) ?? [null])
        {
            if (!IsSnapshotId(id))
            {
                throw new ValidationMetadataException(Explain(id));
            }

            SnapshotIdCompleter.Remember(id!);
        }
    }

    public static bool IsSnapshotId(string? id) => id is { Length: >= 1 and <= 64 } && Pattern().IsMatch(id);

    public static string Explain(string? id) => string.IsNullOrWhiteSpace(id)
        ? "The snapshot id is empty."
        : $"'{id}' is no snapshot id: it takes 'snap-' and the digits 0-9 and a-f, such as snap-0123456789abcdef0.";

    [GeneratedRegex(@"^snap-[0-9a-f]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
