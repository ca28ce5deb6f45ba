using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>Why access was denied.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_AccessDeniedException.html"/>
public class AccessDeniedExceptionReason : ConstantClass
{
    /// <summary>The caller's account or identity may not do this.</summary>
    public static readonly AccessDeniedExceptionReason UNAUTHORIZED_ACCOUNT = new(nameof(UNAUTHORIZED_ACCOUNT));

    /// <summary>A service behind EBS, such as KMS for an encrypted snapshot, refused.</summary>
    public static readonly AccessDeniedExceptionReason DEPENDENCY_ACCESS_DENIED = new(nameof(DEPENDENCY_ACCESS_DENIED));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public AccessDeniedExceptionReason(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static AccessDeniedExceptionReason? FindValue(string? value) =>
        FindValue<AccessDeniedExceptionReason>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator AccessDeniedExceptionReason?(string? value) => FindValue(value);
}
