"""Trains the network that C# exported, on the same batches by the same recipe; prints losses and seconds by phase as JSON.

Usage: training_peer.py FOLDER THREADS
"""

import json
import struct
import sys
import time
from pathlib import Path

import numpy
import torch
from torch.nn import functional as F

ACTIVATIONS = {"None": lambda x: x, "ReLU": F.relu_, "ReLU6": lambda x: F.relu6(x, inplace=True)}
TYPES = {"F32": numpy.float32, "I64": numpy.int64}


def read_safetensors(path):
    content = bytearray(path.read_bytes())
    (length,) = struct.unpack("<q", content[:8])
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(content, TYPES[entry["dtype"]], (end - begin) // TYPES[entry["dtype"]]().itemsize, 8 + length + begin)
        tensors[name] = torch.from_numpy(values).reshape(entry["shape"])
    return tensors


def channels_last(x):
    # to(memory_format=...) leaves tensors of one channel, so depthwise weights too, with ordinary strides.
    return torch.empty_like(x, memory_format=torch.channels_last).copy_(x)


class ConvLayer(torch.nn.Module):
    def __init__(self, layer):
        super().__init__()
        kernel = layer["kernel"]
        self.conv = torch.nn.Conv2d(
            layer["inputs"], layer["outputs"], kernel, layer["stride"], kernel // 2, groups=layer["groups"], bias=False)
        self.norm = torch.nn.BatchNorm2d(layer["outputs"])
        self.activation = ACTIVATIONS[layer["activation"]]

    def forward(self, x):
        return self.activation(self.norm(self.conv(x)))


class Network(torch.nn.Module):
    def __init__(self, layers, weights):
        super().__init__()
        self.layers = layers
        # A ModuleDict takes no dots in names; they come back when the weights are read.
        self.convs = torch.nn.ModuleDict(
            {layer["name"].replace(".", "/"): ConvLayer(layer) for layer in layers if layer["op"] == "conv"})
        classes, features = weights["classifier.weight"].shape
        self.classifier = torch.nn.Linear(features, classes)
        own = self.state_dict()
        names = [name.removeprefix("convs.").replace("/", ".") for name in own]
        if set(names) != set(weights):
            sys.exit(f"names differ: {sorted(set(names) ^ set(weights))}")
        for name, tensor in zip(names, own.values()):
            tensor.copy_(weights[name])
        for parameter in self.parameters():
            if parameter.dim() == 4:
                parameter.data = channels_last(parameter.data)

    def forward(self, x):
        kept = None
        for layer in self.layers:
            if layer["op"] == "keep":
                kept = x
            elif layer["op"] == "add":
                x = x + kept
            elif layer["op"] == "activate":
                x = ACTIVATIONS[layer["activation"]](x)
            else:
                x = self.convs[layer["name"].replace(".", "/")](x)
        return self.classifier(x.mean([2, 3]))


def create_optimizer(network, case):
    weights = [p for p in network.parameters() if p.dim() > 1]
    vectors = [p for p in network.parameters() if p.dim() <= 1]
    return torch.optim.SGD(
        [{"params": weights, "weight_decay": case["weight_decay"]}, {"params": vectors, "weight_decay": 0.0}],
        lr=case["rates"][0], momentum=case["momentum"], nesterov=True)


def main(folder, threads):
    torch.set_num_threads(threads)
    case = json.loads((folder / "case.json").read_text())
    network = Network(case["layers"], read_safetensors(folder / "weights.safetensors")).train()
    optimizer = create_optimizer(network, case)
    batches = read_safetensors(folder / "batches.safetensors")
    images, labels = channels_last(batches["images"]).permute(0, 2, 3, 1), batches["labels"]
    size, losses = case["batch_size"], []
    phases = ["data", "forward", "backward", "optimizer"]
    seconds = dict.fromkeys(phases, 0.0)
    for step, rate in enumerate(case["rates"]):
        marks = [time.perf_counter()]
        places = torch.arange(step * size, (step + 1) * size)
        x, y = images.index_select(0, places).permute(0, 3, 1, 2), labels.index_select(0, places)
        marks.append(time.perf_counter())
        optimizer.zero_grad(set_to_none=True)
        scores = network(x)
        loss = F.cross_entropy(scores, y, label_smoothing=case["label_smoothing"])
        losses.append(loss.item())
        scores.argmax(1).eq(y).sum().item()
        marks.append(time.perf_counter())
        loss.backward()
        marks.append(time.perf_counter())
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        marks.append(time.perf_counter())
        if step >= case["warmup_steps"]:
            for phase, begin, end in zip(phases, marks, marks[1:]):
                seconds[phase] += end - begin
    measured = (len(case["rates"]) - case["warmup_steps"]) * size
    print(json.dumps({"losses": losses, "images": measured, **seconds}))


main(Path(sys.argv[1]), int(sys.argv[2]))
