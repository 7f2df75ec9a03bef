"""Feature ranks of a network, computed apart from the library.

usage: ranks.py FOLDER

FOLDER holds weights.safetensors, images.f32 (little-endian, [N, C, H, W]) and network.json: the network's family, image
shape, BatchNorm epsilon and, for each block, name, stride and whether it has a shortcut.
The network is built here from the three papers' diagrams in PyTorch, and singular values are taken from the whole matrix
by numpy, not from a Gram matrix. Written to standard output: place, unfolding, scaling, samples, effective rank, stable
rank, saturation at 99 %, largest singular value, separated by commas.
"""

import json
import sys
from pathlib import Path

import numpy
import torch
from torch.nn.functional import batch_norm, conv2d, relu6

from network import read_safetensors


class Network:
    """Forward pass of one network that notes what every layer, shortcut and block puts out."""

    def __init__(self, weights, description):
        self.weights = weights
        self.description = description
        self.places = {}

    def layer(self, name, x, stride=1, depthwise=False, linear=False):
        weight = self.weights[f"{name}.conv.weight"]
        groups = weight.shape[0] if depthwise else 1
        x = conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2, groups=groups)
        norm = [self.weights[f"{name}.norm.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
        x = batch_norm(x, *norm, training=False, eps=self.description["epsilon"])
        return self.note(f"{name}.out", x if linear else relu6(x))

    def note(self, place, x):
        self.places[place] = x
        return x

    def sandglass(self, name, x, stride):
        x = self.layer(f"{name}.input_depthwise", x, depthwise=True)
        x = self.layer(f"{name}.reduce", x, linear=True)
        x = self.layer(f"{name}.expand", x)
        return self.layer(f"{name}.output_depthwise", x, stride, depthwise=True, linear=True)

    def inverted(self, name, x, stride):
        if f"{name}.expand.conv.weight" in self.weights:
            x = self.layer(f"{name}.expand", x)
        x = self.layer(f"{name}.hidden_depthwise", x, stride, depthwise=True)
        return self.layer(f"{name}.project", x, linear=True)

    def bottleneck(self, name, x, stride):
        x = self.layer(f"{name}.reduce", x)
        x = self.layer(f"{name}.hidden_conv", x, stride)
        return self.layer(f"{name}.expand", x, linear=True)

    def forward(self, images):
        family = self.description["family"]
        x = self.layer("stem", images, stride=self.description["stem_stride"])
        for block in self.description["blocks"]:
            identity = x
            x = getattr(self, family)(block["name"], x, block["stride"])
            if block["shortcut"]:
                x = x + self.note(f"{block['name']}.shortcut", identity)
            x = self.note(f"{block['name']}.out", relu6(x) if family == "bottleneck" else x)
        if "head.conv.weight" in self.weights:  # where blocks end narrow
            self.layer("head", x)


def unfolded(activation):
    values = activation.numpy()
    channels = values.shape[1]
    yield "pixels", values.transpose(0, 2, 3, 1).reshape(-1, channels)
    yield "pooled", values.mean(axis=(2, 3))


def scaled(matrix):
    yield "raw", matrix
    centered = matrix - matrix.mean(axis=0)
    yield "centered", centered
    deviation = matrix.std(axis=0)
    constant = deviation < 1e-6 * numpy.sqrt((matrix ** 2).mean(axis=0)) + 1e-300
    yield "standardized", numpy.where(constant, 0, centered / numpy.where(constant, 1, deviation))


def measures(matrix):
    values = numpy.linalg.svd(matrix, compute_uv=False)
    share = values[values > 0] / values.sum()
    effective = float(numpy.exp(-(share * numpy.log(share)).sum()))
    stable = float((values ** 2).sum() / values[0] ** 2)
    held = numpy.cumsum(values ** 2) / (values ** 2).sum()
    saturation = (int(numpy.searchsorted(held, 0.99)) + 1) / matrix.shape[1]
    return effective, stable, saturation, float(values[0])


def main(folder):
    torch.set_num_threads(1)
    description = json.loads((folder / "network.json").read_text())
    images = numpy.fromfile(folder / "images.f32", "<f4").reshape(description["images"])
    network = Network(read_safetensors(folder / "weights.safetensors"), description)
    with torch.no_grad():
        network.forward(torch.from_numpy(images).double())
    for place, activation in network.places.items():
        for unfolding, matrix in unfolded(activation):
            for scaling, values in scaled(matrix):
                print(place, unfolding, scaling, matrix.shape[0], *map(repr, measures(values)), sep=",")


main(Path(sys.argv[1]))
