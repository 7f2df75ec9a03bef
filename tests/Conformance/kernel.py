"""Rows that need a talk with a kernel: help while writing, interrupts, crashes, time and memory."""
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import speed
import unfinished
from language import FIRST_CELL
from row import Row, expect
from session import exists, family, resident

TRAINING = """
using (var data = Preset.Named("standard").LoadData())
{{
    Console.WriteLine("on");
    Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.5).Train(Preset.Named("standard").Recipe, data, results: @"{0}");
}}
"""
ENDLESS = "while (true) { }"


def stops(session, code, seconds=3):
    """An interrupt ends a cell that prints 'on' and then goes on, and what earlier cells defined stays."""
    session.run("var keep = 7;")
    request = session.client.execute(code)
    session.begins_to_say(request, "on")
    time.sleep(1)
    session.interrupt()
    expect(session.finish(request, seconds).error, "no error is shown")
    expect(session.run("keep").value == "7", "variables are lost")


def interrupt(code):
    return lambda session: stops(session, 'Console.WriteLine("on");\n' + code)


def interrupt_training(session):
    session.run(FIRST_CELL, 60)
    with tempfile.TemporaryDirectory() as folder:
        stops(session, TRAINING.format(folder), 5)


def interrupt_callback(session):
    session.run("var keep = 7;")
    request = session.client.execute(
        'var timer = new System.Threading.Timer(_ => { while (true) { } }, null, 0, -1);\nConsole.WriteLine("on");\n' + ENDLESS)
    session.begins_to_say(request, "on")
    time.sleep(1)
    session.interrupt()
    session.finish(request, 5)
    time.sleep(1)
    expect(session.run("keep").value == "7", "variables are lost")


def offers(name, matches):
    expect(any(match.startswith(name) for match in matches), f"{name} is not among the matches")


def completion(session):
    session.run("var words = \"text\";")
    offers("ToUpper", session.complete("words.ToUp"))


def completion_after_twice(session):
    session.run(FIRST_CELL, 60)
    session.run(FIRST_CELL, 60)
    offers("WriteLine", session.complete("Console.Wri"))


def completion_meanwhile(session):
    session.complete("Console.Wri")
    request = session.client.execute('Console.WriteLine("on"); System.Threading.Thread.Sleep(8000);')
    session.begins_to_say(request, "on")
    offers("WriteLine", session.complete("Console.Wri", 4))


def signature(session):
    expect(re.search(r"Max\(\w+", session.inspect("Math.Max(")), "no signature")


def completeness(session):
    for code, status in [("for (;;) {", "incomplete"), ("1 + 1", "complete"), ("var = ;", "invalid")]:
        found = session.reply(session.client.is_complete(code))["status"]
        expect(found == status, f"`{code}` is {found}")


def deep_completeness(session):
    session.reply(session.client.is_complete("(" * 5000), 20)
    expect(session.run("1 + 1").value == "2", "the next cell fails")


def streaming(session):
    request = session.client.execute('Console.WriteLine("on"); System.Threading.Thread.Sleep(6000);')
    session.begins_to_say(request, "on", 4)


def stale(session):
    for cell, code in [("first", "var net = 1;"), ("second", "net + 1"), ("third", "5")]:
        session.run_cell(cell, code)
    said = session.run_cell("first", "var net = 2;").err
    expect(re.search(r"\b2\b.*\bnet\b", said) and "3" not in said, "nothing is said" if not said else said)


def dies_openly(code):
    """A kernel may end when its process ends, but a front end must see it, and soon."""
    def talk(session):
        session.client.execute(code)
        return None if session.lives_or_tells(30) else "the kernel ends and says so"
    return talk


def front_end_killed(_):
    """A front end of its own starts a kernel with a busy cell, and is killed."""
    start = ("import time; from session import Session; s = Session('.'); s.client.execute('while (true) { }');"
             "time.sleep(2); print(s.pid, flush=True); time.sleep(600)")
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True, cwd=os.path.dirname(__file__)) as front_end:
        pids = [pid for pid, _ in family(int(front_end.stdout.readline()))]
        front_end.kill()
    deadline = time.monotonic() + 15
    while any(exists(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.2)
    left = [pid for pid in pids if exists(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    expect(not left, "its processes stay")


def many_cells(session):
    for warm in range(50):
        session.run(f"var warm{warm} = {warm};")
    before, seconds = resident(session.pid), []
    for step in range(2000):
        began = time.monotonic()
        expect(session.run(f"var v{step} = {step}; v{step} + 1").value == str(step + 1), f"cell {step} fails")
        seconds.append(time.monotonic() - began)
    each = (resident(session.pid) - before) / len(seconds)
    first, last = (1000 * statistics.median(part) for part in (seconds[:100], seconds[-100:]))
    said = f"{each:.2f} MB a cell, {first:.0f} ms at first, {last:.0f} ms at last"
    expect(each < 0.2 and last < 4 * first, said)
    return said


ROWS = [
    Row("completion", "Completion after a dot", talk=completion),
    Row("completion-after-twice", "Completion after the first cell ran twice", talk=completion_after_twice),
    Row("completion-meanwhile", "Completion while a cell runs", talk=completion_meanwhile),
    Row("signature", "The signature of the call that is being written", talk=signature),
    Row("completeness", "Whether code is complete, goes on or is wrong", talk=completeness),
    Row("deep-completeness", "The same for 5,000 open parentheses", talk=deep_completeness),
    Row("streaming", "What a cell prints is shown while it runs", talk=streaming),
    Row("stale", "A cell run again says which cells used its old value", talk=stale),
    Row("interrupt-loop", "An interrupt ends an endless loop", talk=interrupt(ENDLESS)),
    Row("interrupt-linq", "… an endless query", talk=interrupt("Enumerable.Range(0, int.MaxValue).SelectMany(i => Enumerable.Range(0, 1000)).Count(i => i < 0)")),
    Row("interrupt-sleep", "… a sleep", talk=interrupt("System.Threading.Thread.Sleep(60_000);")),
    Row("interrupt-await", "… an `await`", talk=interrupt("await Task.Delay(60_000);")),
    Row("interrupt-training", "… a training", talk=interrupt_training),
    Row("interrupt-callback", "… a loop beside a timer whose callback has one", talk=interrupt_callback),
    Row("recursion", "Recursion without end does not leave the front end waiting",
        talk=dies_openly("int Down(int n) => 1 + Down(n + 1);\nDown(0)")),
    Row("exit", "`Environment.Exit` does not leave the front end waiting", talk=dies_openly("Environment.Exit(3);")),
    Row("front-end-killed", "When the front end is killed, the kernel's processes end", talk=front_end_killed),
    Row("unfinished-frames", "A message that never ends does not fill the memory", talk=unfinished.flood),
    Row("speed", "A loop over floats is as fast as in a Release program (at most twice its time)", talk=speed.loop, seconds=240),
    Row("many-cells", "2,000 cells: memory and time a cell stay small", talk=many_cells, seconds=900),
]
