using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Tests.Reading;

/// <summary>What becomes of an image, by what is there.</summary>
public class SavePlanTests
{
    private const string Path = "/images/it's.img";
    private const long Length = 8192;
    private const long Stamp = 77;

    private static readonly FileFacts Whole = new(Length, Stamp);
    private static readonly FileFacts Changed = new(Length, Stamp + 1);
    private static readonly ImageState HoldsA = State(ImageStateKind.Holds, null, "snap-a");
    private static readonly ImageState WholeToB = State(ImageStateKind.Moving, null, "snap-b");
    private static readonly ImageState AToB = State(ImageStateKind.Moving, "snap-a", "snap-b");

    [Fact]
    public void Nothing_is_made_whole() => Assert.Equal(
        new SavePlan(SaveOutcome.Created, First: null), Plan("snap-b", state: null));

    [Theory]
    [InlineData(nameof(HoldsA))]
    [InlineData(nameof(AToB))]
    public void What_was_deleted_is_made_whole(string state) => Assert.Equal(
        new SavePlan(SaveOutcome.Created, First: null),
        Plan("snap-b", state == nameof(HoldsA) ? HoldsA : AToB));

    [Fact]
    public void What_holds_another_is_brought_on_by_the_difference() => Assert.Equal(
        new SavePlan(SaveOutcome.Updated, "snap-a") { Basis = ImageBasis.Asserted },
        Plan("snap-b", HoldsA with { Basis = ImageBasis.Asserted }, Whole));

    [Fact]
    public void What_holds_it_is_left_alone()
    {
        Assert.Equal(SaveOutcome.Unchanged, Plan("snap-a", HoldsA, Whole).Outcome);
        Assert.Equal(SaveOutcome.Unchanged, Of(Wanted("snap-a") with { First = "snap-z" }, HoldsA, Whole).Outcome);
        Assert.False(Plan("snap-a", HoldsA, Whole).NeedsName);
    }

    [Fact]
    public void What_is_whole_gets_its_name_back() => Assert.Equal(
        new SavePlan(SaveOutcome.Unchanged, First: null) { NeedsName = true },
        Plan("snap-a", HoldsA, partial: Whole));

    [Fact]
    public void What_broke_off_goes_on_from_where_it_was()
    {
        ImageState state = AToB with { Watermark = 1, Basis = ImageBasis.Asserted };
        var expected = new SavePlan(SaveOutcome.Resumed, "snap-a") { Watermark = 1, Basis = ImageBasis.Asserted };

        Assert.Equal(expected, Plan("snap-b", state, partial: Changed));
        Assert.Equal(expected, Plan("snap-b", state, Whole));
        Assert.Equal(expected, Of(Wanted("snap-b") with { First = "snap-a" }, state, partial: Changed));
        Assert.Equal(
            expected, Of(Wanted("snap-b") with { First = "snap-a", IsTrusted = true }, state, partial: Changed));
    }

    [Fact]
    public void What_broke_off_before_it_had_its_length_goes_on_from_the_start() => Assert.Equal(
        new SavePlan(SaveOutcome.Resumed, "snap-a"), Plan("snap-b", AToB, partial: Whole with { Length = 4096 }));

    [Fact]
    public void What_got_shorter_on_the_way_is_refused()
    {
        EbsChangedBlocksException failure = Refusal(
            FailureKind.ImageModified,
            Wanted("snap-b"),
            AToB with { Watermark = 1 },
            partial: Whole with { Length = 4096 });

        Assert.StartsWith($"'{Path}.partial' was changed by something else", failure.Message);
        Assert.Equal("Add -Force to read the snapshot whole.", failure.Remedy);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Another_file_under_its_name_is_not_taken_for_what_was_on_the_way(int watermark)
    {
        EbsChangedBlocksException failure = Refusal(
            FailureKind.ImageModified, Wanted("snap-b"), AToB with { Watermark = watermark }, Changed);

        Assert.StartsWith($"'{Path}' was changed by something else", failure.Message);
        Assert.Equal(
            new SavePlan(SaveOutcome.Created, First: null),
            Of(Wanted("snap-b") with { IsForced = true }, WholeToB with { Watermark = 1 }, Changed));
    }

    [Fact]
    public void What_is_made_whole_and_hardly_begun_may_be_anything() => Assert.Equal(
        new SavePlan(SaveOutcome.Resumed, First: null), Plan("snap-b", WholeToB, Changed with { Length = 5 }));

    [Fact]
    public void What_is_there_without_a_state_is_refused()
    {
        EbsChangedBlocksException failure =
            Refusal(FailureKind.ImageStateMissing, Wanted("snap-b"), state: null, Whole);

        Assert.Equal($"'{Path}' is there without '{Path}.ebsstate', so nothing says what it holds.", failure.Message);
        Assert.Contains("-Force", failure.Remedy);
        Assert.Contains("-TrustImage", failure.Remedy);
        Refusal(FailureKind.ImageStateMissing, Wanted("snap-b"), state: null, partial: Whole);
        Refusal(FailureKind.ImageStateMissing, Wanted("snap-b") with { First = "snap-a" }, state: null, Whole);
    }

    [Theory]
    [InlineData(Length, Stamp + 1)]
    [InlineData(Length + 1, Stamp)]
    public void What_was_changed_by_something_else_is_refused(long length, long stamp)
    {
        var changed = new FileFacts(length, stamp);

        foreach (string snapshotId in (string[])["snap-a", "snap-b"])
        {
            EbsChangedBlocksException failure =
                Refusal(FailureKind.ImageModified, Wanted(snapshotId), HoldsA, changed);
            Assert.Equal(
                $"'{Path}' was changed by something else since it was made to hold snap-a.", failure.Message);
            Assert.Contains("-TrustImage", failure.Remedy);
        }

        Refusal(FailureKind.ImageModified, Wanted("snap-b"), HoldsA, partial: changed);
    }

    [Fact]
    public void What_is_trusted_is_probed()
    {
        ImageRequest wanted = Wanted("snap-b") with { First = "snap-a", IsTrusted = true };
        var expected = new SavePlan(SaveOutcome.Updated, "snap-a")
        {
            Basis = ImageBasis.Asserted,
            NeedsProbe = true,
        };

        Assert.Equal(expected, Of(wanted, state: null, Whole));
        Assert.Equal(expected, Of(wanted, HoldsA, Changed));
        Assert.Equal(expected, SavePlan.Of(wanted, Unreadable(isOurs: false), Whole, partial: null));
    }

    [Fact]
    public void Trust_needs_a_first_snapshot_and_an_image()
    {
        Refusal(FailureKind.ImageStateMissing, Wanted("snap-b") with { IsTrusted = true }, state: null, Whole);
        ImageRequest trusted = Wanted("snap-b") with { First = "snap-a", IsTrusted = true };
        Refusal(FailureKind.ImageStateMissing, trusted, state: null, partial: Whole);
        Refusal(FailureKind.ImageMissing, trusted, state: null);
    }

    [Fact]
    public void What_is_known_is_not_trusted()
    {
        ImageRequest wanted = Wanted("snap-b") with { First = "snap-a", IsTrusted = true };
        Assert.Equal(new SavePlan(SaveOutcome.Updated, "snap-a"), Of(wanted, HoldsA, Whole));
        Refusal(FailureKind.ImageHoldsOther, wanted with { First = "snap-z" }, HoldsA, Whole);
    }

    [Fact]
    public void A_state_that_cannot_be_read_says_nothing()
    {
        foreach (bool isOurs in (bool[])[true, false])
        {
            EbsChangedBlocksException failure = Assert.Throws<EbsChangedBlocksException>(
                () => SavePlan.Of(Wanted("snap-b"), Unreadable(isOurs), Whole, partial: null));
            Assert.Equal((FailureKind.ImageStateUnreadable, "Torn."), (failure.Kind, failure.Message));
            Assert.Contains("-Force", failure.Remedy);
        }

        Assert.Equal(
            SaveOutcome.Created, SavePlan.Of(Wanted("snap-b"), Unreadable(isOurs: true), null, null).Outcome);
        Assert.Equal(
            FailureKind.ImageStateUnreadable,
            Assert.Throws<EbsChangedBlocksException>(
                () => SavePlan.Of(Wanted("snap-b"), Unreadable(isOurs: false), null, null)).Kind);
    }

    [Theory]
    [InlineData("snap-c", null)]
    [InlineData("snap-b", "snap-z")]
    [InlineData("snap-c", "snap-b")]
    [InlineData("snap-a", null)]
    public void What_is_on_the_way_names_the_command_that_finishes_it(string snapshotId, string? first)
    {
        ImageRequest wanted = Wanted(snapshotId) with { First = first, IsTrusted = first is not null };

        EbsChangedBlocksException failure =
            Refusal(FailureKind.ImageInTransition, wanted, AToB with { Watermark = 1 }, partial: Whole);

        Assert.Equal(
            $"'{Path}' is on the way from snap-a to snap-b, and holds neither until it is there.", failure.Message);
        Assert.Equal(
            "Finish it first: Save-EbsSnapshotImage snap-b '/images/it''s.img'. Or add -Force to read the snapshot "
            + "whole.",
            failure.Remedy);
        Refusal(FailureKind.ImageInTransition, wanted, AToB, Whole);
    }

    [Fact]
    public void What_is_being_made_whole_says_so()
    {
        string message = Refusal(FailureKind.ImageInTransition, Wanted("snap-c"), WholeToB, partial: Whole).Message;
        Assert.Equal($"'{Path}' is on the way to snap-b, and is not whole until it is there.", message);
        Refusal(FailureKind.ImageInTransition, Wanted("snap-b") with { First = "snap-a" }, WholeToB, partial: Whole);
    }

    [Fact]
    public void What_holds_another_than_the_first_is_refused()
    {
        EbsChangedBlocksException failure = Refusal(
            FailureKind.ImageHoldsOther, Wanted("snap-b") with { First = "snap-z" }, HoldsA, Whole);

        Assert.Equal($"'{Path}' holds snap-a, not snap-z.", failure.Message);
        Assert.Contains("-FirstSnapshotId", failure.Remedy);
    }

    [Fact]
    public void A_first_snapshot_needs_an_image()
    {
        EbsChangedBlocksException failure = Refusal(
            FailureKind.ImageMissing, Wanted("snap-b") with { First = "snap-a" }, HoldsA);

        Assert.Equal($"There is no '{Path}' that could hold snap-a.", failure.Message);
        Assert.Contains("Leave out -FirstSnapshotId", failure.Remedy);
    }

    [Fact]
    public void Two_files_are_not_one_image()
    {
        foreach (ImageState? state in (ImageState?[])[null, HoldsA, AToB, WholeToB])
        {
            EbsChangedBlocksException failure =
                Refusal(FailureKind.ImagePathUnusable, Wanted("snap-b"), state, Whole, Whole);
            Assert.Contains($"'{Path}.partial' is there beside '{Path}'", failure.Message);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(nameof(HoldsA))]
    [InlineData(nameof(AToB))]
    [InlineData(nameof(WholeToB))]
    public void Force_makes_it_whole_whatever_is_there(string? state)
    {
        ImageRequest wanted = Wanted("snap-c") with { IsForced = true, First = "snap-z" };
        ImageState? found = state switch
        {
            nameof(HoldsA) => HoldsA,
            nameof(AToB) => AToB with { Watermark = 1 },
            nameof(WholeToB) => WholeToB with { Watermark = 1 },
            _ => null,
        };
        foreach ((FileFacts? image, FileFacts? partial) in
            ((FileFacts?, FileFacts?)[])[(null, null), (Whole, null), (null, Whole), (Changed, Whole)])
        {
            Assert.Equal(new SavePlan(SaveOutcome.Created, First: null), Of(wanted, found, image, partial));
        }

        Assert.Equal(
            new SavePlan(SaveOutcome.Created, First: null),
            SavePlan.Of(wanted, Unreadable(isOurs: false), Whole, partial: null));
    }

    [Fact]
    public void Force_goes_on_with_what_it_began()
    {
        ImageRequest wanted = Wanted("snap-b") with { IsForced = true };
        ImageState state = WholeToB with { Watermark = 1 };
        var goesOn = new SavePlan(SaveOutcome.Resumed, First: null) { Watermark = 1 };
        var whole = new SavePlan(SaveOutcome.Created, First: null);

        Assert.Equal(goesOn, Of(wanted, state, partial: Changed));
        Assert.Equal(goesOn, Of(wanted, state, Whole));
        Assert.Equal(whole, Of(wanted, AToB with { Watermark = 1 }, partial: Changed));
        Assert.Equal(whole, Of(wanted, state, Whole, Changed));
        Assert.Equal(whole, Of(wanted, state));
        Assert.Equal(whole, Of(wanted, state, partial: Whole with { Length = 4096 }));
    }

    private static SavePlan Plan(
        string snapshotId, ImageState? state, FileFacts? image = null, FileFacts? partial = null) =>
        Of(Wanted(snapshotId), state, image, partial);

    private static SavePlan Of(
        ImageRequest wanted, ImageState? state, FileFacts? image = null, FileFacts? partial = null) =>
        SavePlan.Of(wanted, new FoundState(state, Complaint: null), image, partial);

    private static EbsChangedBlocksException Refusal(
        FailureKind kind, ImageRequest wanted, ImageState? state, FileFacts? image = null, FileFacts? partial = null)
    {
        EbsChangedBlocksException failure =
            Assert.Throws<EbsChangedBlocksException>(() => Of(wanted, state, image, partial));
        Assert.Equal(kind, failure.Kind);
        return failure;
    }

    private static ImageRequest Wanted(string snapshotId) => new(snapshotId, Path);

    private static FoundState Unreadable(bool isOurs) => new(null, "Torn.") { IsOurs = isOurs };

    private static ImageState State(ImageStateKind kind, string? first, string second) => new()
    {
        Kind = kind,
        First = first,
        Second = second,
        BlockSize = 4096,
        Length = Length,
        Stamp = Stamp,
        Run = Guid.Empty,
    };
}
