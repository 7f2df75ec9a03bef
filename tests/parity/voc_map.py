"""Reads one JSON object per line, a set of images with objects and detections, and answers each with the average
precision of every class by both of VOC's rules, one JSON object per line.

It does not go the library's way: boxes become the devkit's inclusive pixels (first and last, counted from 1, in doubles)
and widths get their "+ 1" back; objects are matched class by class over all images at once, surest detection first; and
the eleven points are compared as fractions.
"""
import json
import sys
from fractions import Fraction

import numpy


def inclusive(boxes, side):
    """Edges as shares of the side -> first and last pixel, counted from 1."""
    pixels = numpy.asarray(boxes, dtype=numpy.float64).reshape(-1, 4) * side
    pixels[:, :2] += 1
    return pixels


def overlaps(box, others):
    low = numpy.maximum(box[:2], others[:, :2])
    high = numpy.minimum(box[2:], others[:, 2:])
    shared = high - low + 1
    intersection = numpy.where((shared > 0).all(axis=1), shared[:, 0] * shared[:, 1], 0.0)

    def area(b):
        return (b[..., 2] - b[..., 0] + 1) * (b[..., 3] - b[..., 1] + 1)

    return intersection / (area(box) + area(others) - intersection)


def judge(images, label, side):
    """Number of objects to be found, and a list of hit (1) or miss (0), surest first; ignored ones left out."""
    queue, truths, positives = [], [], 0
    for number, image in enumerate(images):
        mine = [t for t in image["truths"] if t["class"] == label]
        positives += sum(not t["difficult"] for t in mine)
        truths.append((inclusive([t["box"] for t in mine], side), [t["difficult"] for t in mine], set()))
        for place, detection in enumerate(image["detections"]):
            if detection["class"] == label:
                queue.append((-detection["score"], number, place, detection["box"]))
    hits = []
    for _, number, _, box in sorted(queue, key=lambda entry: entry[:3]):
        boxes, difficult, taken = truths[number]
        best = -1
        if len(boxes):
            ratio = overlaps(inclusive(box, side)[0], boxes)
            best = int(ratio.argmax()) if ratio.max() >= 0.5 else -1
        if best >= 0 and difficult[best]:
            continue
        hits.append(int(best >= 0 and best not in taken))
        taken.add(best)
    return positives, hits


def average_precisions(positives, hits):
    if positives == 0:
        return None, None
    found = numpy.cumsum(hits, dtype=numpy.int64)
    precision = found / numpy.arange(1, len(hits) + 1)
    eleven = 0.0
    for tenth in range(11):
        reached = [p for f, p in zip(found, precision) if Fraction(int(f), positives) >= Fraction(tenth, 10)]
        eleven += max(reached, default=0.0) / 11
    recall = numpy.concatenate([[0.0], found / positives, [1.0]])
    envelope = numpy.maximum.accumulate(numpy.concatenate([[0.0], precision, [0.0]])[::-1])[::-1]
    area = float(numpy.sum(numpy.diff(recall) * envelope[1:]))
    return eleven, area


for line in sys.stdin:
    case = json.loads(line)
    rows = [average_precisions(*judge(case["images"], label, case["side"])) for label in range(case["classes"])]
    answer = {"eleven": [row[0] for row in rows], "area": [row[1] for row in rows]}
    for key in ("eleven", "area"):
        known = [value for value in answer[key] if value is not None]
        answer["mean" + key.capitalize()] = float(numpy.mean(known)) if known else None
    print(json.dumps(answer))
