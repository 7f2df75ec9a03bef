"""The network that C# exported, in double precision: functional, from a list of operations and a dictionary of weights.

Nothing here knows what a block is; the list says when a value is kept and when and to how many channels it is added.
"""

import json

import torch
from torch.nn import functional as F

from safetensors_file import read

ACTIVATIONS = {
    "None": lambda x: x,
    "ReLU": F.relu,
    "ReLU6": F.relu6,
    "SiLU": F.silu,
    "Sigmoid": torch.sigmoid,
    "HardSigmoid": F.hardsigmoid,
}
STATISTICS = ("running_mean", "running_var", "num_batches_tracked")


def read_safetensors(path):
    _, tensors = read(path)
    return {name: tensor.double() if tensor.is_floating_point() else tensor for name, tensor in tensors.items()}


class Network:
    """Calling it gives the scores; `seen` then holds what each operation put out, by name."""

    def __init__(self, folder):
        self.case = json.loads((folder / "case.json").read_text())
        self.weights = read_safetensors(folder / "weights.safetensors")
        self.parameters = {
            name: weight.requires_grad_() for name, weight in self.weights.items() if not name.endswith(STATISTICS)}
        self.training = False
        self.seen = {}

    def norm(self, name, x, epsilon):
        w = self.weights
        # Copies: training mode writes into the statistics.
        mean, variance = w[f"{name}.running_mean"].clone(), w[f"{name}.running_var"].clone()
        return F.batch_norm(x, mean, variance, w[f"{name}.weight"], w[f"{name}.bias"], self.training, 0.1, epsilon)

    def gate_part(self, name, norm, x, epsilon):
        y = F.conv2d(x, self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias"))
        return self.norm(norm, y, epsilon) if f"{norm}.weight" in self.weights else y

    def conv(self, layer, x):
        y = F.conv2d(
            x, self.weights[f"{layer['name']}.conv.weight"], None, layer["stride"], layer["kernel"] // 2, 1, layer["groups"])
        return ACTIVATIONS[layer["activation"]](self.norm(f"{layer['name']}.norm", y, layer["epsilon"]))

    def excite(self, layer, x):
        name, epsilon = layer["name"], layer["epsilon"]
        y = self.gate_part(f"{name}.squeeze", f"{name}.squeeze_norm", x.mean([2, 3], keepdim=True), epsilon)
        y = self.gate_part(f"{name}.excite", f"{name}.excite_norm", ACTIVATIONS[layer["inner"]](y), epsilon)
        return x * ACTIVATIONS[layer["gate"]](y)

    def __call__(self, x):
        kept = None
        for layer in self.case["layers"]:
            if layer["op"] == "keep":
                kept = x
            elif layer["op"] == "add":
                share = layer["channels"]
                x = torch.cat([x[:, :share] + kept[:, :share], x[:, share:]], 1)
            elif layer["op"] == "activate":
                x = ACTIVATIONS[layer["activation"]](x)
            elif layer["op"] == "conv":
                x = self.conv(layer, x)
            else:
                x = self.excite(layer, x)
            if "name" in layer:
                self.seen[layer["name"]] = x
        return F.linear(x.mean([2, 3]), self.weights["classifier.weight"], self.weights["classifier.bias"])
