using Sandglass.Data;
using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Tests.Networks;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public sealed class DeclarationTests : IDisposable
{
    private static readonly DataIdentity Images = new("images", "1", "2", "3");

    // Of its own recipe, so that no preset decides its hash.
    private static readonly Study Study = Study.Compare(("a", Net(0.2)), ("b", Net(0.25))) with
    {
        Name = "sample",
        Seeds = [1, 2],
        Data = new EmbeddedImages(2, 1, 1),
        Arms = [.. ((IEnumerable<(string Name, double Width)>)[("a", 0.2), ("b", 0.25)]).Select(arm => new StudyArm(arm.Name, "", new Classification(Net(arm.Width)), new Recipe { Epochs = 2 }))],
    };

    private static readonly Dictionary<string, (Study Study, string Change)> Changes = new()
    {
        ["seeds"] = (Study with { Seeds = [1, 2, 3, 4] }, "seeds added: 3, 4"),
        ["fewer seeds"] = (Study with { Seeds = [2] }, "seeds removed: 1"),
        ["margin"] = (Study with { Margin = 0.02 }, "margin: 0.01, now 0.02"),
        ["outcome"] = (Study with { Outcome = "area" }, "outcome: test_accuracy, now area"),
        ["question"] = (Study with { Question = $"Which is better, {new string('a', 50)} or b?" }, "question changed"),
        ["comparisons"] = (Study with { Comparisons = [] }, "comparisons removed: a against b (primary)"),
        ["backend"] = (Study with { Backend = "fused" }, "backend: libtorch, now fused"),
        ["device"] = (Study with { Device = "cuda" }, "device: cpu, now cuda"),
        ["images"] = (Study with { Data = new EmbeddedImages(5, 1, 1) }, "data changed"),
        ["observers"] = (Study with { Observers = ["rank"] }, "observers added: rank"),
        ["arms"] = (Study with { Arms = [Study.Arms[0]] }, "arms removed: b"),
        ["recipe"] = (Trained(recipe => recipe with { LearningRate = 0.2, Epochs = 9 }, Study.Arms.Count), "recipe (epochs, learningRate) of every arm"),
        ["one recipe"] = (Trained(recipe => recipe with { WeightDecay = 0 }, 1), "recipe (weightDecay) of a"),
        ["task"] = (Study with { Arms = [Study.Arms[0], Study.Arms[1] with { Task = new Classification(Net(0.3)) }] }, "task of b"),
        ["order"] = (Study with { Seeds = [2, 1] }, "the order in which it is written"),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. Changes.Keys];

    public void Dispose() => _folder.Dispose();

    // Committed declarations rest on it.
    [Fact]
    public void The_hash_of_a_protocol_is_the_same_in_every_version() =>
        Assert.Equal("f479d7c664254df5e6b4c0b474c0cb631748d582f32e8c5e6885f9b9f6edf332", DeclaredProtocol.Of(Study, Images).Hash);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_later_entry_says_what_changed_and_follows_the_one_before(string kind)
    {
        var first = Declare(Study);
        var second = Declare(Changes[kind].Study, "because");
        var third = Declare(Study);

        Assert.Empty(first.Changes);
        Assert.Equal([Changes[kind].Change], second.Changes);
        Assert.Single(third.Changes);
        Assert.Equal((null, first.Hash, second.Hash), (first.Previous, second.Previous, third.Previous));
        Assert.Equal(first.ProtocolHash, third.ProtocolHash);
        Assert.Equal([first.Hash, second.Hash, third.Hash], Declaration.Read(_folder.Path).Select(entry => entry.Hash));
        Assert.Equal((null, "because"), (Declaration.Read(_folder.Path)[0].Reason, Declaration.Read(_folder.Path)[1].Reason));
    }

    [Fact]
    public void It_names_the_runs_that_the_study_trains()
    {
        Assert.Equal(Study.Runs(Images).Select(run => run.Spec.Hash).Order(), Declare(Study).Protocol.Runs.Order());
        Assert.Empty(Declaration.Read(_folder["none"]));
    }

    [Theory]
    [InlineData("\"commit\": \"0123\"", "\"commit\": \"0124\"", "entry 1 has another hash than it says")]
    [InlineData("\"finishedRuns\": 3", "\"finishedRuns\": 0", "entry 1 has another hash than it says")]
    [InlineData("\"margin\": 0.01", "\"margin\": 0.02", "the protocol of entry 1 has another hash than it says")]
    [InlineData("\"weightDecay\"", "\"weightDecoy\"", "the protocol of entry 2 has another hash than it says")]
    [InlineData("\"margin\": 0.01", "\"margin\": -1", "the margin in entry 1 is not a share")]
    [InlineData("\"name\": \"a\"", "\"name\": \"\\u001b[2J\"", "a word of entry 1 is not a name")]
    [InlineData("\"changes\": []", "\"changes\": [], \"more\": 1", "more")]
    [InlineData("\"changes\": []", "\"changes\": [null]", "entry 1 has another hash than it says")]
    [InlineData("\"arms\": [", "\"arms\": [null, ", "an arm of entry 1 has no recipe")]
    [InlineData("[\n  {", "[\n  null, {", "it lacks an entry")]
    public void A_damaged_file_is_one_error_that_names_it(string written, string found, string expected)
    {
        Declare(Study);
        Declare(Changes["one recipe"].Study);
        var text = File.ReadAllText(_folder[Declaration.FileName]);
        Assert.Contains(written, text);
        var at = text.IndexOf(written, StringComparison.Ordinal);
        File.WriteAllText(_folder[Declaration.FileName], $"{text[..at]}{found}{text[(at + written.Length)..]}");
        AssertRefused(expected);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "it lacks an entry")]
    [InlineData("null", "it lacks an entry")]
    [InlineData("{}", "")]
    public void A_file_without_entries_is_damaged(string text, string expected)
    {
        File.WriteAllText(_folder[Declaration.FileName], text);
        AssertRefused(expected);
    }

    // Its own hash is right, but it is not the entry that was followed.
    [Fact]
    public void An_earlier_entry_cannot_be_exchanged()
    {
        Declare(Study, "at first");
        var first = File.ReadAllText(_folder[Declaration.FileName]).TrimEnd()[1..^1];
        File.Delete(_folder[Declaration.FileName]);
        Declare(Study);
        var other = File.ReadAllText(_folder[Declaration.FileName]).TrimEnd()[1..^1];
        Declare(Changes["margin"].Study);
        var text = File.ReadAllText(_folder[Declaration.FileName]);
        Assert.Contains(other.TrimEnd(), text);
        File.WriteAllText(_folder[Declaration.FileName], text.Replace(other.TrimEnd(), first.TrimEnd(), StringComparison.Ordinal));
        AssertRefused("entry 2 does not follow the one before");
    }

    private static NetworkPlan Net(double width) => FrozenPlan.Sandglass(width);

    private static Study Trained(Func<Recipe, Recipe> change, int arms) =>
        Study with { Arms = [.. Study.Arms.Index().Select(arm => arm.Index < arms ? arm.Item with { Recipe = change(arm.Item.Recipe) } : arm.Item)] };

    private Declaration Declare(Study study, string? reason = null)
    {
        var protocol = DeclaredProtocol.Of(study, Images);
        return Declaration.Append(_folder.Path, new Declaration(protocol, protocol.Hash, null, "0123", true, new DateOnly(2026, 11, 29), 3, [], reason));
    }

    private void AssertRefused(string expected)
    {
        var wrong = Assert.Throws<WorkbenchException>(() => Declaration.Read(_folder.Path));
        Assert.StartsWith($"{_folder[Declaration.FileName]} cannot be read (", wrong.Message);
        Assert.Contains(expected, wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
    }
}
