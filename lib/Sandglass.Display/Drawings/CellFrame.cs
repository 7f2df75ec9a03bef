namespace Sandglass.Display.Drawings;

/// <summary>
/// Where things stand on the drawing of a cell, in pixels. Every map has a lane that runs downwards: the inputs' left of the
/// operations, the nodes' right of them, the first outermost. A node's two operations, boxes of one size, stand side by side
/// above it, so nothing but lanes and their branches ever cross.
/// </summary>
internal sealed record CellFrame(double Left, double Top, int Nodes, double BoxWidth, double BoxHeight)
{
    public const double NodeRadius = 13;
    public const double OutputHeight = 28;

    private const double Lane = 15;
    private const double BoxGap = 20;
    private const double Beside = 14;
    private const double BranchRoom = 34;
    private const double NodeRoom = 56;
    private const double BelowInputs = 28;

    public double Width => (2 * Lane) + Beside + (2 * BoxWidth) + BoxGap + Beside + (Nodes * Lane);
    public double Bottom => OutputTop + OutputHeight;
    public double OutputTop => Row(Nodes) + 18;

    /// <summary>Left edge of the left or the right operation of a row.</summary>
    public double Box(bool right) => Left + (2 * Lane) + Beside + (right ? BoxWidth + BoxGap : 0);

    /// <summary>Middle of the left or the right operation.</summary>
    public double BoxMiddle(bool right) => Box(right) + (BoxWidth / 2);

    /// <summary>Middle between them, where the nodes stand.</summary>
    public double Middle => Box(right: true) - (BoxGap / 2);

    /// <summary>The lane of a map: 0 and 1 are the inputs, 2 is the first node.</summary>
    public double LaneOf(int map) => map < 2
        ? Left + (Lane * (map + 0.5))
        : Left + Width - (Lane * (map - 1.5));

    /// <summary>Whether the lane of a map is left of the operations.</summary>
    public static bool IsLeft(int map) => map < 2;

    /// <summary>Where the line of an input turns to its lane.</summary>
    public double InputTurn(int input) => Top + BoxHeight + 8 + (10 * input);

    public double Row(int node) => Top + BoxHeight + BelowInputs + (node * (BranchRoom + BoxHeight + NodeRoom));

    /// <summary>The height at which a branch runs to an operation.</summary>
    public double Branch(int node, bool upper) => Row(node) + (upper ? 8 : 19);

    public double BoxTop(int node) => Row(node) + BranchRoom;

    public double NodeAt(int node) => BoxTop(node) + BoxHeight + 20;

    /// <summary>The height at which a node's map runs to its lane.</summary>
    public double NodeExit(int node) => NodeAt(node) + NodeRadius + 10;
}
