using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Data;

/// <summary>The committed glyphs.</summary>
public class GlyphSetTests
{
    [Fact]
    public void Every_class_has_as_many_pictures_in_each_part()
    {
        using var set = GlyphSet.Load();
        Assert.Equal([160 * 62, 3, 32, 32], set.Training.Images.shape);
        foreach (var (part, perClass) in new[] { (set.Training, 160), (set.Validation, 32), (set.Test, 100) })
        {
            Assert.Equal(GlyphSet.ClassNames, part.ClassNames);
            Assert.All(part.LabelValues.ToArray().CountBy(label => label), count => Assert.Equal(perClass, count.Value));
            Assert.Equal(62 * perClass, part.Count);
        }
    }

    [Fact]
    public void No_font_family_or_package_is_in_two_parts()
    {
        var rows = Fonts();
        Assert.InRange(rows.Count, 60, 256);
        Assert.All(new[] { "family", "package", "sha256" }, column =>
            Assert.All(rows.GroupBy(row => row.Needed(column)), same => Assert.Single(same.Select(row => row.Needed("part")).Distinct())));
        foreach (var part in GlyphSet.Parts)
        {
            var drawn = IdxFile.Read(Path.Combine(GlyphSet.Committed(), part.Fonts), 1).Values.Distinct().Order().Select(number => (int)number);
            Assert.Equal(rows.Index().Where(row => row.Item.Needed("part") == part.Name).Select(row => row.Index), drawn);
        }
    }

    [Fact]
    public void A_font_draws_no_class_that_it_leaves_out()
    {
        var leftOut = Fonts().Select(row => row.Text("left_out").Split(' ')).ToArray();
        foreach (var part in GlyphSet.Parts)
        {
            var fonts = IdxFile.Read(Path.Combine(GlyphSet.Committed(), part.Fonts), 1).Values;
            var labels = IdxFile.Read(Path.Combine(GlyphSet.Committed(), part.Labels), 1).Values;
            Assert.All(fonts.Zip(labels), drawn => Assert.DoesNotContain(GlyphSet.ClassNames[drawn.Second], leftOut[drawn.First]));
        }
    }

    [Fact]
    public void The_files_are_small_and_whole_and_named_in_the_readme()
    {
        Assert.Equal(GlyphSet.Names, Checksums.Verify(GlyphSet.Committed()));
        Assert.InRange(new DirectoryInfo(GlyphSet.Committed()).EnumerateFiles().Sum(file => file.Length), 1, 8_000_000);
        var readme = File.ReadAllText(Path.Combine(GlyphSet.Committed(), "README.md"));
        Assert.All(GlyphSet.Names, name => Assert.Contains(Checksums.Sha256(Path.Combine(GlyphSet.Committed(), name)), readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_names_every_font_with_its_package_and_licence()
    {
        var lines = File.ReadAllLines(Path.Combine(GlyphSet.Committed(), "README.md"));
        Assert.All(Fonts(), row => Assert.Contains(lines, line =>
            line.Contains($"`{row.Needed("package")}` {row.Needed("version")}", StringComparison.Ordinal)
            && line.Contains(row.Needed("licence"), StringComparison.Ordinal)
            && line.Contains(row.Needed("family"), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_picture_is_in_one_part_only()
    {
        using var set = GlyphSet.Load();
        var seen = new HashSet<string>();
        foreach (var part in new[] { set.Training, set.Validation, set.Test })
        {
            for (var i = 0; i < part.Count; i++)
            {
                Assert.True(seen.Add(Convert.ToHexString(part.Pixels.Slice(i * 3072, 3072))), $"{part.Name} repeats picture {i}");
            }
        }
    }

    [Fact]
    public void A_data_source_says_which_in_a_word()
    {
        var source = RunJson.Parse<DataSource>("""{ "kind": "glyphs" }""");
        Assert.Equal(new GlyphImages(), source);
        using var set = (DatasetSplits)Preset.Smoke.Glyphs.Load();
        Assert.Equal([17 * 62, 4 * 62, 9 * 62], new[] { set.Training.Count, set.Validation.Count, set.Test.Count });
        Assert.StartsWith("glyphs/training", set.Identity.Name, StringComparison.Ordinal);
    }

    private static IReadOnlyList<CsvRecord> Fonts() =>
        Csv.Read(File.ReadAllText(Path.Combine(GlyphSet.Committed(), GlyphSet.FontsName)), GlyphSet.FontsName).Rows;
}
