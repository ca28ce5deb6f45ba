using Amazon.Runtime;

namespace Amazon.EBS;

public class AccessDeniedExceptionReason : ConstantClass
{
    public AccessDeniedExceptionReason(string value)
        : base(value) => throw null;
}
