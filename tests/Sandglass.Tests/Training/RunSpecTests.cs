using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Tests.Networks;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class RunSpecTests
{
    private static readonly NetworkPlan Plan = FrozenPlan.Sandglass(0.5);

    private static readonly RunSpec Spec = new(new Classification(Plan), new Recipe { Epochs = 3 }, new DataIdentity("images", "1", "2", "3"), 4);

    private static readonly Dictionary<string, RunSpec> Changed = new()
    {
        { "width", Of(FrozenPlan.Sandglass(0.51)) },
        { "family", Of(FrozenPlan.Inverted(0.5)) },
        { "identity multiplier", Of(Change(b => b with { IdentityMultiplier = 0.5 })) },
        { "activation", Of(Change(b => b with { Activation = Activation.SiLU })) },
        { "linear", Of(Change(b => b with { Linear = ConvSlots.Exit | ConvSlots.Input })) },
        { "epsilon", Of(Change(b => b with { NormEpsilon = 1e-3 })) },
        { "dropout", Of(Plan with { Dropout = 0.1 }) },
        { "initialisation", Spec with { Recipe = Spec.Recipe with { Initialization = Initialization.FanOut } } },
        { "cutout", Spec with { Recipe = Spec.Recipe with { Augmentation = new Augmentation(2, true, 4) } } },
        { "crop", OfPictures(a => a with { CropArea = 0.08 }) },
        { "interpolation", OfPictures(a => a with { CropInterpolation = "random" }) },
        { "colour jitter", OfPictures(a => a with { ColourJitter = 0.4 }) },
        { "RandAugment", OfPictures(a => a with { RandAugmentMagnitude = 9 }) },
        { "RandAugment's deviation", OfPictures(a => a with { RandAugmentMagnitude = 9, RandAugmentDeviation = 0.5 }) },
        { "RandAugment's operations", OfPictures(a => a with { RandAugmentMagnitude = 9, RandAugmentOps = 3 }) },
        { "random erasing", OfPictures(a => a with { RandomErasing = 0.2 }) },
        { "training images", Spec with { Data = Spec.Data with { Training = "9" } } },
        { "validation images", Spec with { Data = Spec.Data with { Validation = "9" } } },
        { "test images", Spec with { Data = Spec.Data with { Test = "9" } } },
        { "seed", Spec with { Seed = 5 } },
        { "threads", Spec with { Threads = 2 } },
        { "device", Spec with { Device = "cuda" } },
        { "backend", Spec with { Backend = "fused" } },
        { "precision", Spec with { Precision = "bfloat16" } },
        { "epochs", Spec with { Recipe = Spec.Recipe with { Epochs = 4 } } },
        { "batch size", Spec with { Recipe = Spec.Recipe with { BatchSize = 64 } } },
        { "learning rate", Spec with { Recipe = Spec.Recipe with { LearningRate = 0.2 } } },
        { "momentum", Spec with { Recipe = Spec.Recipe with { Optimizer = new Sgd { Momentum = 0.8, Nesterov = true } } } },
        { "plain momentum", Spec with { Recipe = Spec.Recipe with { Optimizer = new Sgd() } } },
        { "rmsprop", Spec with { Recipe = Spec.Recipe with { Optimizer = new RmsProp() } } },
        { "adam", Spec with { Recipe = Spec.Recipe with { Optimizer = new Adam() } } },
        { "constant", Spec with { Recipe = Spec.Recipe with { Schedule = new Constant() } } },
        { "least rate", Spec with { Recipe = Spec.Recipe with { Schedule = new Cosine { End = 1e-5 } } } },
        { "cosine by epoch", Spec with { Recipe = Spec.Recipe with { Schedule = new Cosine { PerEpoch = true } } } },
        { "drops", Spec with { Recipe = Spec.Recipe with { Schedule = new StepDrops([0.5]) } } },
        { "exponential", Spec with { Recipe = Spec.Recipe with { Schedule = new Exponential(0.97) } } },
        { "no warm-up", Spec with { Recipe = Spec.Recipe with { Warmup = null } } },
        { "warm-up", Spec with { Recipe = Spec.Recipe with { Warmup = new(Epochs: 1) } } },
        { "start factor", Spec with { Recipe = Spec.Recipe with { Warmup = new(Epochs: 0.5) { StartFactor = 0.1 } } } },
        { "decay", Spec with { Recipe = Spec.Recipe with { WeightDecay = 1e-4 } } },
        { "decay of vectors", Spec with { Recipe = Spec.Recipe with { DecaysVectors = true } } },
        { "clip norm", Spec with { Recipe = Spec.Recipe with { GradientClipNorm = 5 } } },
        { "mean of weights", Spec with { Recipe = Spec.Recipe with { WeightEma = 0.9999 } } },
        { "smoothing", Spec with { Recipe = Spec.Recipe with { LabelSmoothing = 0 } } },
        { "recipe's dropout", Spec with { Recipe = Spec.Recipe with { Dropout = 0.2 } } },
        { "normalisation", Spec with { Recipe = Spec.Recipe with { Normalization = new Normalization([0.5], [0.5]) } } },
        { "own activation", Of(Change(b => b with { Activation = Activation.Named("mish", 1) })) },
        { "own activation's version", Of(Change(b => b with { Activation = Activation.Named("mish", 2) })) },
        { "own layer", Of(Change(b => b with { OwnLayer = new OwnLayer("eca", 1) })) },
        { "own layer's version", Of(Change(b => b with { OwnLayer = new OwnLayer("eca", 2) })) },
        { "own layer's place", Of(Change(b => b with { OwnLayer = new OwnLayer("eca", 1) { After = ConvSlots.Hidden } })) },
    };

    public static TheoryData<string> Changes => [.. Changed.Keys];

    // What a generator seldom draws twice would never show that equal recipes have equal hashes.
    private static Gen<Recipe> Recipes { get; } =
        from epochs in Gen.Int[1, 2]
        from batch in OneOf(64, 128)
        from rates in OneOf((0.1, 0.5), (0.1, 0.5000000000000001), (0.2, 0.5))
        from momentum in OneOf(0.0, 0.9)
        from decay in OneOf(0.0, 4e-5)
        from smoothing in OneOf(0.0, 0.1)
        select new Recipe
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = rates.Item1,
            Warmup = new(Epochs: rates.Item2),
            Optimizer = new Sgd { Momentum = momentum, Nesterov = true },
            WeightDecay = decay,
            LabelSmoothing = smoothing,
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_decides_a_result_changes_the_hash(string what) => Assert.NotEqual(Spec.Hash, Changed[what].Hash);

    [Fact]
    public void Recipes_are_equal_where_their_hashes_are() => Gen.Select(Recipes, Recipes).Sample((a, b) =>
        (a == b) == ((Spec with { Recipe = a }).Hash == (Spec with { Recipe = b }).Hash));

    // A released default is frozen: where one of these hashes changes, runs of before are no longer found. If the change
    // is meant, raise the task's semantics; a new knob must carry its released value and change none of them.
    [Fact]
    public void The_hash_is_the_same_in_every_version() => Assert.Equal("c14385b77faa64ac", Spec.HashAt(1));

    [Fact]
    public void The_hash_of_every_changed_field_is_the_same_in_every_version()
    {
        var hashes = string.Join('\n', Changed.Select(change => $"{change.Key}: {change.Value.HashAt(1)}")) + "\n";
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "golden-hashes.txt")), hashes);
        Assert.Equal(Changed.Count + 1, Changed.Values.Select(changed => changed.HashAt(1)).Append(Spec.HashAt(1)).Distinct().Count());
    }

    [Fact]
    public void The_canonical_form_leaves_released_values_out_and_sorts_the_rest()
    {
        var form = CanonicalForm.Of(Spec, 1).AsObject();
        Assert.Equal(["data", "recipe", "seed", "task", "semantics"], form.Select(field => field.Key));
        Assert.Equal("""{"epochs":3}""", form["recipe"]!.ToJsonString());
        Assert.DoesNotContain("pointwiseGroups", form["task"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("isLinear", form["task"]!.ToJsonString(), StringComparison.Ordinal); // which follows from another value
        Assert.DoesNotContain("isLinear", RunJson.Text(Spec), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_semantics_are_another_hash() => Assert.NotEqual(Spec.HashAt(1), Spec.HashAt(2));

    // The initialiser may move on; what the hash leaves out may not.
    [Fact]
    public void Every_optional_value_of_a_spec_carries_what_was_released()
    {
        var owners = new Dictionary<Type, object>
        {
            [typeof(RunSpec)] = Spec,
            [typeof(Recipe)] = new Recipe { Epochs = 1 },
            [typeof(Sgd)] = new Sgd(),
            [typeof(RmsProp)] = new RmsProp(),
            [typeof(Adam)] = new Adam(),
            [typeof(Cosine)] = new Cosine(),
            [typeof(StepDrops)] = new StepDrops([]),
            [typeof(Exponential)] = new Exponential(1),
            [typeof(Warmup)] = new Warmup(),
            [typeof(NetworkPlan)] = new NetworkPlan { Name = "", Width = 1, Resolution = 1, Classes = 1, Stem = Plan.Stem, Stages = [] },
            [typeof(OwnLayer)] = new OwnLayer("a", 1),
            [typeof(BlockSpec)] = new BlockSpec { Family = BlockFamily.Sandglass, InChannels = 8, HiddenChannels = 4, OutChannels = 8, Spatial = SpatialPlacement.Ends },
        };
        Assert.All(owners, owner => Assert.All(
            owner.Key.GetProperties().Where(property => IsOptional(owner.Key, property)),
            property =>
            {
                var released = Assert.IsType<ReleasedAttribute>(Attribute.GetCustomAttribute(property, typeof(ReleasedAttribute)));
                var usual = JsonSerializer.SerializeToNode(property.GetValue(owner.Value), property.PropertyType, CanonicalForm.Options);
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(released.Json), usual), $"{owner.Key.Name}.{property.Name}: {released.Json}, usually {usual}");
            }));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_spec_comes_back_from_json(string what)
    {
        var spec = Changed[what];
        var json = RunJson.Text(spec);
        var back = RunJson.Parse<RunSpec>(json);

        Assert.Equal(spec.Hash, back.Hash);
        Assert.Equal(((Classification)spec.Task).Plan.Blocks, ((Classification)back.Task).Plan.Blocks);
        Assert.Equal(json, RunJson.Text(back));
    }

    [Theory]
    [InlineData("\"kind\": \"classification\"", "\"kind\": \"telepathy\"", "telepathy")]
    [InlineData("\"kind\": \"classification\"", "\"kind\": 3", "lacks its kind")]
    [InlineData("\"epochs\": 3", "\"epochs\": null", "epochs")]
    [InlineData("\"plan\":", "\"plane\":", "plan")]
    public void What_is_no_spec_is_refused(string written, string found, string named) => Assert.Contains(
        named, Assert.Throws<JsonException>(() => RunJson.Parse<RunSpec>(RunJson.Text(Spec).Replace(written, found))).Message);

    private static RunSpec OfPictures(Func<Augmentation, Augmentation> change) =>
        Spec with { Recipe = Spec.Recipe with { Augmentation = change(Augmentation.None) } };

    private static bool IsOptional(Type owner, PropertyInfo property) =>
        property.CanWrite
        && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
        && property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is null
        && new NullabilityInfoContext().Create(property).WriteState != NullabilityState.Nullable
        && (owner.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters().FirstOrDefault(p => p.Name == property.Name)?.HasDefaultValue ?? true);

    private static RunSpec Of(NetworkPlan plan) => Spec with { Task = new Classification(plan) };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static NetworkPlan Change(Func<BlockSpec, BlockSpec> change) =>
        Plan.WithBlocks((name, block) => name == "stage2.block2" ? change(block) : block);
}
