"""onnx_files.py check FOLDER: holds every .onnx file of a folder to the format's own checker, and prints for each, in a JSON
object a line, the shape of every value that its shape inference finds, and the metadata.

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


def torchvision(path):
    import torch
    from torchvision.models import mobilenet_v2

    network = mobilenet_v2(width_mult=1.0, num_classes=1000)
    network.eval()
    images = torch.zeros(1, 3, 224, 224)
    torch.onnx.export(network, images, path, opset_version=13, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)


if __name__ == "__main__":
    {"check": check, "torchvision": torchvision}[sys.argv[1]](sys.argv[2])
