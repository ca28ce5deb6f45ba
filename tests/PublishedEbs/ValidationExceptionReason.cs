using Amazon.Runtime;

namespace Amazon.EBS;

public class ValidationExceptionReason : ConstantClass
{
    public ValidationExceptionReason(string value)
        : base(value) => throw null;
}
