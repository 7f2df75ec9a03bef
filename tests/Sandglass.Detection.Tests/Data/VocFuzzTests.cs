using System.Text;
using Fuzzing;
using Sandglass.Data;
using Sandglass.Detection.Data.Voc;
using Workbench.Tests;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Damaged devkits, by seed: each is read, or refused with the one typed error.</summary>
[Collection(FuzzTests.Alone)]
public sealed class VocFuzzTests : IDisposable
{
    private const int Small = 32 << 20;

    private static readonly string[] Odd =
    [
        "1e400", "-1e400", "NaN", "∞", "-1", "0", "1.5", "99999999999999999999", "", " ", "<![CDATA[1]]>", "&#0;", "&#xD800;", "&amp;", "&laughs;", "<!-- -->", "<?x?>",
        "<a>", "</a>", "<object>", "</object>", "<!DOCTYPE a [<!ENTITY laughs \"ha\">]>", "<a xmlns=\"b\"/>", "..", "../../x.jpg", "a\0b", "\ufffe",
    ];

    private readonly SmallDevkit _devkit = new();

    public void Dispose() => _devkit.Dispose();

    [DeepFact]
    public void Annotations()
    {
        var good = Good();
        var words = good.Split('<', '>');
        var (read, refused) = new FuzzRuns("voc-annotation", 1500) { MostAllocated = Small }.Run(
            random =>
            {
                var bytes = random.Next(2) == 0 ? ByteMutations.Mutate(Encoding.UTF8.GetBytes(good), random) : Encoding.UTF8.GetBytes(Exchanged(good, words, random));
                var annotation = VocAnnotation.Parse(bytes, "1.xml");
                Assert.All(annotation.Objects, found =>
                {
                    Assert.InRange(found.Box.Left, 0, found.Box.Right - 0.99f);
                    Assert.InRange(found.Box.Top, 0, found.Box.Bottom - 0.99f);
                    Assert.True(found.Box.Right <= annotation.Width && found.Box.Bottom <= annotation.Height);
                });
            },
            IsOneLine);
        Assert.InRange(read, 1, refused);
    }

    [DeepFact]
    public void Lists_and_what_they_lead_to()
    {
        foreach (var id in (string[])["1", "a b", "c 1"])
        {
            _devkit.Add("VOC2007", id, SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9)), 8, 8);
            _devkit.Add("VOC2007", id, SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 8, 8)), 8, 8);
        }

        var list = Encoding.UTF8.GetBytes("1  1\na b\t0\nc 1\n\na b -1\n1 -1\n"[..^12]);
        var annotation = Good();
        var words = annotation.Split('<', '>');
        var (read, refused) = new FuzzRuns("voc-set", 1000) { MostAllocated = Small }.Run(
            random =>
            {
                Directory.CreateDirectory(_devkit["VOC2007", "ImageSets", "Main"]);
                File.WriteAllBytes(_devkit["VOC2007", "ImageSets", "Main", "test.txt"], random.Next(2) == 0 ? ByteMutations.Mutate(list, random) : list);
                if (random.Next(2) == 0)
                {
                    File.WriteAllText(_devkit["VOC2007", "Annotations", "1.xml"], Exchanged(annotation, words, random));
                }

                var set = VocSet.Open(_devkit.Path, [VocPart.Parse("VOC2007/test")]);
                for (var i = 0; i < set.Count; i++)
                {
                    set.Read(i);
                }
            },
            IsOneLine);
        Assert.True(read > 0 && refused > 0);
    }

    private static string Good() =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><annotation><folder>VOC2007</folder><filename>1.jpg</filename><size><width>8</width><height>8</height><depth>3</depth></size>"
        + SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 8, 8)) + SmallDevkit.Object("person", SmallDevkit.Box(2.5, 2, 3, 3.25)) + "</annotation>";

    // A name or a text put in the place of another.
    private static string Exchanged(string good, string[] words, Random random)
    {
        var text = good;
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var word = words[random.Next(words.Length)];
            var at = word.Length == 0 ? random.Next(text.Length) : text.IndexOf(word, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at] + (random.Next(4) == 0 ? words[random.Next(words.Length)] : Odd[random.Next(Odd.Length)]) + text[Math.Min(text.Length, at + word.Length)..];
        }

        return text;
    }

    private static bool IsOneLine(Exception fault) =>
        fault is DataFormatException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 2000;
}
