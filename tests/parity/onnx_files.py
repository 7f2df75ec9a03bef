"""onnx_files.py check FOLDER: holds every .onnx file of a folder to the format's own checker, and prints for each, in a JSON
object a line, the shape of every value that its shape inference finds, and the metadata.

onnx_files.py bundle FOLDER: holds the tensors of test_data_set_0 to the model and to the raw numbers beside them, and prints name and
shape of each.

onnx_files.py torchvision FILE: writes torchvision's MobileNetV2 as PyTorch exports it, BatchNorm kept.
"""

import json
import pathlib
import sys


def check(folder):
    import onnx

    for path in sorted(pathlib.Path(folder).glob("*.onnx")):
        model = onnx.load(str(path))
        onnx.checker.check_model(model, full_check=True)
        inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
        values = list(inferred.graph.value_info) + list(inferred.graph.output)
        shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim] for value in values}
        metadata = {entry.key: entry.value for entry in model.metadata_props}
        print(json.dumps({"file": path.name, "shapes": shapes, "metadata": metadata}))


def bundle(folder):
    import numpy
    import onnx
    from onnx import numpy_helper

    folder = pathlib.Path(folder)
    graph = onnx.load(str(folder / "model.onnx")).graph
    for kind, raw, values in (("input", "input.bin", graph.input), ("output", "expected.bin", graph.output)):
        numbers = numpy.fromfile(folder / raw, dtype="<f4")
        for i, value in enumerate(values):
            tensor = onnx.TensorProto.FromString((folder / "test_data_set_0" / f"{kind}_{i}.pb").read_bytes())
            array = numpy_helper.to_array(tensor)
            assert tensor.name == value.name and array.dtype == numpy.float32, tensor.name
            assert list(array.shape[1:]) == [size.dim_value for size in value.type.tensor_type.shape.dim][1:], array.shape
            assert (array.ravel() == numbers[: array.size]).all(), raw
            numbers = numbers[array.size :]
            print(tensor.name, *array.shape)
        assert numbers.size == 0, raw


def torchvision(path):
    import torch
    from torchvision.models import mobilenet_v2

    network = mobilenet_v2(width_mult=1.0, num_classes=1000)
    network.eval()
    images = torch.zeros(1, 3, 224, 224)
    torch.onnx.export(network, images, path, opset_version=13, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)


if __name__ == "__main__":
    {"check": check, "bundle": bundle, "torchvision": torchvision}[sys.argv[1]](sys.argv[2])
