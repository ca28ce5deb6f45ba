using System.Net;
using Amazon.EBS;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Failures;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Failures;

public class OutsideTextTests
{
    private static readonly Asked Listing = Asked.ToList(new SnapshotPair("snap-a", "snap-b"));

    [Theory]
    [InlineData("The snapshot 'snap-ä' was not found: 日本 👍.", "The snapshot 'snap-ä' was not found: 日本 👍.")]
    [InlineData("\u001b]0;title\u0007\u001b[2J", "\uFFFD]0;title\uFFFD\uFFFD[2J")]
    [InlineData("a\u009b31mb", "a\uFFFD31mb")]
    [InlineData("\u202Egnp.exe\u2066\u200B\uFEFF", "\uFFFDgnp.exe\uFFFD\uFFFD\uFFFD")]
    [InlineData("one\r\ntwo\u2028three\tfour\0", "one  two\uFFFDthree four\uFFFD")]
    public void Nothing_of_it_steers_a_terminal_or_forges_a_line(string text, string shown)
    {
        Assert.Equal(shown, OutsideText.Message(text));
        Assert.Equal(shown, OutsideText.Name(text));
    }

    [Fact]
    public void It_is_cut_to_what_a_person_reads()
    {
        Assert.Equal(2001, OutsideText.Message(new string('a', 10_000_000)).Length);
        Assert.Equal(129, OutsideText.Name(new string('a', 129))!.Length);
        Assert.Null(OutsideText.Name(""));
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("ThrottlingException")]
    [InlineData("ValidationException")]
    [InlineData("Something\u001b[31m")]
    public void No_part_of_a_failure_of_the_service_shows_it_raw(string code)
    {
        var said = new AmazonEBSException(
            "\u001b[2Jgone",
            null!,
            ErrorType.Sender,
            code,
            "7e5f\u001b[0m\nWARNING: forged",
            HttpStatusCode.BadRequest);

        EbsChangedBlocksException failure = FailureMap.ToFailure(said, Listing)!;

        Assert.All(
            [
                failure.Message,
                failure.ErrorCode,
                failure.RequestId,
                failure.Remedy,
                failure.ToString().ReplaceLineEndings(""),
            ],
            text => Assert.DoesNotContain('\u001b', text ?? ""));
        Assert.DoesNotContain('\n', failure.RequestId!);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public void A_message_of_megabytes_is_cut_before_anything_looks_at_it()
    {
        string endless = "not authorized to perform: ebs:ListChangedBlocks "
            + string.Concat(Enumerable.Repeat("because no ", 1_400_000));
        var said = new AccessDeniedException(
            endless, null!, ErrorType.Sender, "AccessDeniedException", "7e5f", HttpStatusCode.Forbidden);

        EbsChangedBlocksException failure = FailureMap.ToFailure(said, Listing)!;

        Assert.Equal("Allow ebs:ListChangedBlocks.", failure.Remedy);
        Assert.True(failure.Message.Length < 2100);
    }

    [Fact]
    public void What_is_harmless_stays_inside_for_whoever_looks_closer()
    {
        var said = new AmazonEBSException(
            "Rate exceeded", null!, ErrorType.Sender, "ThrottlingException", "7e5f", HttpStatusCode.BadRequest);

        Assert.Same(said, FailureMap.ToFailure(said, Listing)!.InnerException);
    }
}
