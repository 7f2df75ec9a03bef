"""Reads one JSON object per line and answers each with scipy's numbers, one JSON object per line."""
import json
import sys

import numpy
from scipy import optimize, stats


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


def random_effects(means, errors):
    """Restricted maximum likelihood on a grid and then by Brent's method; the mean by weighted least squares."""
    means, variances = numpy.array(means), numpy.square(errors)
    ones = numpy.ones((len(means), 1))

    def fit(between):
        root = 1 / numpy.sqrt(variances + between)
        solution, residuals, _, _ = numpy.linalg.lstsq(ones * root[:, None], means * root, rcond=None)
        return solution[0], residuals[0], root

    def loss(tau):
        _, residual, root = fit(tau * tau)
        return residual - 2 * numpy.log(root).sum() + numpy.log(numpy.square(root).sum())

    grid = numpy.linspace(0, 4 * (numpy.ptp(means) + max(errors)), 2001)
    best = int(numpy.argmin([loss(tau) for tau in grid]))
    near = optimize.minimize_scalar(loss, bounds=(grid[max(best - 1, 0)], grid[best + 1]), method="bounded", options={"xatol": 1e-13})
    tau = near.x if near.fun < loss(0) else 0.0
    mean, residual, root = fit(tau * tau)
    cells = len(means)
    error = numpy.sqrt(residual / (cells - 1) / numpy.square(root).sum())
    low, high = stats.t.interval(0.95, cells - 1, loc=mean, scale=error)
    new_low, new_high = stats.t.interval(0.95, cells - 2, loc=mean, scale=numpy.sqrt(tau * tau + error * error))
    return {"mean": mean, "low": low, "high": high, "between": tau, "newLow": new_low, "newHigh": new_high}


for line in sys.stdin:
    case = json.loads(line)
    answer = paired(case["first"], case["second"], case["margin"])
    answer["holm"] = holm(case["p"])
    answer["interquartileMean"] = stats.trim_mean(case["first"], 0.25)
    bootstrap = stats.bootstrap(
        (numpy.array(case["bits"]),), numpy.mean, method="percentile", n_resamples=4000, random_state=1)
    answer["bootstrapLow"], answer["bootstrapHigh"] = bootstrap.confidence_interval
    answer["effects"] = random_effects(case["cells"], case["errors"])
    print(json.dumps(answer))
