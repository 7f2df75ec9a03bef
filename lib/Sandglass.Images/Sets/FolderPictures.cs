using System.Security.Cryptography;
using Sandglass.Data;
using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Images.Sets;

/// <summary>
/// A folder of JPEG and PNG files: a subfolder a class, or <c>train</c> and <c>val</c> with a subfolder a class in each, as
/// torchvision has ImageNet. Every file is read once when it is opened, for its checksum.
/// </summary>
internal sealed class FolderPictures : PictureStore
{
    private const string Training = "train";
    private const string Validation = "val";

    private readonly string _root;
    private readonly StoredPicture[] _pictures;
    private readonly byte[] _sums;

    private FolderPictures(string root, string name, IReadOnlyList<string> classes, StoredPicture[] pictures)
    {
        (_root, Name, Classes, _pictures) = (root, name, classes, pictures);
        _sums = new byte[(long)pictures.Length * SumLength];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<StoredPicture> Pictures => _pictures;

    /// <inheritdoc/>
    protected override string Content => "files";

    /// <summary>Lists the folder and reads every file once.</summary>
    /// <param name="folder">The folder. Its own name is part of the data's identity, the path to it is not.</param>
    /// <param name="progress">Receives the share that is read.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="DataFormatException">It is no such folder; the message names the entry that does not belong.</exception>
    /// <exception cref="WorkbenchException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static FolderPictures Open(string folder, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var listed = List(folder);
        listed.Sum(progress, cancellation);
        return listed;
    }

    /// <summary>Lists the folder only; there are no checksums.</summary>
    /// <inheritdoc cref="Open"/>
    public static FolderPictures List(string folder)
    {
        var (root, name) = (Path.GetFullPath(folder), ImageFolder.NameOf(folder));
        if (!IsParted(root))
        {
            var all = ImageFolder.List(folder);
            return new(root, name, all.Classes, [.. Of(root, all, all.Classes, isTest: false)]);
        }

        var (training, test) = (ImageFolder.List(Path.Combine(folder, Training)), ImageFolder.List(Path.Combine(folder, Validation)));
        var unknown = test.Classes.Except(training.Classes).FirstOrDefault();
        return unknown is null
            ? new(root, name, training.Classes, [.. Of(root, training, training.Classes, isTest: false), .. Of(root, test, training.Classes, isTest: true)])
            : throw new DataFormatException($"{Path.Combine(folder, Validation, unknown)} is a class that {Training} does not have; add it there or remove it.");
    }

    /// <inheritdoc/>
    public override PixelImage? Read(int place, out string reason)
    {
        var file = _pictures[place].File;
        try
        {
            reason = "";
            return ImageFile.Parse(Bytes(file), file, 3, Remedy);
        }
        catch (DataFormatException damaged)
        {
            var words = damaged.Message.Replace($"; {Remedy}.", "", StringComparison.Ordinal);
            reason = words.StartsWith($"{file}: ", StringComparison.Ordinal) ? words[(file.Length + 2)..] : words;
            return null;
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> SumOf(int place) => _sums.AsSpan(place * SumLength, SumLength);

    private static bool IsParted(string root) =>
        FileKinds.Of(Path.Combine(root, Training)) == FileKind.Folder && FileKinds.Of(Path.Combine(root, Validation)) == FileKind.Folder;

    private static IEnumerable<StoredPicture> Of(string root, ImageFolder folder, IReadOnlyList<string> classes, bool isTest)
    {
        var labels = classes.Index().ToDictionary(of => of.Item, of => of.Index);
        return folder.Files.Select(file => new StoredPicture(
            Path.GetRelativePath(root, file.Path).Replace(Path.DirectorySeparatorChar, '/'), labels[folder.Classes[file.Label]], isTest));
    }

    private byte[] Bytes(string file)
    {
        try
        {
            return BoundedFile.ReadBytes(Path.Combine(_root, file), ImageFile.MostBytes);
        }
        catch (FileTooLongException)
        {
            throw new DataFormatException(FormattableString.Invariant($"{file}: expected at most {ImageFile.MostBytes} bytes, found more; {Remedy}."));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, wrong);
        }
    }

    private void Sum(Action<double>? progress, CancellationToken cancellation) => InParallel.Select(
        Enumerable.Range(0, _pictures.Length).ToArray(),
        place =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            try
            {
                BoundedFile.Read(Path.Combine(_root, _pictures[place].File), long.MaxValue, piece => hash.AppendData(piece.Span));
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(_pictures[place].File, wrong);
            }

            return hash.GetHashAndReset(_sums.AsSpan(place * SumLength, SumLength));
        },
        progress,
        cancellation);

    private WorkbenchException Unreadable(string file, Exception wrong) =>
        new($"{Path.Combine(_root, file)} cannot be read ({wrong.Message.TrimEnd('.')}); make it readable, or remove it", wrong);
}
