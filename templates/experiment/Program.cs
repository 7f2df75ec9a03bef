using Sandglass;

// Does a larger depthwise kernel improve a sandglass block at equal cost?
var preset = args is [var given, ..] ? given : "quick"; // smoke: seconds; quick: minutes; standard: longer, for a result
const double MultiplyAdds = 3.2e6; // of one image, in both networks
const int Seeds = 3; // differences are within a seed; two seeds have a very wide interval

Console.WriteLine(Workbench.Start());
var usual = BlockSpec.Sandglass(96, 96);
var changed = usual with { Kernel = 5 };

var study = Study.Compare(("3x3", Network(usual)), ("5x5", Network(changed)));
var record = study.Run(preset, preset == "smoke" ? 2 : Seeds); // a finished run is found in results/ and not trained again

foreach (var arm in record.Summary())
{
    Console.WriteLine($"{arm.Arm}: {arm.Parameters:N0} parameters, {arm.MultiplyAdds:N0} multiply-adds, accuracy of each seed {string.Join(", ", arm.TestAccuracies.Select(accuracy => $"{accuracy:P1}"))}");
}

foreach (var verdict in record.Verdicts())
{
    Console.WriteLine(verdict.Words);
}

record.Plot(x: "multiply_adds").SavePng("ExperimentName.png");

// A network of equal blocks, as wide as the cost allows.
static NetworkPlan Network(BlockSpec block) => Plan.SmallImage(block).AtMultiplyAdds(MultiplyAdds);
