namespace Amazon.EBS.Tests;

public sealed class ReasonTests
{
    [Fact]
    public void A_reason_compares_as_a_constant_and_as_a_string()
    {
        ValidationExceptionReason reason = "UNRELATED_SNAPSHOTS";

        Assert.Same(ValidationExceptionReason.UNRELATED_SNAPSHOTS, reason);
        Assert.True(reason == "UNRELATED_SNAPSHOTS");
        Assert.True(reason != ValidationExceptionReason.INVALID_BLOCK);
        Assert.Same(ChecksumAlgorithm.SHA256, ChecksumAlgorithm.FindValue("sha256"));
    }

    [Fact]
    public void No_reason_is_null()
    {
        string? none = null;

        Assert.Null((AccessDeniedExceptionReason?)none);
        Assert.Null(ResourceNotFoundExceptionReason.FindValue(none));
    }
}
