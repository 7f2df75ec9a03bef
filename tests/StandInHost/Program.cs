using System.Collections;
using System.Reflection;
using System.Runtime.Loader;

// StandInHost <library> <default|context> [fsharp]
//   default  loads the library as .NET Interactive does, into the default context
//   context  loads it as a Roslyn script host does, into a context of its own that looks beside the library
//   fsharp   touches the host's own FSharp.Core first
var library = Path.GetFullPath(args[0]);
if (args.Contains("fsharp"))
{
    Console.WriteLine($"host {typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName().Version}");
}

var display = args[1] == "default" ? Assembly.LoadFrom(library) : new Beside(Path.GetDirectoryName(library)!).LoadFromAssemblyPath(library);
var start = display.GetType("Sandglass.Display.Notebooks.Notebook")!.GetMethod("Start")!;
Console.WriteLine(start.Invoke(null, [1, 1]));
Console.WriteLine(start.Invoke(null, [1, 1]));

var core = AssemblyLoadContext.GetLoadContext(display)!.LoadFromAssemblyName(new AssemblyName("Sandglass"));
var pointType = core.GetType("Sandglass.Studies.CurvePoint")!;
var family = Enum.ToObject(core.GetType("Sandglass.Blocks.BlockFamily")!, 0);
var points = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(pointType))!;
points.Add(Activator.CreateInstance(pointType, family, "1x", 1, 1, 2.0, 0.5));
points.Add(Activator.CreateInstance(pointType, family, "1x", 1, 2, 1.0, 0.7));
var figure = display.GetType("Sandglass.Display.Figures.LearningCurveFigures")!.GetMethod("TrainingLoss")!.Invoke(null, [points])!;
var toChart = figure.GetType().GetMethod("ToChart")!;
var json = (string)toChart.ReturnType.GetMethod("toJson")!.Invoke(null, [toChart.Invoke(figure, null)])!;
var picture = (byte[])figure.GetType().GetMethod("ToPng")!.Invoke(figure, [1])!;

Console.WriteLine(json.Length > 100 && picture.Length > 1000 ? "chart and picture drawn" : "nothing drawn");
foreach (var used in AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == "FSharp.Core"))
{
    Console.WriteLine($"FSharp.Core {used.GetName().Version} in {AssemblyLoadContext.GetLoadContext(used)!.Name}");
}

internal sealed class Beside : AssemblyLoadContext
{
    public Beside(string folder)
        : base("beside") => Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
}
