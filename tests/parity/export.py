"""export.py NETWORK WIDTH CLASSES DIVISOR SHAPE FOLDER: a network with random weights and BatchNorm statistics that are
far from none, and what it answers: weights.safetensors, weights.pth (a checkpoint), input.f32, logits.f32.

export.py check NETWORK WIDTH CLASSES FILE INPUT LOGITS: loads a file by its names, all of them and no other, and writes
what the network answers to the input of shape 2,3,64,96.
"""

import sys

import numpy
import torch

import safetensors_file
from mobilenext import MobileNeXt
from timm_mobilenetv2 import TimmMobileNetV2


def build(network, width, classes, divisor):
    if network == "mobilenetv2":
        from torchvision.models import mobilenet_v2

        return mobilenet_v2(width_mult=width, num_classes=classes)
    if network == "timm":
        return TimmMobileNetV2(width, classes)
    return MobileNeXt(width, classes, divisor)


def disturb(network):
    """Weights that keep activations alive through all layers, and statistics of which none is trivial."""
    for module in network.modules():
        if isinstance(module, torch.nn.Conv2d):
            fan = module.weight[0].numel()
            torch.nn.init.normal_(module.weight, 0.0, (2.0 / fan) ** 0.5)
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, 0.0, 0.3)
            module.running_mean.normal_(0.0, 0.3)
            module.running_var.uniform_(0.5, 2.0)
            module.num_batches_tracked.fill_(int(torch.randint(1, 1000, ())))


def answer(network, images):
    with torch.no_grad():
        return network.eval()(images).numpy()


def export(network, width, classes, divisor, shape, folder):
    torch.manual_seed(7)
    model = build(network, float(width), int(classes), int(divisor))
    disturb(model)
    torch.save({"epoch": 1, "state_dict": torch.nn.DataParallel(model).state_dict()}, f"{folder}/weights.pth")
    images = torch.randn([int(size) for size in shape.split(",")])
    safetensors_file.write(f"{folder}/weights.safetensors", model.state_dict())
    images.numpy().tofile(f"{folder}/input.f32")
    answer(model, images).tofile(f"{folder}/logits.f32")


def check(network, width, classes, file, images, logits):
    metadata, tensors = safetensors_file.read(file)
    numerator, _, divisor = metadata["sandglass.identity_multiplier"].partition("/")
    assert numerator == "1", metadata
    model = build(network, float(width), int(classes), int(divisor or 1))
    model.load_state_dict(tensors, strict=True)
    images = torch.from_numpy(numpy.fromfile(images, numpy.float32).reshape(2, 3, 64, 96))
    answer(model, images).tofile(logits)


if __name__ == "__main__":
    torch.set_num_threads(1)
    check(*sys.argv[2:]) if sys.argv[1] == "check" else export(*sys.argv[1:])
