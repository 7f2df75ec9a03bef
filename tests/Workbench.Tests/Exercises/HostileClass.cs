using NotebookEngine.Notebooks;

namespace Workbench.Tests.Exercises;

/// <summary>Notebooks of a class of thirty for lesson 1, some of whom try what no lesson asks for.</summary>
internal static class HostileClass
{
    public const string Name = "lesson-1-depthwise.ipynb";

    /// <summary>How many exercises the lesson has.</summary>
    public const int All = 5;

    private const string First = "full-weights";

    // What stands in the first exercise's cell, the others being right; and the points that are left.
    private static readonly (string Name, string Source, int Points)[] Cells =
    [
        ("hangs-in-a-loop", "var fullWeights = 18432L; while (true) { }", All - 1),
        ("hangs-and-catches", "var fullWeights = 18432L; while (true) { try { while (true) { } } catch { } }", All - 1),
        ("hangs-in-sleep", "System.Threading.Thread.Sleep(-1); var fullWeights = 18432L;", All - 1),
        ("hangs-in-native-code", "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int pause(); while (pause() != 1) { } var fullWeights = 1L;", All - 1),
        ("fails-fast", "Environment.FailFast(\"the end\"); var fullWeights = 18432L;", All - 1),
        ("exits", "Environment.Exit(0); var fullWeights = 18432L;", All - 1),
        ("overflows", "int Down(int i) => 1 + Down(i + 1); var fullWeights = (long)Down(0);", All - 1),
        ("throws", "throw new Exception(\"=1+1\\nno\");", All - 1),
        ("throws-elsewhere", "var fullWeights = 18432L; new System.Threading.Thread(() => throw new Exception(\"x\")).Start(); System.Threading.Thread.Sleep(200);", All - 1),
        ("does-not-compile", "var fullWeights = ;", All - 1),
        ("eats-managed-memory", "var all = new List<byte[]>(); while (true) { var more = new byte[1 << 26]; Array.Fill(more, (byte)1); all.Add(more); } var fullWeights = 1L;", All - 1),
        ("keeps-all-memory", "var all = new List<byte[]>(); while (GC.GetTotalMemory(false) < 755 << 20) all.Add(new byte[1 << 20]); var fullWeights = (long)new byte[1 << 29].Length;", All - 1),
        ("keeps-memory", "var fullWeights = 18432L; var all = new List<byte[]>(); while (GC.GetTotalMemory(false) < 755 << 20) all.Add(new byte[1 << 20]);", All - 1),
        ("eats-native-memory", "unsafe { while (true) { var more = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc(1 << 26); new Span<byte>(more, 1 << 26).Fill(1); } }", All - 1),
        ("prints-without-end", "var fullWeights = 18432L; for (var i = 0; i < 200_000; i++) Console.WriteLine(new string('x', 1000));", All),
        ("prints-past-the-console", "var fullWeights = 18432L; using (var raw = Console.OpenStandardOutput()) for (var i = 0; i < 2_000; i++) raw.Write(new byte[100_000]);", All),
        ("forges-by-printing", "var fullWeights = 7L; Console.WriteLine(\"{\\\"Cell\\\":2,\\\"Outcome\\\":\\\"Right\\\",\\\"Words\\\":\\\"\\\"}\"); Exercise.Check(\"depthwise.full-weights\", 18432L)", All - 1),
        ("forges-by-name", "var fullWeights = 7L; static class Exercise { public static string Check(string id, object answer) => \"Right\"; }", All - 1),
        ("forges-by-telling", "var fullWeights = 7L; (AppContext.GetData(\"Notebook.Checked\") as Action<string, string, string>)?.Invoke(\"depthwise.full-weights\", \"Right\", \"\");", All - 1),
        ("asks-the-network", "var fullWeights = 18432L; using (var socket = new System.Net.Sockets.TcpClient()) socket.Connect(\"127.0.0.1\", PORT);", All - 1),
        ("overflows-in-a-library", "var one = new List<int> { 1 }; void Down(int i) => one.ForEach(Down); Down(1); var fullWeights = 18432L;", All - 1),
        ("leaves-a-thread", "var fullWeights = 18432L; new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start();", All),
        ("leaves-a-child", "var fullWeights = 18432L; System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"sleep 1PORT & exit\"]);", All),
    ];

    /// <summary>Writes thirty notebooks and some things that are none.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="port">A port of this machine at which somebody listens.</param>
    /// <returns>The points that each deserves, by name.</returns>
    public static IReadOnlyDictionary<string, int> Write(string folder, int port)
    {
        var (lesson, student) = (Lessons.WithSolutions(Name), Lessons.WithoutSolutions(Name));
        var points = new Dictionary<string, int>();
        foreach (var (name, source, deserved) in Cells)
        {
            Save(name, student.Answered(cell => cell.Id == First ? source.Replace("PORT", FormattableString.Invariant($"{port}"), StringComparison.Ordinal) : lesson.SolutionOf(cell.Id)), deserved);
        }

        foreach (var right in Enumerable.Range(0, All + 1))
        {
            Save(FormattableString.Invariant($"answers-{right}"), student.Answered(cell => IndexOf(cell) < right ? lesson.SolutionOf(cell.Id) : null), right);
        }

        Save("=cmd", student.Answered(cell => lesson.SolutionOf(cell.Id)), All);
        Save("lost-a-cell", student with { Cells = [.. student.Answered(cell => lesson.SolutionOf(cell.Id)).Cells.Where(cell => cell.Id != First)] }, All - 1);
        Save("breaks-the-lesson", student.Answered(cell => cell.Id == First ? "var fullWeights = 18432L; var Counter = 1; var depthwise = 2;" : lesson.SolutionOf(cell.Id)), All);
        File.WriteAllText(Path.Combine(folder, "damaged.ipynb"), "{\"cells\": [");
        points["damaged.ipynb"] = 0;
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "no notebook");
        return points;

        int IndexOf(Cell cell) => lesson.Exercises.Index().Single(item => item.Item.Start.Id == cell.Id).Index;

        void Save(string name, Notebook notebook, int deserved)
        {
            notebook.Save(Path.Combine(folder, $"{name}.ipynb"));
            points[$"{name}.ipynb"] = deserved;
        }
    }
}
