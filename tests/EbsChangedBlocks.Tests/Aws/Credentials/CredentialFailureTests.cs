using Amazon.Runtime;
using EbsChangedBlocks.Aws.Credentials;

namespace EbsChangedBlocks.Tests.Aws.Credentials;

public class CredentialFailureTests
{
    [Theory]
    [InlineData("Command returned non-zero exit value 7 with the error - SECRET", "ended with exit code 7")]
    [InlineData(
        "Command returned non-zero exit value -1 with the error - exit value 9 SECRET",
        "ended with exit code -1")]
    [InlineData(
        "The response back from the process credential provider returned back a malformed JSON document.",
        "wrote nothing that can be read as credentials, or could not be started")]
    public void What_a_process_wrote_stays_inside_however_deep(string message, string outcome)
    {
        var failure = CredentialFailure.Of(
            FailureKind.ProfileUnusable,
            "profile 'backup'",
            new AmazonClientException(
                "Error calling AssumeRole",
                new ProcessAWSCredentialException(message, new InvalidDataException("SECRET"))));

        Assert.Equal(
            $"No credentials from profile 'backup': its credential_process {outcome}. "
            + "Run it by hand to see what it says.",
            failure.Message);
        Assert.DoesNotContain("SECRET", failure.ToString());
    }

    [Fact]
    public void A_line_that_cannot_be_read_stays_inside()
    {
        var failure = CredentialFailure.Of(
            FailureKind.ProfileUnusable,
            "profile 'backup'",
            new InvalidDataException(
                "Line 7:<aws_secret_access_key SECRET\n> in file /home/ops/.aws/credentials "
                + "does not contain a section, property or comment."));

        Assert.Equal(
            "The AWS configuration cannot be read: line 7 of '/home/ops/.aws/credentials' "
            + "is neither a section nor a setting.",
            failure.Message);
        Assert.DoesNotContain("SECRET", failure.ToString());
    }

    [Fact]
    public void A_failure_that_has_its_name_keeps_it()
    {
        var known = new EbsChangedBlocksException(FailureKind.MfaRequired, "as it is");

        Assert.Same(known, CredentialFailure.Of(FailureKind.ProfileUnusable, "profile 'backup'", known));
    }

    [Fact]
    public void Both_ends_of_a_chain_are_told()
    {
        var failure = CredentialFailure.Of(
            FailureKind.ProfileUnusable,
            "profile 'backup'",
            new AmazonClientException("Error calling AssumeRole.", new IOException("Connection refused")));

        Assert.Equal(
            "No credentials from profile 'backup': Error calling AssumeRole: Connection refused", failure.Message);
    }

    [Fact]
    public void Keys_behind_a_role_that_have_expired_are_expired()
    {
        var refusal = new AmazonServiceException("The security token has expired") { ErrorCode = "ExpiredToken" };

        Assert.Equal(
            FailureKind.CredentialsExpired,
            CredentialFailure.Of(
                FailureKind.ProfileUnusable,
                "profile 'backup'",
                new AmazonClientException("Error calling AssumeRole", refusal)).Kind);
    }
}
