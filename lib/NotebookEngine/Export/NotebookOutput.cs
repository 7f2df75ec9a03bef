namespace NotebookEngine.Export;

/// <summary>An app's replacement of a notebook's display functions.</summary>
internal static class NotebookOutput
{
    /// <summary>The class that prints what is shown, as C# of the app.</summary>
    public const string Text =
        """
        /// <summary>Prints what a notebook's cells show.</summary>
        internal static class NotebookOutput
        {
            // As a notebook shows it, where a library of the app brings the notebook's formatters.
            private static readonly System.Reflection.MethodInfo ToText = System.Type
                .GetType("Microsoft.DotNet.Interactive.Formatting.Formatter, Microsoft.DotNet.Interactive.Formatting")
                ?.GetMethod("ToDisplayString", [typeof(object), typeof(string)]);

            public static Shown display(object value, params string[] mimeTypes) => new(value);

            public static Shown Display(this object value, params string[] mimeTypes) => new(value);

            public static Shown DisplayAs(this string value, string mimeType) => new(value);

            private static string Text(object value) => value switch
            {
                null => "null",
                string text => text,
                _ when ToText is not null => (string)ToText.Invoke(null, [value, "text/plain"]),
                System.Collections.IEnumerable items => $"[ {string.Join(", ", System.Linq.Enumerable.Select(System.Linq.Enumerable.Cast<object>(items), Text))} ]",
                _ => System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
            };

            public sealed class Shown
            {
                public Shown(object value) => Update(value);

                public void Update(object value) => System.Console.WriteLine(Text(value));
            }
        }

        """;
}
