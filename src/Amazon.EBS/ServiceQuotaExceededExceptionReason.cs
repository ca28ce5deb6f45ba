using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>Which quota was exceeded.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ServiceQuotaExceededException.html"/>
public class ServiceQuotaExceededExceptionReason : ConstantClass
{
    /// <summary>A quota of a service behind EBS.</summary>
    public static readonly ServiceQuotaExceededExceptionReason DEPENDENCY_SERVICE_QUOTA_EXCEEDED =
        new(nameof(DEPENDENCY_SERVICE_QUOTA_EXCEEDED));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public ServiceQuotaExceededExceptionReason(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static ServiceQuotaExceededExceptionReason? FindValue(string? value) =>
        FindValue<ServiceQuotaExceededExceptionReason>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ServiceQuotaExceededExceptionReason?(string? value) => FindValue(value);
}
