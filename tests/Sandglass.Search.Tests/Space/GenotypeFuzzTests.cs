using System.Text;
using Fuzzing;
using Sandglass.Blocks;
using Sandglass.Search.Space;
using Workbench.Tests;

namespace Sandglass.Search.Tests.Space;

/// <summary>Damaged genotypes, by seed: each is read, or refused with the one typed error.</summary>
[Collection(FuzzTests.Alone)]
public class GenotypeFuzzTests
{
    private const int Small = 16 << 20;

    private static readonly string[] Odd = ["range(2, 6)", "range(0,999)", "[", "]", "(", ")", "'", "none", "sandglass_3x3_t99", "inverted_9x9", "-1", "999", "1e400", "٣", "\ud800", "\0", "\u2028", ",", ""];

    [DeepFact]
    public void The_published_form()
    {
        var good = Genotype.DartsV2.ToString();
        var (read, refused) = new FuzzRuns("genotype-text", 1000) { MostAllocated = Small }.Run(
            random => Use(Genotype.Parse(random.Next(2) == 0 ? Encoding.UTF8.GetString(ByteMutations.Mutate(Encoding.UTF8.GetBytes(good), random)) : Exchanged(good, random))),
            IsOneLine);
        Assert.InRange(read, 1, refused);
    }

    [DeepFact]
    public void Json()
    {
        var good = Genotype.DartsV2.ToJson();
        var (read, refused) = new FuzzRuns("genotype-json", 1000) { MostAllocated = Small }.Run(
            random => Use(Genotype.FromJson(random.Next(4) == 0 ? Encoding.UTF8.GetString(ByteMutations.Mutate(Encoding.UTF8.GetBytes(good), random)) : JsonMutations.Mutate(good, random))),
            IsOneLine);
        Assert.InRange(read, 1, refused);
    }

    // What was read is whole: both forms say the same again.
    private static void Use(Genotype read)
    {
        Assert.Equal(read, Genotype.Parse(read.ToString()));
        Assert.Equal(read, Genotype.FromJson(read.ToJson()));
    }

    private static string Exchanged(string good, Random random)
    {
        var (from, to) = (random.Next(good.Length), random.Next(good.Length));
        return good[..Math.Min(from, to)] + Odd[random.Next(Odd.Length)] + good[Math.Min(good.Length, Math.Min(from, to) + random.Next(1, 16))..];
    }

    private static bool IsOneLine(Exception fault) =>
        fault is InvalidSpecException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 2000;
}
