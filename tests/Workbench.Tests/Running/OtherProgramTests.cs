using System.Runtime.Versioning;
using Workbench.Running;

namespace Workbench.Tests.Running;

public sealed class OtherProgramTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_program_in_the_current_folder_is_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it writes a script for a Unix shell");
        var name = $"program-{Guid.NewGuid():n}";
        try
        {
            File.WriteAllText(name, "#!/bin/sh\necho here\n");
            File.SetUnixFileMode(name, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Null(OtherProgram.Run(name, []));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void One_that_is_not_there_says_nothing() => Assert.Null(OtherProgram.Run("no-such-program-anywhere", ["--version"]));

    [Fact]
    public void It_is_told_what_a_program_wrote_and_how_it_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it runs a Unix shell");
        Assert.Equal(new OtherProgram(3, "out\n", "wrong\n"), OtherProgram.Run("sh", ["-c", "echo out; echo wrong >&2; exit 3"]));
        Assert.Equal("/\n", OtherProgram.Run("pwd", [], "/")?.Output);
    }

    [Fact]
    public void One_that_takes_too_long_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it runs a Unix program");
        Assert.Null(OtherProgram.Run("sleep", ["60"], patience: TimeSpan.FromMilliseconds(50)));
    }
}
