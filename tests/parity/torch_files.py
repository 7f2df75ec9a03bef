"""torch_files.py FOLDER: files of torch.save of many kinds, in both of its formats, and expected.json: of each file that
can be read the tensors by name, each with type, shape and bytes in hexadecimal. The others hold more than tensors.
"""

import argparse
import collections
import json
import os
import sys

import torch
from torchvision.models import mobilenet_v2

TYPES = {
    torch.bool: "BOOL", torch.uint8: "U8", torch.int8: "I8", torch.int16: "I16", torch.int32: "I32", torch.int64: "I64",
    torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64",
}


class Command:
    """What a hostile file holds."""

    def __init__(self, text):
        self.text = text

    def __reduce__(self):
        return os.system, (self.text,)


def described(tensor):
    plain = tensor.detach().clone(memory_format=torch.contiguous_format).contiguous()
    data = plain.view(torch.int16) if plain.dtype == torch.bfloat16 else plain  # numpy has no bfloat16
    return {"type": TYPES[tensor.dtype], "shape": list(tensor.shape), "bytes": data.numpy().tobytes().hex()}


def views():
    base = torch.arange(24, dtype=torch.float32)
    return {
        "base": base,
        "offset": base[5:11],
        "transposed": base.view(4, 6).t(),
        "stepped": base[1::3],
        "part": base.view(2, 3, 4)[:, 1:, ::2],
        "last": base[23],
        "none": base[24:],
        "channels_last": torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
        "permuted": torch.randn(2, 3, 4).permute(2, 0, 1),
    }


def states(network):
    shared = torch.randn(3, 4)
    return {
        "plain": network.state_dict(),
        "parameters": collections.OrderedDict(network.named_parameters()),
        "half": {name: value.half() if value.is_floating_point() else value for name, value in network.state_dict().items()},
        "bfloat16": {name: value.bfloat16() if value.is_floating_point() else value for name, value in network.state_dict().items()},
        "double": {name: value.double() if value.is_floating_point() else value for name, value in network.state_dict().items()},
        "types": {TYPES[dtype]: torch.arange(-3, 4).to(dtype) for dtype in TYPES},
        "views": views(),
        "shared": {"first": shared, "again": shared, "flat": shared.view(-1), "row": shared[1]},
        "unusual": {"": torch.tensor(1.5), "a b\né": torch.tensor([float("nan"), -0.0, float("inf")]), "empty": torch.zeros(0, 3)},
    }


def trained(network):
    """A network after a step, its optimiser and its schedule."""
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, nesterov=True)
    adam = torch.optim.AdamW(network.parameters(), betas=(0.8, 0.9))
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 2, 5])
    network.train()(torch.randn(2, 3, 32, 32)).sum().backward()
    optimizer.step()
    adam.step()
    schedule.step()
    return {
        "epoch": 3, "arch": "mobilenet_v2", "best_acc1": torch.tensor(71.8), "loss": 1.25, "done": False, "note": None, "size": torch.Size([3, 4]),
        "seed": 2**64 - 1, "far": -(2**40), "optimizer": optimizer.state_dict(), "adam": adam.state_dict(), "scheduler": schedule.state_dict(),
        "random": torch.get_rng_state(), "history": [(1, 0.5), (2, 0.75)],
    }


def main(folder):
    torch.manual_seed(1)
    network = mobilenet_v2(width_mult=0.1, num_classes=5)
    other = trained(network)
    state = network.state_dict()
    files = {f"{name}.pth": (tensors, tensors) for name, tensors in states(network).items()}
    files["checkpoint.pth.tar"] = ({**other, "state_dict": state}, state)
    files["model.pt"] = ({**other, "model": state}, state)
    files["wrapped.pth"] = ({**other, "state_dict": torch.nn.DataParallel(network).state_dict()}, state)
    files["ema.pth.tar"] = ({"state_dict_ema": {"a": torch.zeros(1)}, "state_dict": state}, state)
    expected = {}
    for name, (value, tensors) in files.items():
        torch.save(value, os.path.join(folder, name))
        torch.save(value, os.path.join(folder, f"legacy-{name}"), _use_new_zipfile_serialization=False)
        expected[name] = expected[f"legacy-{name}"] = {key: described(tensor) for key, tensor in tensors.items()}
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as out:
        json.dump(expected, out)

    torch.save(network, os.path.join(folder, "whole.pth"))
    torch.save({"args": argparse.Namespace(lr=0.1), "state_dict": state}, os.path.join(folder, "arguments.pth"))
    torch.save({"state_dict": state, "x": Command(f"touch {folder}/run")}, os.path.join(folder, "command.pth"))
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), os.path.join(folder, "script.pt"))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(sys.argv[1])
