using Sandglass;
using Sandglass.Display.Figures;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>One difference over all cells of recorded studies, as a table and as a forest plot.</summary>
internal static class StudyOverall
{
    /// <param name="studies">The studies.</param>
    /// <param name="first">The arm whose outcome is taken…</param>
    /// <param name="second">…minus that of this one.</param>
    /// <param name="picture">PNG file of the forest plot; null for none.</param>
    /// <param name="output">Where the table is written.</param>
    /// <param name="width">Characters of a line.</param>
    public static void Write(IReadOnlyList<StudyRecord> studies, string first, string second, string? picture, TextWriter output, int width)
    {
        studies.Overall(first, second).Capitalized().Write(output, width, 0);
        if (picture is not null)
        {
            OverallFigure.Of(studies, first, second).SavePng(picture);
            output.WriteLine($"written: {picture}");
        }
    }
}
