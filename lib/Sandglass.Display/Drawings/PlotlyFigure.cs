using System.Text.Json.Serialization;

namespace Sandglass.Display.Drawings;

// What plotly.js calls these things; properties are written in lower case unless they say otherwise.

/// <summary>A figure without traces: axes in pixels, shapes, words and a slider.</summary>
internal sealed record PlotlyFigure(IReadOnlyList<PlotlyTrace> Data, PlotlyLayout Layout, PlotlyConfig Config);

/// <summary>A trace without points: plotly.js draws axes only where there is one.</summary>
internal sealed record PlotlyTrace(string Type, double[] X, double[] Y, string HoverInfo = "skip");

internal sealed record PlotlyLayout(
    double Width, double Height, PlotlyMargin Margin, PlotlyAxis XAxis, PlotlyAxis YAxis, IReadOnlyList<PlotlyShape> Shapes,
    IReadOnlyList<PlotlyText> Annotations, IReadOnlyList<PlotlySlider> Sliders, PlotlyFont Font, PlotlyTemplate Template, string Paper_BgColor, string Plot_BgColor,
    bool ShowLegend = false);

internal sealed record PlotlyConfig([property: JsonPropertyName("displayModeBar")] bool DisplayModeBar = false);

internal sealed record PlotlyMargin(double L, double R, double T, double B);

internal sealed record PlotlyAxis(double[] Range, bool Visible = false, bool FixedRange = true);

internal sealed record PlotlyLine(string? Color, double Width, string? Dash);

internal sealed record PlotlyShape(
    string? Type, string? Path, double? X0, double? X1, double? Y0, double? Y1, string? FillColor, PlotlyLine Line);

/// <summary>What is left out is as in the whole figure.</summary>
internal sealed record PlotlyFont(double? Size, string? Color, string? Family = null);

internal sealed record PlotlyText(string Text, double X, double Y, string? XAnchor, PlotlyFont? Font);

/// <summary>What all shapes and words have in common, so that it is not written with each.</summary>
internal sealed record PlotlyTemplate(PlotlyDefaults Layout);

internal sealed record PlotlyDefaults(PlotlyWordDefaults AnnotationDefaults, PlotlyShapeDefaults ShapeDefaults);

internal sealed record PlotlyWordDefaults(bool ShowArrow = false);

internal sealed record PlotlyShapeDefaults(string Type = "path");

internal sealed record PlotlySlider(
    int Active, PlotlyCurrent CurrentValue, IReadOnlyList<PlotlyStep> Steps, PlotlyPad Pad, double X = 0.02, double Len = 0.96);

internal sealed record PlotlyCurrent(string Prefix);

internal sealed record PlotlyPad(double T);

internal sealed record PlotlyStep(string Label, string Method, IReadOnlyList<object> Args);

/// <summary>What a step of the slider puts in the layout's place.</summary>
internal sealed record PlotlyState(IReadOnlyList<PlotlyShape> Shapes, IReadOnlyList<PlotlyText> Annotations);
