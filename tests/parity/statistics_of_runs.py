"""Reads one JSON object per line and answers each with scipy's numbers, one JSON object per line."""
import json
import sys

import numpy
from scipy import stats


def paired(first, second, margin):
    difference = numpy.subtract(first, second)
    low, high = stats.t.interval(0.95, len(difference) - 1, loc=difference.mean(), scale=stats.sem(difference))
    above = stats.ttest_1samp(difference, margin, alternative="less").pvalue
    below = stats.ttest_1samp(difference, -margin, alternative="greater").pvalue
    return {
        "mean": difference.mean(),
        "low": low,
        "high": high,
        "differenceP": stats.ttest_rel(first, second).pvalue,
        "equivalenceP": max(above, below),
    }


def holm(p):
    order = numpy.argsort(p)
    adjusted, largest = [0.0] * len(p), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p) - rank) * p[index]))
        adjusted[index] = largest
    return adjusted


for line in sys.stdin:
    case = json.loads(line)
    answer = paired(case["first"], case["second"], case["margin"])
    answer["holm"] = holm(case["p"])
    answer["interquartileMean"] = stats.trim_mean(case["first"], 0.25)
    bootstrap = stats.bootstrap(
        (numpy.array(case["bits"]),), numpy.mean, method="percentile", n_resamples=4000, random_state=1)
    answer["bootstrapLow"], answer["bootstrapHigh"] = bootstrap.confidence_interval
    print(json.dumps(answer))
