using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>What was not found.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ResourceNotFoundException.html"/>
public class ResourceNotFoundExceptionReason : ConstantClass
{
    /// <summary>The snapshot.</summary>
    public static readonly ResourceNotFoundExceptionReason SNAPSHOT_NOT_FOUND = new(nameof(SNAPSHOT_NOT_FOUND));

    /// <summary>The KMS grant.</summary>
    public static readonly ResourceNotFoundExceptionReason GRANT_NOT_FOUND = new(nameof(GRANT_NOT_FOUND));

    /// <summary>Something in a service behind EBS, such as the KMS key.</summary>
    public static readonly ResourceNotFoundExceptionReason DEPENDENCY_RESOURCE_NOT_FOUND =
        new(nameof(DEPENDENCY_RESOURCE_NOT_FOUND));

    /// <summary>The image.</summary>
    public static readonly ResourceNotFoundExceptionReason IMAGE_NOT_FOUND = new(nameof(IMAGE_NOT_FOUND));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public ResourceNotFoundExceptionReason(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static ResourceNotFoundExceptionReason? FindValue(string? value) =>
        FindValue<ResourceNotFoundExceptionReason>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ResourceNotFoundExceptionReason?(string? value) => FindValue(value);
}
