"""Times kernels as a front end meets them: kernel_session.py ROUNDS FIRST_CELL_FILE FOLDER. Prints JSON lines."""
import json
import sys
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel

WARM_CALLS = 20
TAB = {".net-csharp": "Consol", "python3": "prin"}
HELLO = {".net-csharp": 'Console.WriteLine("hello")', "python3": 'print("hello")'}


def seconds(call):
    began = time.monotonic()
    result = call()
    return result, time.monotonic() - began


def execute(client, code):
    reply, took = seconds(lambda: client.execute_interactive(code, timeout=120, output_hook=lambda message: None))
    assert reply["content"]["status"] == "ok", reply["content"]
    return took


def complete(client, code):
    reply, took = seconds(lambda: client.complete(code, reply=True, timeout=120))
    assert reply["content"]["matches"], reply["content"]
    return took


def session(kernel, first_cell, folder):
    (manager, client), ready = seconds(lambda: start_new_kernel(kernel_name=kernel, cwd=folder))
    try:
        hello = execute(client, HELLO[kernel])
        first = execute(client, first_cell) if kernel == ".net-csharp" else None
        warm = sorted(execute(client, HELLO[kernel]) for _ in range(WARM_CALLS))[WARM_CALLS // 2]
        tab = complete(client, TAB[kernel])
        tab_warm = sorted(complete(client, TAB[kernel]) for _ in range(WARM_CALLS))[WARM_CALLS // 2]
        return {"kernel": kernel, "ready": ready, "hello": hello, "first": first, "warm": warm, "tab": tab, "tab_warm": tab_warm}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main(rounds, first_cell_file, folder):
    with open(first_cell_file) as file:
        first_cell = file.read()
    kernels = [name for name in HELLO if name in KernelSpecManager().find_kernel_specs()]
    for _ in range(int(rounds)):
        for kernel in kernels:
            print(json.dumps(session(kernel, first_cell, folder)), flush=True)


main(*sys.argv[1:])
