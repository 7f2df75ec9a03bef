using Workbench.Reports;

namespace Workbench.Tests.Reports;

public class WordingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("7", 7)]
    [InlineData("1 2 3", 1, 2, 3)]
    [InlineData("1–4", 1, 2, 3, 4)]
    [InlineData("1–5 7 9–12 3 2", 1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 3, 2)]
    public void More_than_three_neighbours_are_a_range(string words, params int[] numbers) => Assert.Equal(words, Wording.Ranges(numbers));
}
