using System.Diagnostics;
using Sandglass;
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
                #:project {{Repository.PathTo("lib", "Sandglass.Display", "Sandglass.Display.csproj")}}
                #:property PublishAot=false
                #:property JsonSerializerIsReflectionEnabledByDefault=false
                using Sandglass;
                Workbench.Start();
                Console.WriteLine(Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtWidth(0.25).Train("smoke", results: "results").Hash);
                Console.WriteLine(System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault);
                """,
                TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("dotnet", ["run", path]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
            start.Environment["SANDGLASS_DATA"] = Repository.PathTo("data");
            using var app = Process.Start(start)!;
            var lines = (await app.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().Split('\n', StringSplitOptions.TrimEntries);
            await app.WaitForExitAsync(TestContext.Current.CancellationToken);

            using var images = Preset.Smoke.LoadData();
            var plan = Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtWidth(0.25);
            var here = new RunSpec(new Classification(plan), Preset.Smoke.Recipe, images.Identity, 1).Hash;
            Assert.Equal([here, "False"], lines[^2..]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
