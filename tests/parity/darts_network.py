"""Counts a cell network in plain PyTorch, built anew from the description of DARTS (Liu et al. 2019).

Reads one JSON object: normal and reduce as lists of [operation, input], concat, cells, channels, classes, size, auxiliary.
Prints one JSON object: parameters, auxiliary (its share), and by kind of layer how many there are and what they hold,
and the multiply-adds of convolutions and linear layers, measured by hooks on one image.
"""
import json
import sys

import torch
from torch import nn


def filter_layers(channels, kernel, stride, dilation):
    reach = dilation * (kernel - 1) // 2
    return [
        nn.ReLU(),
        nn.Conv2d(channels, channels, kernel, stride, reach, dilation, channels, bias=False),
        nn.Conv2d(channels, channels, 1, bias=False),
        nn.BatchNorm2d(channels),
    ]


class Halving(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.halves = nn.ModuleList([nn.Conv2d(before, after // 2, 1, 2, bias=False) for _ in range(2)])
        self.norm = nn.BatchNorm2d(after)

    def forward(self, x):
        x = torch.relu(x)
        return self.norm(torch.cat([self.halves[0](x), self.halves[1](x[..., 1:, 1:])], 1))


def projection(before, after):
    return nn.Sequential(nn.ReLU(), nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after))


def operation(name, channels, stride):
    if name == "skip_connect":
        return nn.Identity() if stride == 1 else Halving(channels, channels)
    if name == "max_pool_3x3":
        return nn.MaxPool2d(3, stride, 1)
    if name == "avg_pool_3x3":
        return nn.AvgPool2d(3, stride, 1, count_include_pad=False)
    family, _, size = name.rpartition("_")
    kernel = int(size[0])
    if family == "sep_conv":
        return nn.Sequential(*filter_layers(channels, kernel, stride, 1), *filter_layers(channels, kernel, 1, 1))
    if family == "dil_conv":
        return nn.Sequential(*filter_layers(channels, kernel, stride, 2))
    raise ValueError(f"unknown operation {name}")


class Cell(nn.Module):
    def __init__(self, edges, concat, widths, channels, reduces, after_reduction):
        super().__init__()
        first, second = widths
        self.one = Halving(first, channels) if after_reduction else projection(first, channels)
        self.two = projection(second, channels)
        self.sources = [source for _, source in edges]
        self.operations = nn.ModuleList(
            [operation(name, channels, 2 if reduces and source < 2 else 1) for name, source in edges])
        self.concat = concat

    def forward(self, a, b):
        maps = [self.one(a), self.two(b)]
        ends = iter(zip(self.operations, self.sources))
        for (f, i), (g, j) in zip(ends, ends):
            maps.append(f(maps[i]) + g(maps[j]))
        return torch.cat([maps[i] for i in self.concat], 1)


class Network(nn.Module):
    def __init__(self, spec):
        super().__init__()
        cells, width = spec["cells"], spec["channels"]
        stem = 3 * width
        self.stem = nn.Sequential(nn.Conv2d(3, stem, 3, 1, 1, bias=False), nn.BatchNorm2d(stem))
        self.cells = nn.ModuleList()
        widths, reduced = (stem, stem), False
        turns = (cells // 3, 2 * cells // 3)
        self.turn = turns[1]
        for i in range(cells):
            reduces = i in turns
            width *= 2 if reduces else 1
            edges = spec["reduce" if reduces else "normal"]
            self.cells.append(Cell(edges, spec["concat"], widths, width, reduces, reduced))
            widths, reduced = (widths[1], width * len(spec["concat"])), reduces
            if i == self.turn:
                middle = widths[1]
        self.auxiliary = None
        if spec["auxiliary"]:
            self.auxiliary = nn.Sequential(
                nn.ReLU(), nn.AvgPool2d(5, 3), nn.Conv2d(middle, 128, 1, bias=False), nn.BatchNorm2d(128), nn.ReLU(),
                nn.Conv2d(128, 768, 2, bias=False), nn.BatchNorm2d(768), nn.ReLU(), nn.Flatten(),
                nn.Linear(768, spec["classes"]))
        self.classifier = nn.Linear(widths[1], spec["classes"])

    def forward(self, images):
        a = b = self.stem(images)
        for i, cell in enumerate(self.cells):
            a, b = b, cell(a, b)
            if i == self.turn and self.auxiliary is not None:
                self.auxiliary(b)
        return self.classifier(b.mean((2, 3)))


def multiply_adds(network, size, channels=3):
    total = 0

    def count(module, _, output):
        nonlocal total
        places = output[0, 0].numel() if output.dim() == 4 else 1
        total += module.weight.numel() * places

    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(count)
    with torch.no_grad():
        network.eval()(torch.zeros(1, channels, size, size))
    return total


def main():
    torch.set_num_threads(1)
    spec = json.load(sys.stdin)
    network = Network(spec)
    sizes = {}
    for module in network.modules():
        own = sum(p.numel() for p in module.parameters(recurse=False))
        if own:
            kind = type(module).__name__
            number, held = sizes.get(kind, (0, 0))
            sizes[kind] = (number + 1, held + own)
    auxiliary = network.auxiliary
    print(json.dumps({
        "parameters": sum(p.numel() for p in network.parameters()),
        "auxiliary": sum(p.numel() for p in auxiliary.parameters()) if auxiliary is not None else 0,
        "multiplyAdds": multiply_adds(network, spec["size"]),
        "kinds": sizes,
    }))


if __name__ == "__main__":
    main()
