"""torchvision's batched_nms on the boxes of the nms benchmark: FOLDER CLASSES ROUNDS.

Prints the milliseconds of two ways, median and least: the best 200 of each class first, and all
candidates at once; then what the first way keeps, as class:box.
"""
import statistics
import sys
import time

import torch
from torchvision.ops import batched_nms

folder, classes, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)


def read(name, columns):
    with open(f"{folder}/{name}", "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(-1, columns)


scores, boxes = read("scores", classes + 1), read("boxes", 4)


def best_of_each_class():
    kept_boxes, kept_scores, labels, indices = [], [], [], []
    for c in range(classes):
        column = scores[:, c + 1]
        index = torch.nonzero(column > 0.01).squeeze(1)
        values, order = column[index].topk(min(200, len(index)))
        index = index[order]
        kept_boxes.append(boxes[index])
        kept_scores.append(values)
        labels.append(torch.full_like(index, c))
        indices.append(index)
    labels, indices = torch.cat(labels), torch.cat(indices)
    keep = batched_nms(torch.cat(kept_boxes), torch.cat(kept_scores), labels, 0.45)[:100]
    return labels[keep], indices[keep]


def all_at_once():
    flat = scores[:, 1:].reshape(-1)
    index = torch.nonzero(flat > 0.01).squeeze(1)
    keep = batched_nms(boxes[index // classes], flat[index], index % classes, 0.45)[:100]
    return (index % classes)[keep], (index // classes)[keep]


def timed(way, count):
    times = []
    for _ in range(3 + count):
        start = time.perf_counter()
        way()
        times.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(times[3:]):.3f} ({min(times[3:]):.3f})"


with torch.no_grad():
    print(timed(best_of_each_class, rounds))
    print(timed(all_at_once, min(rounds, 15)))
    found, where = best_of_each_class()
    print(" ".join(f"{c}:{i}" for c, i in zip(found.tolist(), where.tolist())))
