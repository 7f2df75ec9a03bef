using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Scripting;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Kernel;

/// <summary>
/// At names in the notebooks' cells, completion is compared with what the compiler knows at that place: after every cell
/// ran once and after every cell ran twice.
/// </summary>
public class NotebookAssistanceTests
{
    private const int PerCell = 3;

    public static TheoryData<string> Names => Shipped.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Completion_offers_what_the_compiler_knows(string name) => Compare(name, PerCell);

    [DeepTheory]
    [MemberData(nameof(Names))]
    public Task Completion_offers_what_the_compiler_knows_at_every_name(string name) => Compare(name, int.MaxValue);

    private static async Task Compare(string name, int perCell)
    {
        using var engine = new ScriptEngine(Shipped.Folder);
        Submission? last = null;
        using var workspace = new SubmissionWorkspace(engine.Compiler, () => last);
        var compared = 0;
        foreach (var cell in Enumerable.Repeat(Shipped.Read(name).Code(), 2).SelectMany(cells => cells))
        {
            var script = engine.Compiler.Read(cell.Source, "cell", last);
            foreach (var position in Oracle.Positions(script.Code, perCell))
            {
                var completion = await Completion.FindAsync(workspace.Open(script.Code), position);
                var typed = script.Code[completion.Span.Start..position];
                var offered = Offered(completion, typed).ToList();
                var known = Oracle.Names(script.Compilation, position, typed);
                Assert.True(
                    known.SetEquals(offered),
                    $"{script.Code[..position]}| misses {string.Join(' ', known.Except(offered))}, invents {string.Join(' ', offered.Except(known))}");
                compared++;
            }

            last = script;
        }

        Assert.True(compared >= 20, $"{compared} places were compared");
    }

    // Names alone: no keywords, no names of arguments, no values with their type.
    private static IEnumerable<string> Offered(Completion completion, string typed) => completion.Matches
        .Where(match => match.Kind != "keyword" && !match.Text.EndsWith(':') && !match.Text.Contains('.'))
        .Select(match => match.Text.TrimStart('@'))
        .Where(text => text.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
}
