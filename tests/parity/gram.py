"""Inner products of gradients, by group, as JSON: of single samples (evaluation mode) and of mini-batches (training mode).

Usage: gram.py FOLDER
"""

import json
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

from network import Network, read_safetensors


def gradients(network, images, labels, size):
    """For each group a matrix with a gradient a row, one row for every `size` images; and the losses."""
    rows = {group: [] for group in network.case["groups"]}
    losses = []
    for at in range(0, len(images), size):
        loss = F.cross_entropy(
            network(images[at : at + size]), labels[at : at + size], label_smoothing=network.case["label_smoothing"])
        losses.append(loss.item())
        found = dict(zip(network.parameters, torch.autograd.grad(loss, list(network.parameters.values()))))
        for group, row in rows.items():
            row.append(torch.cat([g.reshape(-1) for name, g in found.items() if name.startswith(group + ".")]))
    return {group: torch.stack(row) for group, row in rows.items()}, losses


def gram(network, images, labels, size):
    rows, losses = gradients(network, images, labels, size)
    rows["all"] = torch.cat(list(rows.values()), 1)
    return {"losses": losses, "products": {group: (row @ row.T).tolist() for group, row in rows.items()}}


def main(folder):
    torch.set_num_threads(1)
    network, batches = Network(folder), read_safetensors(folder / "batches.safetensors")
    images, labels, size = batches["images"], batches["labels"], network.case["batch_size"]
    samples = gram(network, images[:size], labels[:size], 1)
    network.training = True
    print(json.dumps({"samples": samples, "batches": gram(network, images, labels, size)}))


main(Path(sys.argv[1]))
