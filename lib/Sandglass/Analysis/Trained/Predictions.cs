using Sandglass.Data;

namespace Sandglass;

/// <summary>What a network made of one image.</summary>
/// <param name="Label">The class that the image is of, an index into the class names.</param>
/// <param name="Answer">The class that the network gave it.</param>
/// <param name="Probability">The network's probability of its answer (softmax), in [0, 1].</param>
public readonly record struct Prediction(int Label, int Answer, double Probability)
{
    /// <summary>Whether the answer is the label.</summary>
    public bool IsRight => Label == Answer;
}

/// <summary>Images and what a network made of each, in the order of the images.</summary>
/// <param name="Images">The images.</param>
/// <param name="Answers">One answer an image.</param>
public sealed record Predictions(ImageDataset Images, IReadOnlyList<Prediction> Answers)
{
    /// <summary>Share of right answers, in [0, 1]; NaN where there is no image.</summary>
    public double Accuracy => Answers.Count == 0 ? double.NaN : (double)Answers.Count(answer => answer.IsRight) / Answers.Count;

    /// <summary>How often each class was taken for which.</summary>
    public ConfusionMatrix ConfusionMatrix()
    {
        var counts = new int[Images.Classes, Images.Classes];
        foreach (var answer in Answers)
        {
            counts[answer.Label, answer.Answer]++;
        }

        return new ConfusionMatrix(Images.ClassNames, counts);
    }

    /// <summary>The wrong answers, the surest first.</summary>
    public Predictions Mistakes() => Of("mistakes", At(answer => !answer.IsRight).OrderByDescending(i => Answers[i].Probability));

    /// <summary>The images that this network has wrong and another one right, the surest mistake first.</summary>
    /// <param name="other">The answers of the other network on the same images.</param>
    /// <exception cref="WorkbenchException">They are of other images.</exception>
    public Predictions MistakesUnlike(Predictions other)
    {
        if (other.Images.Sha256 != Images.Sha256)
        {
            throw new WorkbenchException($"the answers are of different images, {Images.Name} and {other.Images.Name}; ask both networks about the same ones");
        }

        return Of("mistakes that the other does not make", At(answer => !answer.IsRight).Where(i => other.Answers[i].IsRight).OrderByDescending(i => Answers[i].Probability));
    }

    private IEnumerable<int> At(Func<Prediction, bool> wanted) => Enumerable.Range(0, Answers.Count).Where(i => wanted(Answers[i]));

    private Predictions Of(string what, IEnumerable<int> places)
    {
        int[] chosen = [.. places];
        return chosen.Length == 0
            ? new Predictions(Images, []) // a set of images cannot be empty
            : new Predictions(Images.Select($"{Images.Name}, {what}", chosen), [.. chosen.Select(i => Answers[i])]);
    }
}

/// <summary>How often each class was taken for which.</summary>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="Counts">[label, answer] images.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> ClassNames, int[,] Counts)
{
    /// <summary>Share of the images of a class that were told right, in [0, 1]; NaN where it has none.</summary>
    /// <param name="label">Index of the class.</param>
    public double Recall(int label)
    {
        var all = Enumerable.Range(0, ClassNames.Count).Sum(answer => Counts[label, answer]);
        return all == 0 ? double.NaN : (double)Counts[label, label] / all;
    }
}
