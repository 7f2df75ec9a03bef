using Sandglass.Analysis.Manifold;
using Sandglass.Lessons.Checks;
using Sandglass.Runtime;

namespace Sandglass.Lessons.Tests;

/// <summary>What lessons say of the library holds in it.</summary>
public class LibraryAnswerTests
{
    [Fact]
    public void At_the_ratio_of_lesson_2_both_kinds_of_layers_cost_nearly_the_same()
    {
        var right = ((NumberQuestion)LessonQuestions.Of("cost.ratio")).Right;
        var count = Counter.Count(BlockSpec.Sandglass(96, 96, right), 14);
        var depthwise = count.Layers.Where(layer => layer.Name.Contains("depthwise", StringComparison.Ordinal)).Sum(layer => layer.MultiplyAdds);
        Assert.InRange((double)depthwise / (count.MultiplyAdds - depthwise), 0.9, 1.1);
    }

    [Fact]
    public void Of_random_layers_as_many_points_are_lost_as_lesson_4_says()
    {
        var right = ((NumberQuestion)LessonQuestions.Of("relu6.lost")).Right;
        Assert.Equal(right, Enumerable.Range(1, 4000).Average(seed => RandomEmbedding.Draw(5, new RandomStreams(seed)).LostPoints), 0.1 * right);
    }

    [Fact]
    public void The_block_of_lesson_3_is_the_papers_variant_c() => Assert.Equal(
        Counter.Count(PaperVariants.C(16, 16), 14).MultiplyAdds, Counter.Count(((SpecQuestion)LessonQuestions.Of("residual.narrow-ends")).Right, 14).MultiplyAdds);
}
