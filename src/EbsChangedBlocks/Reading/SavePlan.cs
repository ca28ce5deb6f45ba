namespace EbsChangedBlocks.Reading;

/// <summary>An image that is wanted.</summary>
/// <param name="SnapshotId">What it is to hold.</param>
/// <param name="Path">Where it is, in full.</param>
internal sealed record ImageRequest(string SnapshotId, string Path)
{
    /// <summary>What it has to hold before; null where that is left to its state.</summary>
    public string? First { get; init; }

    /// <summary>Whether to make it whole, whatever is there.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether to believe that it holds <see cref="First"/>, if a sample of it does.</summary>
    public bool IsTrusted { get; init; }
}

/// <summary>How an image gets from what is there to what is wanted.</summary>
/// <param name="Outcome">What will have become of it.</param>
/// <param name="First">The snapshot that it holds; null where it is made whole.</param>
internal sealed record SavePlan(SaveOutcome Outcome, string? First)
{
    /// <summary>Every listed block before this one is on disk.</summary>
    public int Watermark { get; init; }

    public ImageBasis Basis { get; init; }

    /// <summary>
    /// Whether nothing but a word says that it holds <see cref="First"/>, so that a sample is to be read.
    /// </summary>
    public bool NeedsProbe { get; init; }

    /// <summary>Whether an image that is whole has lost its name to a crash.</summary>
    public bool NeedsName { get; init; }

    /// <summary>Decides by what was found.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="found">The state.</param>
    /// <param name="image">The file under the image's own name; null where there is none.</param>
    /// <param name="partial">The file under the name of an image that is being changed.</param>
    /// <exception cref="EbsChangedBlocksException">It does not get there; nothing has been changed.</exception>
    public static SavePlan Of(ImageRequest wanted, FoundState found, FileFacts? image, FileFacts? partial)
    {
        var files = new ImageFiles(wanted.Path);
        ImageState? state = found.State;
        if (wanted.IsForced)
        {
            return state is { Kind: ImageStateKind.Moving, First: null } && state.Second == wanted.SnapshotId
                && (image is null) != (partial is null) && IsAsLeft(state, image, partial)
                ? Resume(state)
                : new SavePlan(SaveOutcome.Created, First: null);
        }

        if (image is not null && partial is not null)
        {
            throw Failure(
                FailureKind.ImagePathUnusable,
                $"'{files.Partial}' is there beside '{files.Image}', and one image cannot be both.",
                "Move away the one that is not wanted.");
        }

        if ((image ?? partial) is not FileFacts file)
        {
            return Make(wanted, found, files);
        }

        if (state is { Kind: ImageStateKind.Moving })
        {
            if (state.Second != wanted.SnapshotId || (wanted.First is not null && wanted.First != state.First))
            {
                throw InTransition(state, files);
            }

            return IsAsLeft(state, image, partial) ? Resume(state) : throw Failure(
                FailureKind.ImageModified,
                $"'{(image is null ? files.Partial : files.Image)}' was changed by something else while it was on the "
                + $"way to {state.Second}.",
                "Add -Force to read the snapshot whole.");
        }

        if (state is not null && state.Length == file.Length && state.Stamp == file.Stamp)
        {
            return Update(wanted, state, files) with { NeedsName = image is null };
        }

        if (wanted is { IsTrusted: true, First: not null } && image is not null)
        {
            return new SavePlan(SaveOutcome.Updated, wanted.First) { Basis = ImageBasis.Asserted, NeedsProbe = true };
        }

        throw Unknown(found, files, image is null ? files.Partial : files.Image);
    }

    private static SavePlan Make(ImageRequest wanted, FoundState found, ImageFiles files)
    {
        if (!found.IsOurs)
        {
            throw Unknown(found, files, files.Image);
        }

        return wanted.First is null
            ? new SavePlan(SaveOutcome.Created, First: null)
            : throw Failure(
                FailureKind.ImageMissing,
                $"There is no '{files.Image}' that could hold {wanted.First}.",
                "Leave out -FirstSnapshotId to read the snapshot whole.");
    }

    private static SavePlan Update(ImageRequest wanted, ImageState state, ImageFiles files)
    {
        if (state.Second == wanted.SnapshotId)
        {
            return new SavePlan(SaveOutcome.Unchanged, state.First) { Basis = state.Basis };
        }

        return wanted.First is null || wanted.First == state.Second
            ? new SavePlan(SaveOutcome.Updated, state.Second) { Basis = state.Basis }
            : throw Failure(
                FailureKind.ImageHoldsOther,
                $"'{files.Image}' holds {state.Second}, not {wanted.First}.",
                "Leave out -FirstSnapshotId to go from what it holds, or add -Force to read the snapshot whole.");
    }

    private static SavePlan Resume(ImageState state) =>
        new(SaveOutcome.Resumed, state.First) { Watermark = state.Watermark, Basis = state.Basis };

    /// <summary>Whether an image that is on the way is what it was when its state was written.</summary>
    private static bool IsAsLeft(ImageState state, FileFacts? image, FileFacts? partial) =>
        // What is made whole and is not further than its beginning is begun again, whatever it is.
        state is { First: null, Watermark: 0 }
        // Shorter than it was at the last checkpoint: what was on disk before the watermark is not there any more.
        || ((state.Watermark == 0 || (image ?? partial)?.Length == state.Length)
            // It has its own name before it is changed and when it is whole, so another time is of another file.
            && (image is null || image.Value.Stamp == state.Stamp));

    private static EbsChangedBlocksException InTransition(ImageState state, ImageFiles files)
    {
        string command = $"Save-EbsSnapshotImage {state.Second} '{files.Image.Replace("'", "''")}'";
        string way = state.First is null
            ? $"to {state.Second}, and is not whole"
            : $"from {state.First} to {state.Second}, and holds neither";
        return Failure(
            FailureKind.ImageInTransition,
            $"'{files.Image}' is on the way {way} until it is there.",
            $"Finish it first: {command}. Or add -Force to read the snapshot whole.");
    }

    private static EbsChangedBlocksException Unknown(FoundState found, ImageFiles files, string file)
    {
        const string Remedy = "Add -Force to read the snapshot whole, or -FirstSnapshotId and -TrustImage if you know "
            + "what the image holds.";
        return found switch
        {
            { Complaint: string complaint } => Failure(FailureKind.ImageStateUnreadable, complaint, Remedy),
            { State: ImageState state } => Failure(
                FailureKind.ImageModified,
                $"'{file}' was changed by something else since it was made to hold {state.Second}.",
                Remedy),
            _ => Failure(
                FailureKind.ImageStateMissing,
                $"'{file}' is there without '{files.State}', so nothing says what it holds.",
                Remedy),
        };
    }

    private static EbsChangedBlocksException Failure(FailureKind kind, string message, string remedy) =>
        new(kind, message) { Remedy = remedy };
}
