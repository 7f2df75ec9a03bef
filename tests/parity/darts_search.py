"""The search network of DARTS (Liu et al. 2019) in plain PyTorch, and first-order steps of a search with it.

Usage: darts_search.py FOLDER [--layout contiguous|channels-last] [--precision single|double] [--threads N]

FOLDER holds what C# wrote: `case.json` (space and recipe), `weights.safetensors` (weights and alphas) and
`batches.safetensors` (the images and labels of both halves, batch after batch). Prints one JSON object: parameters and
multiply-adds of the network, the loss of every step of the weights, the mean loss of those of the alphas, the weights of
the operations at the end, and for every step its seconds and those of the processor.
"""

import argparse
import json
import time
from collections import OrderedDict
from functools import reduce
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from darts_network import multiply_adds
from safetensors_file import read


def named(**layers):
    return nn.Sequential(OrderedDict(layers))


def norm(channels):
    return nn.BatchNorm2d(channels, affine=False)


def projection(before, after):
    return named(relu=nn.ReLU(), pointwise=nn.Conv2d(before, after, 1, bias=False), norm=norm(after))


def halving(before, after):
    return named(relu=nn.ReLU(), reduce=Halving(before, after), norm=norm(after))


class Halving(nn.Module):
    """Even pixels beside odd ones; on a map of odd side zeros stand where there is none."""

    def __init__(self, before, after):
        super().__init__()
        self.even = nn.Conv2d(before, after // 2, 1, 2, bias=False)
        self.odd = nn.Conv2d(before, after // 2, 1, 2, bias=False)

    def forward(self, x):
        height, width = x.shape[2] % 2, x.shape[3] % 2
        whole = F.pad(x, (0, width, 0, height)) if height or width else x
        return torch.cat([self.even(x), self.odd(whole[..., 1:, 1:])], 1)


def filter_layers(channels, kernel, stride, dilation, number=""):
    reach = dilation * (kernel - 1) // 2
    return {
        f"relu{number}": nn.ReLU(),
        f"depthwise{number}": nn.Conv2d(channels, channels, kernel, stride, reach, dilation, channels, bias=False),
        f"pointwise{number}": nn.Conv2d(channels, channels, 1, bias=False),
        f"norm{number}": norm(channels),
    }


def operation(name, channels, stride):
    if name == "skip_connect":
        return nn.Identity() if stride == 1 else halving(channels, channels)
    if name == "max_pool_3x3":
        return named(pool=nn.MaxPool2d(3, stride, 1), norm=norm(channels))
    if name == "avg_pool_3x3":
        return named(pool=nn.AvgPool2d(3, stride, 1, count_include_pad=False), norm=norm(channels))
    family, _, size = name.rpartition("_")
    kernel = int(size[0])
    if family == "sep_conv":
        return named(**filter_layers(channels, kernel, stride, 1, 1), **filter_layers(channels, kernel, 1, 1, 2))
    if family == "dil_conv":
        return named(**filter_layers(channels, kernel, stride, 2))
    raise ValueError(f"unknown operation {name}")


class Mixture(nn.Module):
    """All operations of an edge, weighed. `none` would add zeros and is not run."""

    def __init__(self, operations, channels, stride):
        super().__init__()
        self.places = [place for place, name in enumerate(operations) if name != "none"]
        for place in self.places:
            self.add_module(operations[place], operation(operations[place], channels, stride))

    def forward(self, x, weights):
        return reduce(torch.add, (weights[place] * run(x) for place, run in zip(self.places, self.children())))


class Cell(nn.Module):
    def __init__(self, case, widths, channels, reduces, after_reduction):
        super().__init__()
        self.reduces = reduces
        self.input1 = (halving if after_reduction else projection)(widths[0], channels)
        self.input2 = projection(widths[1], channels)
        self.nodes = [[] for _ in range(case["nodes"])]
        edges = 0
        for node, into in enumerate(self.nodes):
            for source in range(node + 2):
                edge = Mixture(case["operations"], channels, 2 if reduces and source < 2 else 1)
                self.add_module(f"edge{edges + 1}", edge)
                into.append((edges, edge))
                edges += 1

    def forward(self, a, b, weights):
        maps = [self.input1(a), self.input2(b)]
        for into in self.nodes:
            maps.append(reduce(torch.add, [edge(x, weights[place]) for x, (place, edge) in zip(maps, into)]))
        return torch.cat(maps[2:], 1)


class SearchNetwork(nn.Module):
    def __init__(self, case, alphas):
        super().__init__()
        self.alphas = alphas
        cells, width = case["cells"], case["channels"]
        stem = 3 * width
        self.stem = named(
            conv=nn.Conv2d(case["input_channels"], stem, 3, case["stem_stride"], 1, bias=False), norm=norm(stem))
        self.cells, widths, reduced = [], (stem, stem), False
        for i in range(cells):
            reduces = i in (cells // 3, 2 * cells // 3)
            width *= 2 if reduces else 1
            cell = Cell(case, widths, width, reduces, reduced)
            self.add_module(f"cell{i + 1}", cell)
            self.cells.append(cell)
            widths, reduced = (widths[1], width * case["nodes"]), reduces
        self.classifier = nn.Linear(widths[1], case["classes"])

    def forward(self, images):
        normal, reduction = (F.softmax(alphas, 1) for alphas in self.alphas)
        a = b = self.stem(images)
        for cell in self.cells:
            a, b = b, cell(a, b, reduction if cell.reduces else normal)
        return self.classifier(b.mean((2, 3)))


def channels_last(x):
    # to(memory_format=...) leaves tensors of one channel, so depthwise weights too, with ordinary strides.
    return torch.empty_like(x, memory_format=torch.channels_last).copy_(x)


def build(case, weights, last):
    """The network with C#'s weights; C#'s BatchNorm has scales and shifts, which must be 1 and 0."""
    network = SearchNetwork(case, [weights.pop(f"alphas/{kind}").requires_grad_() for kind in ("normal", "reduction")])
    own = network.state_dict()
    for name, tensor in weights.items():
        if name in own:
            own.pop(name).copy_(tensor)
        elif not torch.all(tensor == (1 if name.endswith(".weight") else 0)):
            raise ValueError(f"{name} is not known here")
    if own:
        raise ValueError(f"C# has no {sorted(own)}")
    for parameter in network.parameters():
        if last and parameter.dim() == 4:
            parameter.data = channels_last(parameter.data)
    return network


def judged(network, images, labels):
    scores = network(images)
    loss = F.cross_entropy(scores, labels)
    scores.argmax(1).eq(labels).sum().item()
    return loss, loss.item()


def search(network, case, batches, last):
    """One epoch of first-order steps: losses of both halves, seconds and processor seconds, step by step."""
    weights = list(network.parameters())
    adam = torch.optim.Adam(network.alphas, case["alpha_rate"], (0.5, 0.999), weight_decay=case["alpha_decay"])
    sgd = torch.optim.SGD(weights, case["rate"], case["momentum"], weight_decay=case["decay"])
    parts = [batches[name].split(case["batch_size"])
             for name in ("training_images", "training_labels", "validation_images", "validation_labels")]
    told = []
    network.train()
    for training, labels, validation, targets in zip(*parts):
        if last:
            training, validation = channels_last(training), channels_last(validation)
        begin, begin_cpu = time.perf_counter(), time.process_time()
        adam.zero_grad(set_to_none=True)
        loss, validation_loss = judged(network, validation, targets)
        loss.backward(inputs=network.alphas)
        adam.step()
        sgd.zero_grad(set_to_none=True)
        loss, training_loss = judged(network, training, labels)
        loss.backward(inputs=weights)
        nn.utils.clip_grad_norm_(weights, case["gradient_clip_norm"])
        sgd.step()
        told.append((training_loss, validation_loss, time.perf_counter() - begin, time.process_time() - begin_cpu))
    return zip(*told)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layout", choices=["contiguous", "channels-last"], default="contiguous")
    parser.add_argument("--precision", choices=["single", "double"], default="single")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.set_default_dtype(torch.float64 if asked.precision == "double" else torch.float32)
    case, last = json.loads((asked.folder / "case.json").read_text()), asked.layout == "channels-last"
    weights, batches = (
        {name: x.to(torch.get_default_dtype()) if x.is_floating_point() else x for name, x in read(asked.folder / f"{file}.safetensors")[1].items()}
        for file in ("weights", "batches"))
    network = build(case, weights, last)
    training, validation, seconds, processor = search(network, case, batches, last)
    print(json.dumps({
        "parameters": sum(p.numel() for p in network.parameters()),
        "multiplyAdds": multiply_adds(network, case["resolution"], case["input_channels"]),
        "trainingLosses": training,
        "validationLoss": sum(validation) / len(validation),
        "normal": F.softmax(network.alphas[0], 1).tolist(),
        "reduction": F.softmax(network.alphas[1], 1).tolist(),
        "seconds": seconds,
        "processorSeconds": processor,
    }))


if __name__ == "__main__":
    main()
