"""Rows of cells alone, for everything that can run a notebook."""
import json
import re
from pathlib import Path

from row import Row, expect

ROOT = Path(__file__).resolve().parents[2]
FIRST_CELL = "".join(next(
    cell["source"] for cell in json.loads((ROOT / "notebooks" / "00-start-here.ipynb").read_text())["cells"] if cell["cell_type"] == "code"))


def gives(value):
    return lambda outcomes: expect(outcomes[-1].value == value, outcomes[-1].headline)


def late(message):
    def judge(outcomes):
        expect(message in outcomes[1].err + outcomes[1].error, "no error is shown")
        expect(outcomes[2].value == "7", "variables are lost")
    return judge


def lazy(outcomes):
    times = int(outcomes[2].value or 0) / 3
    expect(times == 1, f"enumerated {times:g} times")
    expect(outcomes[1].out.split() == ["0", "1", "2"], "what it prints is lost")
    for form in outcomes[1].forms:
        expect(re.findall(r"\b[1-9]\b", form)[:3] == ["1", "2", "3"], "its forms differ")


def no_input(outcomes):
    expect(outcomes[0].error, f"no error: {outcomes[0].headline}")
    expect(outcomes[1].value == "2", "the next cell fails")


def line(number, outcome):
    expect(re.search(rf"line {number}\b|\({number},", outcome.said), f"no line {number}: {outcome.headline}")


def one_thread(outcomes):
    seen = outcomes[1].value.split()
    expect(len(seen) == 1, f"{len(seen)} combinations of thread and state")
    expect(seen[0].endswith("False") and outcomes[2].value.lower() == "false", f"{seen[0]}, then {outcomes[2].value}")


def hint(outcomes):
    expect("parenthes" in outcomes[2].said, outcomes[2].headline)


def updated(outcomes):
    expect("second" in outcomes[0].displayed + outcomes[1].displayed, "the display stays as it was")


def nested(outcomes):
    expect(outcomes[1].value == "2", f"then {outcomes[1].headline}")


ROWS = [
    Row("await", "`await` at the top of a cell", ("await Task.Delay(10); 40 + 2",), gives("42")),
    Row("task-result", "`.Result` and `.Wait()` of a task that awaits do not deadlock",
        ("async Task<int> Later() { await Task.Delay(50); return 21; }", "var task = Later(); task.Wait(); task.Result + Later().Result"), gives("42")),
    Row("redefinition", "A variable can be declared again with another type", ("var x = 1;", "var x = \"two\";", "x.Length"), gives("3")),
    Row("types", "Types and extension methods of earlier cells",
        ("record Point(int X);\nstatic int Twice(this Point point) => 2 * point.X;", "new Point(21).Twice()"), gives("42")),
    Row("usings", "A `using` directive holds in later cells", ("using System.Text.RegularExpressions;", "Regex.Replace(\"a1\", @\"\\d\", \"b\").Length + 40"), gives("42")),
    Row("lazy-value", "A lazy last expression is enumerated once, and what it prints is shown",
        ("var n = 0;", "Enumerable.Range(0, 3).Select(i => { Console.WriteLine(i); return ++n; })", "n"), lazy),
    Row("display-update", "An update replaces what another cell displayed", ("var shown = display(\"first\");", "shown.Update(\"second\");"), updated),
    Row("compile-error-line", "A compile error names its line", ("var a = 1;\nvar b = a.Nothing;",), lambda outcomes: line(2, outcomes[0])),
    Row("runtime-error-line", "An exception names its line",
        ("int Fail()\n{\n    throw new InvalidOperationException(\"here\");\n}\nFail()",), lambda outcomes: line(3, outcomes[0])),
    Row("with-hint", "`block with { Kernel = 5 }` without parentheses says that they are missing",
        (FIRST_CELL, "var block = BlockSpec.Sandglass(96, 96);", "block with { Kernel = 5 }"), hint),
    Row("culture", "`CultureInfo(\"sv-SE\")` exists",
        ("(int)double.Parse(\"42,0\", new System.Globalization.CultureInfo(\"sv-SE\"))",), gives("42")),
    Row("console-input", "`Console.ReadLine()` is an error, not a wait", ("Console.ReadLine()", "1 + 1"), no_input),
    Row("no-grad", "`torch.no_grad` holds across awaits and cells: one thread",
        (FIRST_CELL,
         "using TorchSharp;\nvar off = torch.no_grad(); var seen = new HashSet<string>();\n"
         "for (int i = 0; i < 40; i++) { await Task.Delay(5); seen.Add($\"{Environment.CurrentManagedThreadId}:{torch.is_grad_enabled()}\"); }\n"
         "string.Join(\" \", seen)",
         "torch.is_grad_enabled()"), one_thread),
    Row("exception-async-void", "An exception in an `async void` is shown, variables live",
        ("var keep = 7;", "async void Fail() { await Task.Yield(); throw new Exception(\"async-void\"); }\nFail(); await Task.Delay(300); 1", "keep"),
        late("async-void")),
    Row("exception-thread", "An exception on another thread is shown, variables live",
        ("var keep = 7;",
         "new System.Threading.Thread(() => throw new Exception(\"from-thread\")).Start(); System.Threading.Thread.Sleep(300); 1", "keep"),
        late("from-thread")),
    Row("exception-timer", "An exception in a timer is shown, variables live",
        ("var keep = 7;",
         "var timer = new System.Threading.Timer(_ => throw new Exception(\"from-timer\"), null, 0, -1); System.Threading.Thread.Sleep(300); 1", "keep"),
        late("from-timer")),
    Row("deep-parentheses", "5,000 nested parentheses do not end the kernel", ("(" * 5000 + "1" + ")" * 5000, "1 + 1"), nested),
    Row("deep-generics", "8,200 nested `A<` do not end the kernel", ("A<" * 8200, "1 + 1"), nested),
]
