using System.Text.Json;
using Fuzzing;

namespace NotebookEngine.Tests.Fuzzing;

/// <summary>The tools of the other fuzz tests: what they make, and that they find what they look for.</summary>
public class FuzzRunsTests
{
    private const string Json = """{ "a": [1, "two", null, { "b": true }], "c": { "d": [] } }""";

    [Fact]
    public void A_seed_gives_the_same_damage_again()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            Assert.Equal(JsonMutations.Mutate(Json, new Random(seed)), JsonMutations.Mutate(Json, new Random(seed)));
            Assert.Equal(ByteMutations.Mutate([1, 2, 3], new Random(seed)), ByteMutations.Mutate([1, 2, 3], new Random(seed)));
        }
    }

    [Fact]
    public void Most_damaged_JSON_is_still_JSON()
    {
        var readable = Enumerable.Range(0, 300).Count(seed => IsJson(JsonMutations.Mutate(Json, new Random(seed))));

        Assert.InRange(readable, 200, 299);
    }

    [Fact]
    public void Damage_may_leave_nothing() =>
        Assert.All(Enumerable.Range(0, 1000), seed => ByteMutations.Mutate([], new Random(seed)));

    [Fact]
    public void An_error_that_was_not_announced_is_told_with_its_seed()
    {
        var found = Assert.ThrowsAny<Exception>(() => new FuzzRuns("boom", 20).Run(
            random => throw (random.Next(4) == 0 ? new InvalidOperationException("boom") : new FormatException()), fault => fault is FormatException));

        Assert.Matches("boom, seed \\d+", found.Message);
    }

    [Fact]
    public void An_input_that_never_ends_is_told_with_its_seed()
    {
        var found = Assert.ThrowsAny<Exception>(() => new FuzzRuns("loop", 1) { Limit = TimeSpan.FromMilliseconds(100) }.Run(
            _ => Thread.Sleep(Timeout.Infinite), _ => false));

        Assert.Contains("loop, seed 1", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_are_read_and_refused_are_counted()
    {
        var (read, refused) = new FuzzRuns("counted", 50).Run(
            random => _ = random.Next(2) == 0 ? throw new FormatException() : 0, fault => fault is FormatException);

        Assert.Equal(50 * FuzzRuns.Factor, read + refused, tolerance: 1);
        Assert.True(read > 0 && refused > 0);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
