using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>How images that come in one heap are parted: of every class the same shares, each at least one image.</summary>
/// <param name="Validation">Share of each class that is for validation, in (0, 1); rounded to whole images, halves up.</param>
/// <param name="Test">Share of each class that is for the test, in (0, 1).</param>
/// <param name="Seed">Seed of the draw. It is not a run's: runs of all seeds see the same parts.</param>
public sealed record StratifiedSplit(double Validation = 0.1, double Test = 0.1, int Seed = 1)
{
    /// <summary>
    /// Places of the training, validation and test images, each part in the order given. Of every class the places are
    /// shuffled by the stream <c>split/class/NAME</c>; the first are for the test, the next for validation. So a class
    /// that is added leaves the parts of the others as they were.
    /// </summary>
    /// <param name="name">What the images are, for errors.</param>
    /// <param name="labels">A label an image.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <exception cref="WorkbenchException">The shares leave nothing to train on, or a class has too few images.</exception>
    public (int[] Training, int[] Validation, int[] Test) Draw(string name, IReadOnlyList<int> labels, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (!(Validation > 0 && Test > 0 && Validation + Test < 1))
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"{name} cannot be split: the shares of validation ({Validation}) and test ({Test}) must be above 0 and leave some for training"));
        }

        var streams = new RandomStreams(Seed);
        var places = Enumerable.Range(0, labels.Count).ToLookup(place => labels[place]);
        var (training, validation, test) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var (label, className) in classNames.Index())
        {
            var own = places[label].ToArray();
            var (forTest, forValidation) = (Part(Test, own.Length), Part(Validation, own.Length));
            if (own.Length <= forTest + forValidation)
            {
                throw new WorkbenchException(
                    $"{name} cannot be split: class {Quoted.Name(className)} has {own.Length} images, but training, validation and test need one each; add images or leave the class out");
            }

            streams.Open($"split/class/{className}").Shuffle(own.AsSpan());
            test.AddRange(own[..forTest]);
            validation.AddRange(own[forTest..(forTest + forValidation)]);
            training.AddRange(own[(forTest + forValidation)..]);
        }

        return ([.. training.Order()], [.. validation.Order()], [.. test.Order()]);
    }

    /// <summary>Images of a class that a share comes to, one at least.</summary>
    internal static int Part(double share, int count) => Math.Max(1, (int)Math.Round(share * count, MidpointRounding.AwayFromZero));
}
