using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class RankingTests
{
    [Fact]
    public void The_greatest_come_out_as_from_a_sort_by_number_and_index() =>
        Gen.Select(Gen.OneOf(Gen.Float[0, 1], Gen.Int[0, 3].Select(i => i / 3f)).Array[0, 300], Gen.Int[0, 320]).Sample((values, count) =>
        {
            var wanted = values.Select((value, i) => (value, i)).OrderByDescending(pair => pair.value).Select(pair => pair.i).Take(count);
            ulong[] keys = [.. values.Select(Ranking.Key)];
            var found = Ranking.Greatest(keys, count).ToArray();
            Assert.Equal(wanted, found.Select(Ranking.IndexOf));
            Assert.Equal(found.Select(key => values[Ranking.IndexOf(key)]), found.Select(Ranking.ValueOf));
        });

    [Fact]
    public void Minus_zero_is_zero_and_what_is_no_number_comes_first()
    {
        ulong[] keys = [Ranking.Key(-0f, 0), Ranking.Key(1, 1), Ranking.Key(float.NaN, 2), Ranking.Key(0, 3)];
        Assert.Equal([2, 1, 0, 3], Ranking.Greatest(keys, 4).ToArray().Select(Ranking.IndexOf));
    }
}
