using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>How the checksum of a block is computed.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
public class ChecksumAlgorithm : ConstantClass
{
    /// <summary>SHA-256, in Base64.</summary>
    public static readonly ChecksumAlgorithm SHA256 = new(nameof(SHA256));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public ChecksumAlgorithm(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static ChecksumAlgorithm? FindValue(string? value) => FindValue<ChecksumAlgorithm>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ChecksumAlgorithm?(string? value) => FindValue(value);
}
