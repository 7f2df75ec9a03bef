using Sandglass;

// Does a larger depthwise kernel improve a sandglass block at equal cost?
var preset = args is [var given, ..] ? given : "quick"; // smoke: seconds; quick: minutes; standard: longer, for an answer
const double MultiplyAdds = 3.2e6; // of one image, in both networks
const int Seeds = 3; // differences are within a seed; two seeds have a very wide interval

Console.WriteLine(Workbench.Start());
var usual = BlockSpec.Sandglass(96, 96);
var changed = usual with { Kernel = 5 };

var study = Study.Compare(("3x3", Network(usual)), ("5x5", Network(changed)));
var result = study.Run(preset, preset == "smoke" ? 2 : Seeds); // a finished run is found in results/ and not trained again

foreach (var arm in result.Summary())
{
    Console.WriteLine($"{arm.Arm}: {arm.Parameters:N0} parameters, {arm.MultiplyAdds:N0} multiply-adds, accuracy of each seed {string.Join(", ", arm.TestAccuracies.Select(accuracy => $"{accuracy:P1}"))}");
}

foreach (var verdict in result.Verdicts())
{
    Console.WriteLine($"{verdict.Planned.First} against {verdict.Planned.Second}: {verdict.Words}, {Points(verdict.Corrected.Mean)} ({Points(verdict.Corrected.Low)} to {Points(verdict.Corrected.High)}) points of test accuracy");
}

result.Plot(x: "multiply_adds").SavePng("ExperimentName.png");

static string Points(double difference) => $"{100 * difference:+0.0;-0.0;0.0}";

// A network of equal blocks, as wide as the cost allows.
static NetworkPlan Network(BlockSpec block) => Plan.SmallImage(block).AtMultiplyAdds(MultiplyAdds);
