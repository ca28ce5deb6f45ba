using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>Why access was denied.</summary>
/// <param name="value">The value on the wire.</param>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_AccessDeniedException.html"/>
public class AccessDeniedExceptionReason(string value) : ConstantClass(value);

/// <summary>What is wrong with the request.</summary>
/// <param name="value">The value on the wire.</param>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ValidationException.html"/>
public class ValidationExceptionReason(string value) : ConstantClass(value);

/// <summary>How the checksum of a block is computed.</summary>
/// <param name="value">The value on the wire.</param>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
public class ChecksumAlgorithm(string value) : ConstantClass(value)
{
    /// <summary>SHA-256, in Base64.</summary>
    public static readonly ChecksumAlgorithm SHA256 = new(nameof(SHA256));
}
