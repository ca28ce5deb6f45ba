using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>What is wrong with the request.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ValidationException.html"/>
public class ValidationExceptionReason : ConstantClass
{
    /// <summary>The customer's KMS key.</summary>
    public static readonly ValidationExceptionReason INVALID_CUSTOMER_KEY = new(nameof(INVALID_CUSTOMER_KEY));

    /// <summary>The page token: malformed, of another listing, or older than 60 minutes.</summary>
    public static readonly ValidationExceptionReason INVALID_PAGE_TOKEN = new(nameof(INVALID_PAGE_TOKEN));

    /// <summary>The block token: malformed, of another block, or past its expiry time.</summary>
    public static readonly ValidationExceptionReason INVALID_BLOCK_TOKEN = new(nameof(INVALID_BLOCK_TOKEN));

    /// <summary>The KMS grant token.</summary>
    public static readonly ValidationExceptionReason INVALID_GRANT_TOKEN = new(nameof(INVALID_GRANT_TOKEN));

    /// <summary>The snapshot id: malformed, or of a snapshot that cannot be read.</summary>
    public static readonly ValidationExceptionReason INVALID_SNAPSHOT_ID = new(nameof(INVALID_SNAPSHOT_ID));

    /// <summary>The two snapshots are not of one lineage.</summary>
    public static readonly ValidationExceptionReason UNRELATED_SNAPSHOTS = new(nameof(UNRELATED_SNAPSHOTS));

    /// <summary>The block.</summary>
    public static readonly ValidationExceptionReason INVALID_BLOCK = new(nameof(INVALID_BLOCK));

    /// <summary>The encoding of the body.</summary>
    public static readonly ValidationExceptionReason INVALID_CONTENT_ENCODING = new(nameof(INVALID_CONTENT_ENCODING));

    /// <summary>A tag.</summary>
    public static readonly ValidationExceptionReason INVALID_TAG = new(nameof(INVALID_TAG));

    /// <summary>What EBS asked of a service behind it.</summary>
    public static readonly ValidationExceptionReason INVALID_DEPENDENCY_REQUEST =
        new(nameof(INVALID_DEPENDENCY_REQUEST));

    /// <summary>A parameter's value, for instance one out of range.</summary>
    public static readonly ValidationExceptionReason INVALID_PARAMETER_VALUE = new(nameof(INVALID_PARAMETER_VALUE));

    /// <summary>The volume's size.</summary>
    public static readonly ValidationExceptionReason INVALID_VOLUME_SIZE = new(nameof(INVALID_VOLUME_SIZE));

    /// <summary>The block, written to by another request at the same time.</summary>
    public static readonly ValidationExceptionReason CONFLICTING_BLOCK_UPDATE = new(nameof(CONFLICTING_BLOCK_UPDATE));

    /// <summary>The image id.</summary>
    public static readonly ValidationExceptionReason INVALID_IMAGE_ID = new(nameof(INVALID_IMAGE_ID));

    /// <summary>A write that took too long.</summary>
    public static readonly ValidationExceptionReason WRITE_REQUEST_TIMEOUT = new(nameof(WRITE_REQUEST_TIMEOUT));

    /// <summary>Wraps a value, known or not.</summary>
    /// <param name="value">The value on the wire.</param>
    public ValidationExceptionReason(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value, whatever its case; makes a new one of an unknown value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The constant, or null for null.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static ValidationExceptionReason? FindValue(string? value) => FindValue<ValidationExceptionReason>(value);

    /// <summary>Finds the constant of a value, as <see cref="FindValue(string)"/> does.</summary>
    /// <param name="value">The value on the wire.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ValidationExceptionReason?(string? value) => FindValue(value);
}
