using System.Diagnostics;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;
using Workbench.Tests;

namespace Sandglass.Images.Tests;

/// <summary>The same bytes from Pillow, on random pictures and for what torchvision and timm ask of it.</summary>
public class PillowParityTests
{
    private readonly RandomStream _random = new RandomStreams(5).Open("pillow");
    private readonly List<(object Case, byte[] Ours)> _cases = [];

    [DeepFact]
    public async Task Pictures_are_resized_the_same()
    {
        for (var i = 0; i < 400; i++)
        {
            var (image, resampling, isMirrored) = (Picture(160), Either(), _random.NextInt32(2) == 1);
            var (width, height) = (1 + _random.NextInt32(150), 1 + _random.NextInt32(150));
            var (across, down) = (1 + _random.NextInt32(image.Width), 1 + _random.NextInt32(image.Height));
            var box = new PixelBox(_random.NextInt32(image.Width - across + 1), _random.NextInt32(image.Height - down + 1), across, down);
            var ours = new byte[width * height * image.Channels];
            Resampler.Resize(image, box, width, height, new PixelBox(0, 0, width, height), resampling, isMirrored, ours);
            Add("resize", image, ours, new { box = (int[])[box.Left, box.Top, across, down], size = (int[])[width, height], filter = $"{resampling}", mirrored = isMirrored });
        }

        await CompareAsync();
    }

    [DeepFact]
    public async Task The_centre_to_evaluate_is_the_same()
    {
        for (var i = 0; i < 200; i++)
        {
            var (image, resampling, side, share) = (Picture(160), Either(), 1 + _random.NextInt32(80), 0.5 + (_random.NextDouble() / 2));
            var numbers = new float[side * side * image.Channels];
            var bytes = new Normalization([.. new double[image.Channels]], [.. Enumerable.Repeat(1 / 255.0, image.Channels)]);
            new EvaluationTransform(side, share, resampling, bytes).Write(image, numbers);
            byte[] ours = [.. numbers.Select(number => (byte)Math.Round(number))];
            Add("evaluate", image, ours, new { shorter = (int)Math.Round(side / share), side, filter = $"{resampling}" });
        }

        await CompareAsync();
    }

    [DeepFact]
    public async Task Every_operation_of_RandAugment_is_the_same()
    {
        for (var i = 0; i < 50 * RandAugment.Names.Count; i++)
        {
            var (place, resampling, isNegative) = (i % RandAugment.Names.Count, Either(), _random.NextInt32(2) == 1);
            var share = (i / RandAugment.Names.Count) switch { 0 => 0, 1 => 1, _ => _random.NextDouble() };
            var image = Picture(90, isSquare: true);
            byte[] fill = [.. Enumerable.Range(0, image.Channels).Select(_ => (byte)_random.NextInt32(256))];
            using var canvas = CanvasOf(image);
            new RandAugment(9, 0.5, 2, fill).Apply(canvas, place, share, isNegative, resampling);
            Add(RandAugment.Names[place], image, canvas.Pixels.ToArray(), new { share, negative = isNegative, filter = $"{resampling}", fill = fill.Select(level => (int)level) });
        }

        await CompareAsync();
    }

    [DeepFact]
    public async Task Brightness_contrast_saturation_and_sharpness_are_the_same()
    {
        (string Way, Action<Canvas, double> Change)[] ways =
        [
            ("brightness", Enhancement.Brightness), ("contrast", Enhancement.Contrast), ("colour", Enhancement.Saturation), ("sharpness", Enhancement.Sharpness),
        ];
        for (var i = 0; i < 240; i++)
        {
            var (way, change) = ways[i % 4];
            var factor = (i / 4) switch { 0 => 0, 1 => 1, 2 => 2, _ => 2 * _random.NextDouble() };
            var image = Picture(90, isSquare: true);
            using var canvas = CanvasOf(image);
            change(canvas, factor);
            Add(way, image, canvas.Pixels.ToArray(), new { factor });
        }

        await CompareAsync();
    }

    [DeepFact]
    public async Task Files_are_decoded_the_same()
    {
        for (var i = 0; i < 60; i++)
        {
            // Our own files have their colours at half the resolution.
            var file = ImageFile.Write(Picture(120), i % 3 == 0 ? ImageFormat.Png : ImageFormat.Jpeg);
            file = i % 3 == 1 ? OddPictures.WithOrientation(file, 1 + _random.NextInt32(8)) : file;
            _cases.Add((new { way = "decode", file = Convert.ToBase64String(file) }, ImageFile.Parse(file, "a picture", 3, "give another").Pixels));
        }

        await CompareAsync();
    }

    private Resampling Either() => (Resampling)_random.NextInt32(2);

    // Noise, or waves of colour.
    private PixelImage Picture(int most, bool isSquare = false)
    {
        var (width, channels) = (1 + _random.NextInt32(most), _random.NextInt32(4) == 0 ? 1 : 3);
        var height = isSquare ? width : 1 + _random.NextInt32(most);
        var (noise, wave) = (_random.NextDouble() < 0.3 ? 255 : 20 * _random.NextDouble(), 0.3 * _random.NextDouble());
        return new PixelImage(width, height, channels,
        [
            .. from i in Enumerable.Range(0, width * height * channels)
               let level = 128 + (100 * Math.Sin((wave * (i / channels % width)) + (0.1 * (i / channels / width)) + (i % channels)))
               select (byte)Math.Clamp(level + (noise * (_random.NextDouble() - 0.5)), 0, 255),
        ]);
    }

    private static Canvas CanvasOf(PixelImage image)
    {
        var canvas = new Canvas(image.Width, image.Channels);
        image.Pixels.CopyTo(canvas.Pixels);
        return canvas;
    }

    private void Add(string way, PixelImage image, byte[] ours, object how)
    {
        var line = JsonSerializer.SerializeToNode(how)!;
        (line["way"], line["width"], line["height"], line["channels"]) = (way, image.Width, image.Height, image.Channels);
        line["pixels"] = Convert.ToBase64String(image.Pixels);
        _cases.Add((line, ours));
    }

    private async Task CompareAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var script = Path.Combine(AppContext.BaseDirectory, "parity", "pillow_pixels.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        foreach (var (line, _) in _cases)
        {
            await python.StandardInput.WriteLineAsync(JsonSerializer.Serialize(line));
        }

        python.StandardInput.Close();
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, await errors);
        var answers = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(_cases.Count, answers.Length);
        Assert.All(_cases.Zip(answers), pair => Assert.True(
            Convert.FromBase64String(pair.Second).AsSpan().SequenceEqual(pair.First.Ours), $"other bytes: {JsonSerializer.Serialize(pair.First.Case)}"));
    }
}
