using Amazon.Runtime;

namespace Amazon.EBS;

public class ChecksumAlgorithm : ConstantClass
{
    public ChecksumAlgorithm(string value)
        : base(value) => throw null;
}
