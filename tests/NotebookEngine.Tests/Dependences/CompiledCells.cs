using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Dependences;

/// <summary>Cells that are compiled one after another and never run.</summary>
internal sealed class CompiledCells : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private Submission? _last;

    /// <summary>Compiles a cell; it must be right.</summary>
    public Submission Add(string code)
    {
        _last = _engine.Compiler.Read(code, "cell", _last);
        Assert.Empty(CompilationErrors.Among(_last.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)));
        return _last;
    }

    public void Dispose() => _engine.Dispose();
}
