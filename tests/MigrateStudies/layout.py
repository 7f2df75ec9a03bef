"""Brings the recorded studies of detectors and searches into the form that all studies have; no number is written anew."""
import csv, io, json, pathlib

root = pathlib.Path(__file__).resolve().parents[2] / "data" / "studies"

def read(path):
    return list(csv.DictReader(io.StringIO(path.read_text())))

def write(path, header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([[row[name] for name in header] for row in rows])
    path.write_text(text.getvalue())

def placed(rows, **more):
    return [{"group": "", "family": "", **more, **row} for row in rows]

def protocol(folder, keep, about, **more):
    old = json.loads((folder / "study.json").read_text())
    new = {name: old[name] for name in keep}
    new.update(more)
    new["about"] = {name: value(old) for name, value in about.items()}
    (folder / "study.json").write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n")

common = ["name", "question", "margin", "seeds"]

detection = root / "detection"
runs = placed(read(detection / "runs.csv"))
write(detection / "runs.csv", ["arm", "group", "family", "seed", "run", "parameters", "multiply_adds", "eleven_point", "area", "seconds", "training_images_per_second", "environment"], runs)
write(detection / "classes.csv", ["arm", "group", "seed", "class", "eleven_point", "area"], placed(read(detection / "classes.csv")))
write(detection / "curves.csv", ["arm", "group", "seed", "recall", "precision"], placed(read(detection / "curves.csv")))
first = {row["arm"]: row["seed"] for row in reversed(runs)}
samples = [{**row, "seed": first[row["arm"]]} for row in placed(read(detection / "detections.csv"))]
write(detection / "samples.csv", ["arm", "group", "seed", "picture", "class", "score", "left", "top", "right", "bottom"], samples)
(detection / "detections.csv").unlink()
protocol(
    detection, common,
    {"epochs": lambda o: o["epochs"], "trainingImages": lambda o: o["trainingImages"], "testImages": lambda o: o["testImages"], "data": lambda o: o["data"], "classes": lambda o: o["classes"]},
    comparisons=[{"first": "sandglass", "second": "inverted", "group": "", "isPrimary": True}], outcome="area")

search = root / "search"
runs = [{**row, "seconds": row["training_seconds"], "needed_runs": row["search"], "needed_seconds": row["search_seconds"]} for row in placed(read(search / "runs.csv"))]
write(search / "runs.csv", ["arm", "group", "family", "seed", "run", "parameters", "multiply_adds", "test_accuracy", "blocks", "skips", "alarm_epoch", "genotype", "seconds", "needed_runs", "needed_seconds", "environment"], runs)
weights = {}
for row in read(search / "weights.csv"):
    weights.setdefault((row["arm"], row["seed"], row["epoch"], row["cell"]), []).append(row["weights"])
epochs = placed(read(search / "epochs.csv"))
for row in epochs:
    for cell in ("normal", "reduction"):
        row[cell] = ";".join(weights[row["arm"], row["seed"], row["epoch"], cell])
write(search / "search.csv", ["arm", "group", "seed", "epoch", "learning_rate", "training_loss", "training_accuracy", "validation_loss", "validation_accuracy", "normal", "reduction", "genotype", "skips", "alarm"], epochs)
write(search / "random-search.csv", ["arm", "group", "seed", "number", "genotype", "accuracy", "training_loss", "parameters", "multiply_adds", "gradient_norm", "log_synflow", "cost"], placed(read(search / "candidates.csv"), arm="random"))
for name in ("weights.csv", "epochs.csv", "candidates.csv"):
    (search / name).unlink()
protocol(
    search, common + ["comparisons", "outcome"],
    {"proxy": lambda o: o["proxy"], "spaces": lambda o: {space["arm"]: space["space"] for space in o["spaces"]}, "skipLimit": lambda o: o["recipe"]["skipLimit"], "channels": lambda o: o["channels"]})

for folder in root.iterdir():
    if folder.name not in ("detection", "search"):
        protocol(folder, common + ["comparisons"], {}, outcome="test_accuracy")
