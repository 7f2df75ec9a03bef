using System.Diagnostics;
using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;

namespace Workbench.Tests.Running;

public class FileBasedAppTests
{
    // Such an app is made for ahead-of-time compilation, where JSON may not use reflection.
    [DeepFact]
    public async Task An_app_of_one_file_names_a_run_as_the_workbench_does()
    {
        var folder = Directory.CreateTempSubdirectory("app-");
        try
        {
            var path = Path.Combine(folder.FullName, "app.cs");
            await File.WriteAllTextAsync(
                path,
                $$"""
                #:project {{Repository.PathTo("lib", "Sandglass", "Sandglass.csproj")}}
                #:property PublishAot=false
                #:property JsonSerializerIsReflectionEnabledByDefault=false
                using Sandglass;
                using Sandglass.Data;
                using Sandglass.Networks;
                using Sandglass.Training;
                var task = new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.25));
                Console.WriteLine(new RunSpec(task, Preset.Smoke.Recipe, new DataIdentity("x", "00", null, "00"), 1).Hash);
                Console.WriteLine(System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault);
                """,
                TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("dotnet", ["run", path]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
            using var app = Process.Start(start)!;
            var lines = (await app.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().Split('\n', StringSplitOptions.TrimEntries);
            await app.WaitForExitAsync(TestContext.Current.CancellationToken);

            var task = new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.25));
            var here = new RunSpec(task, Preset.Smoke.Recipe, new DataIdentity("x", "00", null, "00"), 1).Hash;
            Assert.Equal([here, "False"], lines[^2..]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
