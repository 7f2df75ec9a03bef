using System.Reflection;
using Sandglass.Runtime;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// The notebook whose cell called, if any: what it shows, and whether it was interrupted. Our kernel says so under two names in
/// <see cref="AppContext"/>. .NET Interactive is asked by reflection, since the library is loaded into whichever version the
/// reader's editor brings.
/// </summary>
internal static class NotebookHost
{
    private const string Name = "Notebook.Display";
    private const string Grader = "Notebook.Checked";
    private const string Interactive = "Microsoft.DotNet.Interactive";

    /// <summary>Shows a value in the output of the cell that runs.</summary>
    /// <returns>What puts another value in its place; null where no cell runs, as in a program.</returns>
    public static Action<object>? Show(object value) => (AppContext.GetData(Name) as Func<object, Action<object>?>)?.Invoke(value);

    /// <summary>Tells who grades, if anyone does, what a check said.</summary>
    /// <param name="exercise">Its id.</param>
    /// <param name="outcome">How the answer stands.</param>
    /// <param name="words">What the check said.</param>
    public static void Checked(string exercise, string outcome, string words) =>
        (AppContext.GetData(Grader) as Action<string, string, string>)?.Invoke(exercise, outcome, words);

    /// <summary>Finds .NET Interactive, unless another kernel has said how it shows values.</summary>
    public static void Connect()
    {
        var host = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Interactive);
        var context = host?.GetType($"{Interactive}.KernelInvocationContext");
        if (AppContext.GetData(Name) is not null || context?.GetProperty("Current", BindingFlags.Public | BindingFlags.Static) is not { } current)
        {
            return;
        }

        var show = host!.GetType($"{Interactive}.KernelInvocationContextExtensions")?.GetMethods()
            .FirstOrDefault(method => method.Name == "Display" && method.GetParameters().Length == 3 && method.GetParameters()[1].ParameterType == typeof(object));
        AppContext.SetData(Name, (Func<object, Action<object>?>)(value => Show(show, current.GetValue(null), value)));
        if (context.GetProperty("CancellationToken") is { } token)
        {
            AppContext.SetData(Interruption.Name, (Func<CancellationToken>)(() =>
                current.GetValue(null) is { } running && token.GetValue(running) is CancellationToken given ? given : CancellationToken.None));
        }
    }

    private static Action<object>? Show(MethodInfo? show, object? context, object value)
    {
        if (context is null || show?.Invoke(null, [context, value, Array.Empty<string>()]) is not { } shown)
        {
            return null;
        }

        var update = shown.GetType().GetMethod("Update", [typeof(object)]);
        return update is null ? null : next => update.Invoke(shown, [next]);
    }
}
