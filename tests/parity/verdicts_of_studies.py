"""Recomputes every planned comparison of the recorded studies, and every sentence of the ledger about them, from the raw tables.

Usage: verdicts_of_studies.py DATA. Reads DATA/studies/*/study.json, DATA/studies/*/runs.csv, DATA/latency/operators.json and
DATA/paper/claims.csv; writes one JSON object a line: outcomes first, then sentences.
"""
import csv
import itertools
import json
import pathlib
import shlex
import sys

import numpy
from scipy import special, stats

LEVEL = 0.05


def read(folder):
    protocol = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    with open(folder / "runs.csv", newline="", encoding="utf-8") as file:
        return protocol, list(csv.DictReader(file))


def values(rows, column, arm, group):
    """The column by seed; of COLUMN/ARM its logarithm, so that a difference is a ratio."""
    name, slash, _ = column.partition("/")
    numbers = {int(row["seed"]): float(row[name]) for row in rows if (row["arm"], row["group"]) == (arm, group)}
    return {seed: numpy.log(number) for seed, number in numbers.items()} if slash else numbers


def paired(rows, column, group, first, second, margin):
    one, other = values(rows, column, first, group), values(rows, column, second, group)
    seeds = sorted(set(one) & set(other))
    one, other = numpy.array([one[seed] for seed in seeds]), numpy.array([other[seed] for seed in seeds])
    difference = one - other
    return {
        "pairs": len(seeds),
        "differences": difference,
        "mean": difference.mean(),
        "error": stats.sem(difference),
        "reference": other.mean(),
        "margin": margin,
        "p": stats.ttest_rel(one, other).pvalue,
        "p_margin": max(
            stats.ttest_1samp(difference, margin, alternative="less").pvalue,
            stats.ttest_1samp(difference, -margin, alternative="greater").pvalue),
    }


def holm(p):
    """Adjusted p values."""
    adjusted, largest = [1.0] * len(p), 0.0
    for rank, index in enumerate(numpy.argsort(p, kind="stable")):
        largest = max(largest, min(1.0, (len(p) - rank) * p[index]))
        adjusted[index] = largest
    return adjusted


def interval(test, level):
    return stats.t.interval(level, test["pairs"] - 1, loc=test["mean"], scale=test["error"])


def judge(family):
    """Corrected p values, intervals and verdicts of tests that are corrected together."""
    differs, within = holm([test["p"] for test in family]), holm([test["p_margin"] for test in family])
    found = sum(p <= LEVEL for p in differs)
    ranks = stats.rankdata([test["p"] for test in family], method="ordinal") - 1
    for test, rank, p, p_margin in zip(family, ranks, differs, within):
        # What Holm's procedure rejects it rejects at its own step; at the next one it stops for all others.
        test["corrected"] = interval(test, 1 - LEVEL / (len(family) - min(rank, found)))
        test["adjusted"], test["adjusted_margin"] = p, p_margin
        test["verdict"] = (
            ("Ahead" if test["mean"] > 0 else "Behind") if p <= LEVEL
            else "Equivalent" if p_margin <= LEVEL
            else "Undecided")
    return family


def families(protocol, rows):
    """Planned comparisons and their tests, once for the primary ones and once for the others."""
    for primary in (True, False):
        planned = [comparison for comparison in protocol["comparisons"] if comparison["isPrimary"] == primary]
        yield planned, [
            paired(rows, protocol["outcome"], comparison["group"], comparison["first"], comparison["second"], protocol["margin"])
            for comparison in planned]


def outcomes(folder):
    for planned, tests in families(*read(folder)):
        yield from zip(planned, judge(tests))


def robustness(folder):
    """What each comparison is without one seed, and with exchanged labels, where these can all be tried."""
    protocol, rows = read(folder)
    seeds = sorted({int(row["seed"]) for row in rows})
    without = [
        [test for planned, tests in families(protocol, [row for row in rows if int(row["seed"]) != seed]) for test in judge(tests)]
        for seed in seeds]
    recorded = [test for planned, tests in families(protocol, rows) for test in judge(tests)]
    permuted = [answer for planned, tests in families(protocol, rows) if planned for answer in permutations(tests)]
    for index, (test, answer) in enumerate(zip(recorded, permuted)):
        left = [tests[index] for tests in without]
        yield {
            "least": min(other["mean"] for other in left), "most": max(other["mean"] for other in left),
            "same": sum(other["verdict"] == test["verdict"] for other in left), **answer}


def permutations(family):
    differences = numpy.array([test["differences"] for test in family])
    count = differences.shape[1]
    labelled = [differences * numpy.array(signs) for signs in itertools.product((1, -1), repeat=count)]
    found = numpy.array([numpy.array(holm(stats.ttest_1samp(values, 0, axis=1).pvalue)) <= LEVEL for values in labelled])
    large = numpy.array([numpy.abs(values.sum(axis=1)) > numpy.abs(differences.sum(axis=1)) - 1e-12 for values in labelled])
    for index in range(len(family)):
        yield {"permutationP": large[:, index].mean(), "found": found[:, index].mean(), "foundInFamily": found.any(axis=1).mean()}


def turned(test):
    return {**test, "mean": -test["mean"], "reference": test["reference"] + test["mean"]}


def ask(data, words):
    """The comparison behind the words of a measurement; None where the study is not recorded."""
    kind, study, part, first, _, second = words[:6]
    folder = data / "studies" / study
    if not (folder / "study.json").exists():
        return None
    protocol, rows = read(folder)
    column, group = (part, "") if kind == "values" else (protocol["outcome"], part)
    if column == protocol["outcome"]:
        for planned, tests in families(protocol, rows):
            for place, comparison in enumerate(planned):
                if comparison["group"] == group and (comparison["first"], comparison["second"]) == (first, second):
                    return at(tests, place)
                if comparison["group"] == group and (comparison["second"], comparison["first"]) == (first, second):
                    tests[place] = turned(tests[place])
                    return at(tests, place)
    return at([paired(rows, column, group, first, second, protocol["margin"])], 0)


def at(family, place):
    """The comparison at any mean difference, judged within its family; without one as it was recorded."""
    def judged(mean=None):
        tests = [dict(test) for test in family]
        if mean is not None:
            test, freedom = tests[place], tests[place]["pairs"] - 1
            test["mean"] = mean
            test["p"] = 2 * stats.t.sf(abs(mean) / test["error"], freedom)
            test["p_margin"] = stats.t.sf((test["margin"] - abs(mean)) / test["error"], freedom)
        return judge(tests)[place]
    return judged


def published(words, reference):
    match words[6:]:
        case ["by", gain, "from", start]:
            shift = special.logit((float(start) + float(gain)) / 100) - special.logit(float(start) / 100)
            return special.expit(special.logit(reference) + shift) - reference
        case ["by", gain]:
            return -numpy.log(1 - float(gain) / 100)  # the second saves this share of the first
    return None


def sentence(data, text):
    words = shlex.split(text)
    judged = ask(data, words)
    if judged is None:
        return {"verdict": "NotRecorded", "smaller": False, "published": None, "borders": []}
    recorded = judged()
    size = published(words, recorded["reference"])

    def verdict(test):
        low, high = test["corrected"]
        if words[4] == ">":
            return "Supported" if low > 0 else "Contradicted" if high < (size or 0) else "Undecided"
        return (
            "Contradicted" if high < 0
            else "Supported" if low > -test["margin"] or test["verdict"] == "Equivalent"
            else "Undecided")

    answer = verdict(recorded)
    return {
        "verdict": answer, "smaller": bool(answer == "Supported" and size is not None and recorded["corrected"][1] < size),
        "published": size, "borders": borders(lambda mean: verdict(judged(mean)), recorded, size)}


def borders(rule, test, size):
    """Where the verdict changes with the mean difference, from the lowest up, and what it is above."""
    low, high = interval(test, 1 - LEVEL / 100)  # wider than that of any family here
    reach = (high - low) / 2 + max(test["margin"], size or 0)
    grid, found = numpy.linspace(-reach, reach, 121), []
    verdicts = [rule(mean) for mean in grid]
    for index in range(len(grid) - 1):
        below, above = grid[index], grid[index + 1]
        if verdicts[index] != verdicts[index + 1]:
            while above - below > 1e-9:
                middle = (below + above) / 2
                below, above = (middle, above) if rule(middle) == verdicts[index] else (below, middle)
            found.append({"at": above, "verdict": verdicts[index + 1]})
    return found


def table(folder, name):
    with open(folder / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_run(rows):
    runs = {}
    for row in rows:
        runs.setdefault((row["group"], row["arm"], int(row["seed"])), []).append(row)
    return runs


def at_loss(run, loss, column, sign=1):
    """A quantity where the loss falls to this, by straight lines between the epochs."""
    run = sorted(run, key=lambda row: int(row["epoch"]))
    losses, values = [float(row["loss"]) for row in run], [sign * float(row[column]) for row in run]
    after = next(i for i, value in enumerate(losses) if value <= loss)
    if after == 0:
        return values[0]
    share = (losses[after - 1] - loss) / (losses[after - 1] - losses[after])
    return values[after - 1] + share * (values[after] - values[after - 1])


def inside(data, text):
    """A sentence about what was measured inside networks: differences of all budgets, with Bonferroni's correction."""
    _, quantity, first, _, second = shlex.split(text)
    folder = data / "studies" / "inside"
    if not (folder / "study.json").exists():
        return {"verdict": "NotRecorded", "smaller": False, "published": None, "borders": []}
    if quantity == "information-loss":
        probes = table(folder, "linear-probes.csv")
        measured = [
            {key: numpy.mean([float(row["accuracy"]) for row in run])
             for key, run in by_run([row for row in probes if row["width"] == width]).items()}
            for width in ("Full", "EqualDimension")]
    else:
        rows = [row for row in table(folder, "gradient-confusion.csv") if (row["source"], row["part"]) == ("Network", "all")]
        last, runs = max(int(row["epoch"]) for row in rows), by_run(rows)
        least = {key: min(float(row["loss"]) for row in run) for key, run in runs.items()}
        passed = {key: max(loss for other, loss in least.items() if other[0] == key[0]) for key in runs}
        measured = [
            *({key: float(row[column]) for key, run in runs.items() for row in run if int(row["epoch"]) == last}
              for column in ("median", "minimum")),
            *({key: at_loss(run, passed[key], column, sign) for key, run in runs.items()}
              for column, sign in (("median", 1), ("minimum", 1), ("eta", -1)))]
    differences = []
    for values_of in measured:
        for group in sorted({key[0] for key in values_of}):
            seeds = sorted({key[2] for key in values_of if key[:2] == (group, first)} & {key[2] for key in values_of if key[:2] == (group, second)})
            differences.append([values_of[group, first, seed] - values_of[group, second, seed] for seed in seeds])
    bounds = [
        stats.t.interval(1 - LEVEL / len(differences), len(values_of) - 1, loc=numpy.mean(values_of), scale=stats.sem(values_of))
        for values_of in differences]
    verdict = (
        "Supported" if all(low > 0 for low, _ in bounds)
        else "Contradicted" if any(high < 0 for _, high in bounds) and not any(low > 0 for low, _ in bounds)
        else "Undecided")
    return {"verdict": verdict, "smaller": False, "published": None, "borders": []}


def latency(data, text):
    """A sentence about the recorded latencies of two networks: medians of ratios within rounds, Student's t over launches on logarithms."""
    _, first, _, second = shlex.split(text)
    report = json.loads((data / "latency" / "operators.json").read_text(encoding="utf-8"))
    place = {
        name: next(i for i, network in enumerate(report["networks"])
                   if network["precision"] == "fp32" and network["slowdown"] == 0 and network["network"].startswith((f"{name}-", f"{name}@")))
        for name in (first, second)}
    times = {(turn["subject"], turn["launch"], turn["round"]): turn["seconds"] for turn in report["turns"]}
    launches, rounds = (range(1, report["protocol"][name] + 1) for name in ("launches", "rounds"))
    logs = [
        numpy.log(numpy.median([times[place[first], launch, at] / times[place[second], launch, at] for at in rounds]))
        for launch in launches]
    low, high = numpy.exp(stats.t.interval(1 - LEVEL, len(logs) - 1, loc=numpy.mean(logs), scale=stats.sem(logs)))
    verdict = "Supported" if high <= 1 + report["margin"] else "Contradicted" if low > 1 else "Undecided"
    return {"verdict": verdict, "smaller": False, "published": None, "borders": []}


SENTENCES = {"inside": inside, "latency": latency}


def main(data):
    for folder in sorted(path.parent for path in (data / "studies").glob("*/study.json")):
        for (comparison, test), robust in zip(outcomes(folder), robustness(folder)):
            low, high = interval(test, 0.95)
            print(json.dumps({
                "study": folder.name, "group": comparison["group"], "first": comparison["first"], "second": comparison["second"],
                "pairs": test["pairs"], "reference": test["reference"], "mean": test["mean"], "low": low, "high": high,
                "correctedLow": test["corrected"][0], "correctedHigh": test["corrected"][1],
                "differenceP": test["adjusted"], "equivalenceP": test["adjusted_margin"], "verdict": test["verdict"], **robust,
            }))
    with open(data / "paper" / "claims.csv", newline="", encoding="utf-8") as file:
        for claim in csv.DictReader(file):
            for place, text in enumerate(claim["proxy_measurement"].split(";")):
                if text.strip():
                    answer = SENTENCES.get(text.split()[0], sentence)
                    print(json.dumps({"claim": claim["id"], "place": place, **answer(data, text)}))


main(pathlib.Path(sys.argv[1]))
