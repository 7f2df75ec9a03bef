"""What stands in the columns: two kernels of Jupyter and a program that runs notebooks."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

from language import ROOT
from row import Failed
from session import Outcome, Session

FOLDER = ROOT / "notebooks"  # from which `#r` of the first cell counts


class Kernel:
    """A kernel that a command installs into Jupyter's folder of this process."""

    def __init__(self, title, program, *install):
        self.title, self.program, self._install = title, Path(program), install

    def prepare(self, data):
        os.environ["JUPYTER_DATA_DIR"] = data
        os.environ["PATH"] = f"{self.program.parent}{os.pathsep}{os.environ['PATH']}"
        Path(data, "kernels").mkdir()  # one of them does not make it
        subprocess.run([self.program, *(part.format(data) for part in self._install)], check=True, capture_output=True)

    def judge(self, row):
        with Session(FOLDER) as session:
            return row.talk(session) if row.talk else row.judge([session.run(code, 60) for code in row.cells])


class Runner:
    """dotnet-repl, which runs a notebook file and writes its outputs into another."""

    def __init__(self, title, program):
        self.title, self.program = title, Path(program)

    def prepare(self, data):
        pass

    def judge(self, row):
        if row.talk:
            return "—"
        with tempfile.TemporaryDirectory() as folder:
            source, result = Path(folder, "cells.ipynb"), Path(folder, "result.ipynb")
            source.write_text(json.dumps(notebook(row.cells)))
            self.run(source, result)
            if not result.exists():
                raise Failed("the process dies")
            return row.judge([outcome(cell) for cell in json.loads(result.read_text())["cells"]])

    def run(self, source, result):
        command = [self.program, "--run", source, "--exit-after-run", "--output-format", "ipynb", "--output-path", result, "--working-dir", FOLDER]
        try:
            subprocess.run(command, cwd=FOLDER, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired as slow:
            raise Failed("no end within 60 s") from slow


def notebook(sources):
    csharp = {"kernelspec": {"name": ".net-csharp", "display_name": ".NET (C#)", "language": "C#"}}
    cells = [{"cell_type": "code", "id": f"cell{number}", "metadata": {}, "execution_count": None, "outputs": [], "source": code}
             for number, code in enumerate(sources)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": csharp, "cells": cells}


def outcome(cell):
    found = Outcome()
    for output in cell["outputs"]:
        found.take(output["output_type"], output)
    if not found.values:  # this runner calls a value a display
        found.values = found.displays[-1:]
    return found


def columns(workbench, tools):
    """The columns by name."""
    tools = Path(tools).resolve()
    return {
        "ours": Kernel("our kernel", Path(workbench).resolve(), "kernel", "install"),
        "interactive": Kernel(".NET Interactive 1.0.712001", tools / "dotnet-interactive", "jupyter", "install", "--path", "{0}/kernels"),
        "repl": Runner("dotnet-repl 0.3.259", tools / "dotnet-repl"),
    }
