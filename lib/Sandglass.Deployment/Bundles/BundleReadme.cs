using System.Globalization;
using Sandglass.Weights;

namespace Sandglass.Deployment.Bundles;

/// <summary>The page that goes with a bundle: what is in it, and how it is timed on a phone.</summary>
internal static class BundleReadme
{
    /// <summary>Name of the file.</summary>
    public const string File = "README.md";

    private const string Line = "python3 -m http.server 8000";

    /// <summary>The page, in Markdown.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="title">The network and whose weights it has.</param>
    /// <param name="input">What the input is, in words.</param>
    /// <param name="multiplyAdds">Multiply-adds of one image.</param>
    public static string Of(DeviceBundle bundle, string title, string input, long multiplyAdds)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var version = typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly.GetName().Version!.ToString(3);
        return
            $"""
            # {Inline(title)}

            {multiplyAdds.ToString("n0", CultureInfo.InvariantCulture)} multiply-adds an image. One input and the answer to it go along, so that another
            machine can time the network and show that it computes the same.

            | file | what it is |
            |---|---|
            | `{DeviceBundle.Model}` | the network, operators of set {bundle.Graph.OperatorSet}: {Tensor(bundle.Input)} to {string.Join(", ", bundle.Expected.Select(Tensor))}; the first size is free |
            | `{DeviceBundle.InputFile}` | {input}: {bundle.Input.Count} numbers, float32, little endian, the last axis fastest |
            | `{DeviceBundle.ExpectedFile}` | the answer of ONNX Runtime {version} on the CPU of the machine that wrote this folder: {bundle.Expected.Sum(tensor => tensor.Count)} numbers{(bundle.Expected.Count > 1 ? ", the outputs one after the other" : "")} |
            | `{DeviceBundle.TestData}/` | the same as tensors of ONNX, as ONNX Runtime's own tools read them |
            | `index.html` | times and checks the network in a browser, also a phone's |

            ## On an Android phone

            ONNX Runtime's `onnxruntime_perf_test` is built from its sources, with Android's SDK and NDK at hand
            (https://onnxruntime.ai/docs/build/android.html):

            ```
            git clone --recursive https://github.com/microsoft/onnxruntime
            cd onnxruntime
            ./build.sh --config Release --android --android_sdk_path SDK --android_ndk_path NDK \
                --android_abi arm64-v8a --android_api 27 --cmake_generator Ninja --parallel --skip_tests
            ```

            With the phone on a cable and its USB debugging on, in this folder:

            ```
            adb shell mkdir -p /data/local/tmp/network
            adb push {DeviceBundle.Model} {DeviceBundle.TestData} /data/local/tmp/network/
            adb push ONNXRUNTIME/build/Android/Release/onnxruntime_perf_test /data/local/tmp
            adb push ONNXRUNTIME/build/Android/Release/onnx_test_runner /data/local/tmp
            adb shell "cd /data/local/tmp && chmod +x onnx*_test* && ./onnx_test_runner network"
            adb shell "cd /data/local/tmp && ./onnxruntime_perf_test -e cpu -m times -r 200 -x 1 -s network/{DeviceBundle.Model}"
            ```

            These commands follow the documentation of ONNX Runtime; who wrote this page had no phone to try them on.

            The test runner says whether the answer is the one in `{DeviceBundle.TestData}`; the answers of random weights can be smaller than its
            tolerance, those of trained ones are not. The other command runs the network 200 times on one thread
            and prints the latencies: the P50 is the median, which is what to compare; P90 well above it says that the phone did something else
            or slowed down. `-x 4` takes four threads, `-e xnnpack` and `-e nnapi` other kernels where ONNX Runtime was built with
            `--use_xnnpack` or `--use_nnapi`, `-p profile` writes the time of each operator.

            What to mind:

            * A phone that is warm is slow. Let it cool, keep it off the charger, repeat the command, and take networks in turns.
            * Cores differ. `adb shell "taskset f0 …"` keeps to the cores 4 to 7, which are the fast ones on many phones; `cat
              /sys/devices/system/cpu/cpu*/cpufreq/cpuinfo_max_freq` tells which they are.
            * The first pass makes memory and packs weights: it is not part of the median.
            * Two networks differ if their medians differ by more than repetitions of one of them do.

            ## A smaller runtime

            ```
            pip install onnx onnxruntime
            python3 -m onnxruntime.tools.convert_onnx_models_to_ort {DeviceBundle.Model}
            ```

            writes the ORT format, which reduced builds of ONNX Runtime for phones read, and the list of operators for such a build
            (https://onnxruntime.ai/docs/performance/model-optimizations/ort-format-models.html).

            ## In a browser

            `index.html` needs ONNX Runtime for browsers, which is not in this folder: the npm package `onnxruntime-web` (MIT licence). Copy
            `ort.wasm.min.js`, `ort-wasm-simd-threaded.mjs` and `ort-wasm-simd-threaded.wasm` from its `dist` beside the page:

            ```
            npm pack onnxruntime-web && tar xzf onnxruntime-web-*.tgz
            cp package/dist/ort.wasm.min.js package/dist/ort-wasm-simd-threaded.mjs package/dist/ort-wasm-simd-threaded.wasm .
            {Line}
            ```

            and open http://localhost:8000. On a phone with a cable `adb reverse tcp:8000 tcp:8000` makes the same address work there. The browser
            computes in WebAssembly, on one thread: its times are its own, and longer than those of the phone's own kernels.

            """;
    }

    private static string Tensor(SafetensorsTensor tensor) => $"`{Inline(tensor.Name)}` [{string.Join(", ", tensor.Shape)}]";

    // A name in a line of Markdown, also within a table.
    private static string Inline(string name) => Quoted.Line(name).Replace('`', '\'').Replace('|', '/').Replace('<', '(').Replace('>', ')');
}
