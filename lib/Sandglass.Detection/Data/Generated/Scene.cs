using Sandglass.Detection.Boxes;
using Sandglass.Images;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data.Generated;

/// <summary>
/// One generated picture. Garments are painted one over the other; none may hide more of an earlier one than the rule
/// allows. Which pixel shows which object is kept, so that boxes are tight around what is visible.
/// </summary>
internal sealed class Scene
{
    private const int Ground = -1;

    private readonly SceneRule _rule;
    private readonly List<(int Class, int Pixels)> _painted = [];
    private readonly int[] _owners;
    private readonly double[] _greys;

    private Scene(SceneRule rule, RandomStream random)
    {
        _rule = rule;
        _greys = Texture.Paint(rule.Side, random);
        _owners = new int[_greys.Length];
        Array.Fill(_owners, Ground);
    }

    /// <summary>Number of the object that each pixel shows; -1 for the ground.</summary>
    public IReadOnlyList<int> Owners => _owners;

    /// <summary>Paints a picture from garments drawn at random.</summary>
    public static Scene Paint(SceneRule rule, IReadOnlyList<Cutout> garments, RandomStream random)
    {
        var scene = new Scene(rule, random);
        var wanted = 1 + random.NextInt32(rule.MostObjects);
        for (var i = 0; i < wanted; i++)
        {
            scene.Place(garments[random.NextInt32(garments.Count)], random);
        }
        return scene;
    }

    /// <summary>The greys, row by row.</summary>
    public byte[] Pixels() => [.. _greys.Select(grey => (byte)Math.Clamp(grey + 0.5, 0, 255))];

    /// <summary>The objects, the first painted first.</summary>
    public IReadOnlyList<SceneObject> Objects()
    {
        var boxes = new (int Left, int Top, int Right, int Bottom)[_painted.Count];
        Array.Fill(boxes, (int.MaxValue, int.MaxValue, 0, 0));
        var visible = new int[_painted.Count];
        for (var i = 0; i < _owners.Length; i++)
        {
            if (_owners[i] is >= 0 and var owner)
            {
                var (x, y, box) = (i % _rule.Side, i / _rule.Side, boxes[owner]);
                boxes[owner] = (Math.Min(box.Left, x), Math.Min(box.Top, y), Math.Max(box.Right, x + 1), Math.Max(box.Bottom, y + 1));
                visible[owner]++;
            }
        }
        return
        [
            .. _painted.Select((painted, i) => new SceneObject(
                painted.Class,
                new Box(boxes[i].Left, boxes[i].Top, boxes[i].Right, boxes[i].Bottom),
                (double)visible[i] / painted.Pixels)),
        ];
    }

    private void Place(Cutout cutout, RandomStream random)
    {
        var size = random.NextDouble();
        var share = _rule.SmallestShare + ((_rule.LargestShare - _rule.SmallestShare) * size * size);
        var garment = new Garment(cutout, Math.Max(1, (int)(share * _rule.Side)), random.NextInt32(2) == 1);
        for (var attempt = 0; attempt < SceneRule.MostAttempts && garment.Pixels > 0; attempt++)
        {
            var left = random.NextInt32(_rule.Side - garment.Width + 1);
            var top = random.NextInt32(_rule.Side - garment.Height + 1);
            if (LeavesOthersVisible(garment, left, top))
            {
                PaintOver(garment, left, top);
                return;
            }
        }
    }

    private bool LeavesOthersVisible(Garment garment, int left, int top)
    {
        var visible = new int[_painted.Count];
        foreach (var owner in _owners)
        {
            if (owner != Ground)
            {
                visible[owner]++;
            }
        }
        foreach (var (at, _) in Places(garment, left, top))
        {
            if (_owners[at] != Ground)
            {
                visible[_owners[at]]--;
            }
        }
        for (var i = 0; i < visible.Length; i++)
        {
            if (visible[i] < SceneRule.LeastVisible * _painted[i].Pixels)
            {
                return false;
            }
        }
        return true;
    }

    private void PaintOver(Garment garment, int left, int top)
    {
        foreach (var (at, grey) in Places(garment, left, top))
        {
            (_owners[at], _greys[at]) = (_painted.Count, grey);
        }
        _painted.Add((garment.Class, garment.Pixels));
    }

    private IEnumerable<(int At, byte Grey)> Places(Garment garment, int left, int top)
    {
        for (var y = 0; y < garment.Height; y++)
        {
            for (var x = 0; x < garment.Width; x++)
            {
                if (garment.Belongs(x, y))
                {
                    yield return (((top + y) * _rule.Side) + left + x, garment.Grey(x, y));
                }
            }
        }
    }
}

/// <summary>An object of a generated picture.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Box">Tight edges around its visible pixels, in pixels.</param>
/// <param name="Visible">Share of its pixels that nothing in front of it hides, in [0.5, 1].</param>
internal readonly record struct SceneObject(int Class, Box Box, double Visible)
{
    public bool IsDifficult => Visible < SceneRule.EasilyVisible;

    public bool IsTruncated => Visible < 1;
}

/// <summary>What generated pictures are like.</summary>
/// <param name="Side">Pixels of each side.</param>
/// <param name="MostObjects">Each picture has 1 to so many, all equally likely; one that finds no room is left out.</param>
/// <param name="SmallestShare">The longer side of an object at least, as a share of the picture's.</param>
/// <param name="LargestShare">The same at most; small objects are likelier than large ones.</param>
internal sealed record SceneRule(int Side = 128, int MostObjects = 6, double SmallestShare = 0.16, double LargestShare = 0.62)
{
    /// <summary>Least share of an object's pixels that the objects in front of it leave visible.</summary>
    public const double LeastVisible = 0.5;

    /// <summary>An object of which less is visible is called difficult.</summary>
    public const double EasilyVisible = 0.7;

    internal const int MostAttempts = 20;

    /// <summary>The same rule, if it can be followed.</summary>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    internal SceneRule Validated() =>
        Side is >= 32 and <= 2048 && MostObjects is >= 1 and <= 50 && SmallestShare > 0 && SmallestShare <= LargestShare && LargestShare <= 1
            ? this
            : throw new WorkbenchException(
                $"{this} cannot be used: sides have 32 to 2,048 pixels, pictures 1 to 50 objects, and shares lie in order in (0, 1].");
}
