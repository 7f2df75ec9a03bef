using System.CommandLine;
using System.Runtime.InteropServices;
using Sandglass;
using Workbench.Commands;

namespace Workbench.Tests;

public class CommandLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new WorkbenchException("data.gz is cut short"), 1, "error: data.gz is cut short\n" },
        { new IOException("no space left"), 1, "error: no space left\n" },
        { new IOException("first\nsecond\r\n\u001b[31mred\u202e"), 1, "error: first second \\u001B[31mred\\u202E\n" },
        { new InsufficientMemoryException("too long"), 1, "error: there is not enough memory for this (too long); use a smaller input\n" },
        { new NativeException("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory: you tried to allocate 400 bytes.\nat 1"), 1, "error: there is not enough memory for this; choose a smaller network or batch, or fewer workers\n" },
        { new UsageException("--json and --layers are two views"), 2, "error: --json and --layers are two views (see workbench work --help)\n" },
        { new OperationCanceledException(), 130, "stopped\n" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_is_one_line_and_an_exit_code(Exception failure, int exitCode, string line)
    {
        var command = new Command("work");
        command.SetAction((_, _) => Task.FromException(failure));

        Assert.Equal((exitCode, "", line), await RunAsync(new RootCommand { command }, Stop, "work"));
    }

    [Fact]
    public async Task A_defect_calls_itself_a_bug_and_names_a_file_with_its_trace()
    {
        var command = new Command("work");
        command.SetAction((_, _) => throw new InvalidOperationException("first\nsecond"));

        var (code, output, error) = await RunAsync(new RootCommand { command }, Stop, "work");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"error: {Defect.Beginning}: InvalidOperationException: first second; the trace is in ", error, StringComparison.Ordinal);
        Assert.EndsWith("; please report it\n", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        var log = error[(error.IndexOf("is in ", StringComparison.Ordinal) + 6)..error.LastIndexOf(';')];
        Assert.Contains("   at ", await File.ReadAllTextAsync(log, Stop), StringComparison.Ordinal);
        File.Delete(log);
    }

    [Fact]
    public async Task What_is_stopped_before_it_gives_a_task_back_says_stopped()
    {
        var command = new Command("work");
        using var stop = new CancellationTokenSource();
        command.SetAction((_, cancellation) =>
        {
            stop.CancelAfter(50);
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });

        Assert.Equal((130, "", "stopped\n"), await RunAsync(new RootCommand { command }, stop.Token, "work"));
    }

    [Fact]
    public async Task What_takes_no_token_is_left_at_once()
    {
        var command = new Command("ask");
        using var stop = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        command.SetAction(_ =>
        {
            stop.Cancel();
            never.Wait(TimeSpan.FromSeconds(30), Stop);
        });

        Assert.Equal((130, "", "stopped\n"), await RunAsync(new RootCommand { command }, stop.Token, "ask"));
        never.Set();
    }

    [Theory]
    [InlineData("@/dev/zero")]
    [InlineData("[suggest:x]", "count")]
    [InlineData("count\0")]
    [InlineData("runs", "show", "\0", "--out", "x")]
    public async Task What_the_parser_alone_would_stumble_over_is_misuse(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(Root.Create(), Stop, arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Equal(1, error.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_long_argument_is_not_said_back_whole()
    {
        var (code, _, error) = await RunAsync(Root.Create(), Stop, "count", "mobilenext", "--" + new string('x', 100_000));

        Assert.Equal(2, code);
        Assert.InRange(error.Length, 1, 2200);
        Assert.EndsWith("(see workbench count --help)\n", error, StringComparison.Ordinal);
    }

    // The program makes the command alone that it is called with.
    [Fact]
    public async Task A_command_made_alone_answers_as_among_all_others()
    {
        foreach (var (name, create) in Root.Commands)
        {
            Assert.Equal(name, create().Name);
            foreach (var asked in (string[])["--help", "--nonsense"])
            {
                Assert.Equal(await RunAsync(Root.Create(), Stop, name, asked), await RunAsync(Root.Create(name), Stop, name, asked));
            }
        }
    }

    [Fact]
    public void Only_what_names_a_command_leaves_others_out()
    {
        int Made(string? called) => Root.Create(called).Subcommands.Count;

        Assert.Equal(1, Made("count"));
        Assert.All([null, "", "--help", "Count", "coun", "complete"], called => Assert.Equal(Root.Commands.Count, Made(called)));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(RootCommand root, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(root, arguments, output, error, stop);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class NativeException(string message) : ExternalException(message);
}
