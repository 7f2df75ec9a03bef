"""What kernels of C# do with what users need. Prints a line a row and fails if a row is not ok.

conformance.py [--kernel ours|interactive|repl]... [--row NAME]... [--write]
    [--workbench PROGRAM] [--tools FOLDER]      --write renews these columns and rows of lib/NotebookEngine/README.md
Needs Debian's jupyter_client; a built workbench; for the others their tools in the folder (`dotnet tool install --tool-path`).
"""
import argparse
import re
import signal
import subprocess
import sys
import tempfile

import kernel
import language
from row import Failed
from tools import columns

README = language.ROOT / "lib" / "NotebookEngine" / "README.md"
TABLE = re.compile(r"(<!-- conformance: written by tests/Conformance/conformance\.py --write -->\n).*?(<!-- end of conformance -->)", re.S)
ROWS = language.ROWS + kernel.ROWS


def verdict(column, row):
    """The words of one field of the table."""
    def late(*_):
        raise Failed(f"no end within {row.seconds} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(row.seconds)
    try:
        said = column.judge(row)
        return said if said == "—" else f"ok ({said})" if said else "ok"
    except Failed as failed:
        return str(failed)
    except subprocess.CalledProcessError as failed:
        return f"{failed.cmd[0]} fails: {failed.stderr or failed.stdout}"
    finally:
        signal.alarm(0)


def read():
    """The fields that stand in the table, by row's question and column's title."""
    lines = [[field.strip() for field in line.strip("|\n").split(" | ")] for line in TABLE.search(README.read_text())[0].splitlines() if line.startswith("|")]
    return {(line[0], title): field for line in lines[2:] for title, field in zip(lines[0][1:], line[1:])} if lines else {}


def write(found, titles):
    fields = read() | {key: field.replace("|", "\\|") for key, field in found.items()}
    lines = [["behaviour", *titles], ["---"] * (1 + len(titles))]
    lines += [[row.asks, *(fields.get((row.asks, title), "not tried") for title in titles)] for row in ROWS]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    README.write_text(TABLE.sub(lambda match: match[1] + table + match[2], README.read_text()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", action="append", choices=["ours", "interactive", "repl"])
    parser.add_argument("--row", action="append", choices=[row.name for row in ROWS])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--workbench", default=language.ROOT / "lib/Workbench/bin/Debug/net10.0/workbench")
    parser.add_argument("--tools", default=language.ROOT / "artifacts/tools")
    asked = parser.parse_args()
    known, found = columns(asked.workbench, asked.tools), {}
    for name in asked.kernel or known:
        with tempfile.TemporaryDirectory() as data:
            known[name].prepare(data)
            for row in ROWS:
                if not asked.row or row.name in asked.row:
                    found[row.asks, known[name].title] = field = verdict(known[name], row)
                    print(f"{name:12} {row.name:24} {field}", flush=True)
    if asked.write:
        write(found, [column.title for column in known.values()])
    return int(any(not field.startswith(("ok", "—")) for field in found.values()))


if __name__ == "__main__":
    sys.exit(main())
