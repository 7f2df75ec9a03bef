using Sandglass.Detection.Boxes;
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
