"""Drives the installed kernel as Debian's jupyter_client does: jupyter_session.py CASE. Fails with an assertion."""
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import time

from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

KERNEL = ".net-csharp"


def run(client, code):
    """The reply, what was published, and the seconds until both were there."""
    published = []
    began = time.monotonic()
    reply = client.execute_interactive(
        code, timeout=60, output_hook=lambda message: published.append((message["msg_type"], message["content"])))
    return reply["content"], published, time.monotonic() - began


def value(client, code):
    return next(c["data"]["text/plain"] for kind, c in run(client, code)[1] if kind == "execute_result")


def worker(manager):
    parent = str(manager.provisioner.process.pid)
    return int(subprocess.run(["pgrep", "-P", parent], capture_output=True, text=True, check=True).stdout.split()[0])


def status(pid, field):
    with open(f"/proc/{pid}/status") as lines:
        return int(next(line.split()[1] for line in lines if line.startswith(field + ":")))


def two_clients(manager, client):
    other = BlockingKernelClient(connection_file=manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=60)
    run(client, "var shared = 41;")
    assert value(other, "shared + 1") == "42"
    other.stop_channels()


def interrupt(manager, client):
    run(client, "var kept = 7;")
    endless = client.execute("while (true) { }")
    time.sleep(1)
    began = time.monotonic()
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=20))["parent_header"].get("msg_id") != endless:
        pass
    assert time.monotonic() - began < 10
    assert reply["content"]["status"] == "error"
    assert value(client, "kept") == "7"


def restart(manager, client):
    run(client, "var gone = 1;")
    for now in (False, True):
        before = worker(manager)
        manager.restart_kernel(now=now)
        client.wait_for_ready(timeout=60)
        assert worker(manager) != before
        assert run(client, "gone")[0]["ename"] == "CompilationError"
        deadline = time.monotonic() + 10
        while os.path.exists(f"/proc/{before}") and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not os.path.exists(f"/proc/{before}"), "the worker outlived its supervisor"


def assistance(manager, client):
    run(client, "var elsewhere = \"text\";")
    assert "ToUpper" in client.complete("elsewhere.ToUp", reply=True, timeout=60)["content"]["matches"]
    assert "string elsewhere" in client.inspect("elsewhere", 3, reply=True, timeout=60)["content"]["data"]["text/plain"]


def stale(manager, client):
    def notes(code, cell=None):
        """What a cell says on standard error, run as JupyterLab does where it has an id, else as the classic Notebook."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        message = client.session.msg("execute_request", content, metadata={"cellId": cell} if cell else {})
        client.shell_channel.send(message)
        said = ""
        while (heard := client.get_iopub_msg(timeout=60))["content"].get("execution_state") != "idle" \
                or heard["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            if heard["parent_header"].get("msg_id") == message["header"]["msg_id"] and heard["content"].get("name") == "stderr":
                said += heard["content"]["text"]
        return said

    cells = [("var net = 1;", "a"), ("net + 1", "b"), ("var twice = 2 * net;", "c"), ("twice", "d")]
    assert [notes(*cell) for cell in cells] == [""] * 4
    assert notes("var net = 5;", "a") == "cells 2 and 3 used the old net, and cell 4 what came of it: run them again\n"
    assert [notes(*cell) for cell in cells[1:]] == ["", "cell 4 used the old twice: run it again\n", ""]
    assert notes("var net = 6; net", "a") == "cells 6 and 7 used the old net, and cell 8 what came of it: run them again\n"
    assert [notes(code) for code in ("var lone = 1;", "lone", "lone++;", "lone", "lone++;")] == [""] * 5
    assert notes("var lone = 1;") == "cells 13 and 14 used the old lone: run them again\n", "the same source is the same cell"


def input(manager, client):
    assert "no input" in run(client, "Console.ReadLine()")[0]["evalue"]
    assert value(client, "Console.OpenStandardInput().ReadByte()") == "-1"
    assert value(client, "System.Diagnostics.Process.Start(\"cat\").WaitForExit(5000)") == "True"


def exit(manager, client):
    asked = client.execute("Environment.Exit(3)")
    while (message := client.get_iopub_msg(timeout=60))["msg_type"] != "error" or message["parent_header"].get("msg_id") != asked:
        pass
    assert "exit code 3" in message["content"]["evalue"]
    assert manager.provisioner.process.wait(timeout=20) == 3


def crash(manager, client):
    client.execute("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern nint strlen(nint text); strlen(1)")
    deadline = time.monotonic() + 60
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not manager.is_alive(), "a crash in native code was not noticed"


def endurance(manager, client):
    for warm in range(50):
        run(client, f"var warm{warm} = {warm};")
    client.complete("Consol", reply=True, timeout=60)  # help is made ready in the background
    pid = worker(manager)
    threads, memory = status(pid, "Threads"), status(pid, "VmRSS")
    seconds = []
    for step in range(1000):
        reply, _, took = run(client, f"var v{step} = {step}; v{step} + 1")
        assert reply["status"] == "ok"
        seconds.append(took)
    more = (status(pid, "VmRSS") - memory) / 1024 / 1000
    first, last = statistics.median(seconds[:100]), statistics.median(seconds[-100:])
    print(f"threads {threads} -> {status(pid, 'Threads')}, {more:.3f} MB each, first 100: {first * 1000:.0f} ms, last 100: {last * 1000:.0f} ms")
    assert status(pid, "Threads") <= threads + 4
    assert more < 0.2
    assert last < 4 * first


def front_end(state):
    """Starts a kernel, says which its two processes are, and waits to be killed."""
    if state == "wrapped":
        path = next(pathlib.Path(os.environ["JUPYTER_DATA_DIR"]).glob("kernels/*/kernel.json"))
        spec = json.loads(path.read_text())
        spec["argv"] = ["/bin/sh", "-c", '"$@"; true', "sh"] + spec["argv"]
        path.write_text(json.dumps(spec))
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=60)
    run(client, "var ran = 1;")
    if state == "busy":
        client.execute("while (true) { }")
        time.sleep(1)
    started = [manager.provisioner.process.pid]
    for parent in started:
        started += map(int, subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True).stdout.split())
    print(*started, flush=True)
    time.sleep(600)


def killed(state):
    with subprocess.Popen([sys.executable, __file__, "front_end", state], stdout=subprocess.PIPE, text=True) as process:
        started = process.stdout.readline().split()
        assert len(started) == (3 if state == "wrapped" else 2), started
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while (left := [pid for pid in started if os.path.exists(f"/proc/{pid}")]) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in left:
        os.kill(int(pid), signal.SIGKILL)
    assert not left, "the kernel outlived its front end"


if __name__ == "__main__":
    if len(sys.argv) > 2:
        globals()[sys.argv[1]](sys.argv[2])
        sys.exit()
    kernel_manager, kernel_client = start_new_kernel(kernel_name=KERNEL, startup_timeout=60)
    try:
        globals()[sys.argv[1]](kernel_manager, kernel_client)
    finally:
        kernel_client.stop_channels()
        kernel_manager.shutdown_kernel(now=True)
