using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>What was asked too often.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_RequestThrottledException.html"/>
public class RequestThrottledExceptionReason : ConstantClass
{
    /// <summary>The account's request quota is used up.</summary>
    public static readonly RequestThrottledExceptionReason ACCOUNT_THROTTLED = new(nameof(ACCOUNT_THROTTLED));

    /// <summary>A service behind EBS, such as KMS, is throttling.</summary>
    public static readonly RequestThrottledExceptionReason DEPENDENCY_REQUEST_THROTTLED =
        new(nameof(DEPENDENCY_REQUEST_THROTTLED));

    /// <summary>The snapshot's own request quota is used up.</summary>
    public static readonly RequestThrottledExceptionReason RESOURCE_LEVEL_THROTTLE =
        new(nameof(RESOURCE_LEVEL_THROTTLE));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public RequestThrottledExceptionReason(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static RequestThrottledExceptionReason? FindValue(string? value) =>
        FindValue<RequestThrottledExceptionReason>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator RequestThrottledExceptionReason?(string? value) => FindValue(value);
}
