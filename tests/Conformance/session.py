"""One kernel of Jupyter in a process of its own, as a front end meets it."""
import os
import queue
import re
import subprocess
import time

from jupyter_client import KernelManager

from row import Failed, expect

KERNEL = ".net-csharp"


TAGS = re.compile(r"<style>.*?</style>|<[^>]+>", re.S)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def joined(text):
    return text if isinstance(text, str) else "".join(text)


def plain(data):
    """What an output shows as text, whatever its form."""
    text = data.get("text/plain") or data.get("text/html") or ""
    return (joined(text) if "text/plain" in data else TAGS.sub("", joined(text))).strip()


class Outcome:
    """What one cell came to: its outputs by kind."""

    def __init__(self):
        self.out, self.err, self.error, self.values, self.displays = "", "", "", [], []

    def take(self, kind, content):
        if kind == "stream" and content["name"] == "stdout":
            self.out += joined(content["text"])
        elif kind == "stream":
            self.err += joined(content["text"])
        elif kind == "error":
            self.error += COLOURS.sub("", "\n".join([f"{content['ename']}: {content['evalue']}", *content["traceback"]]))
        elif kind == "execute_result":
            self.values.append(content["data"])
        elif kind in ("display_data", "update_display_data"):
            self.displays.append(content["data"])

    @property
    def value(self):
        return plain(self.values[-1]) if self.values else ""

    @property
    def forms(self):
        """The value in each of its forms, as text."""
        return [TAGS.sub(" ", joined(text)) for data in self.values for text in data.values()]

    @property
    def displayed(self):
        return [plain(data) for data in self.displays]

    @property
    def said(self):
        """All that a reader of the cell sees."""
        return "\n".join([self.out, self.err, self.error, self.value, *self.displayed])

    @property
    def headline(self):
        """The first line of that, cut to fit a table."""
        text = next((line for line in self.said.splitlines() if line.strip()), "nothing")
        return text.strip()[:80]


class Session:
    """A kernel that was just started. Leaving the block ends it with all its processes."""

    def __init__(self, folder):
        self.manager = KernelManager(kernel_name=KERNEL)
        self.manager.start_kernel(cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=60)
        except RuntimeError as slow:
            self.close()
            raise Failed("the kernel does not start") from slow
        self.pid = self.manager.provisioner.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code, seconds=30):
        """Runs a cell to its end."""
        return self.finish(self.client.execute(code, allow_stdin=False), seconds)

    def run_cell(self, cell, code, seconds=30):
        """The same for a cell of a notebook, whose id JupyterLab and VS Code send."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell})
        self.client.shell_channel.send(message)
        return self.finish(message["header"]["msg_id"], seconds)

    def finish(self, request, seconds=30):
        """What became of a request to execute, once the kernel is idle again."""
        outcome, end = Outcome(), time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except queue.Empty:
                expect(self.manager.is_alive(), "the kernel dies")
                continue
            if message["parent_header"].get("msg_id") == request:
                outcome.take(message["msg_type"], message["content"])
                if message["content"].get("execution_state") == "idle":
                    return outcome
        raise Failed(f"no end within {seconds} s")

    def begins_to_say(self, request, text, seconds=30):
        """Waits until a running cell has printed this."""
        outcome, end = Outcome(), time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") == request:
                outcome.take(message["msg_type"], message["content"])
                if text in outcome.out:
                    return
        raise Failed(f"nothing printed within {seconds} s")

    def reply(self, request, seconds=10):
        """The answer on the shell channel to anything but a cell."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_shell_msg(timeout=0.5)
            except queue.Empty:
                expect(self.manager.is_alive(), "the kernel dies")
                continue
            if message["parent_header"].get("msg_id") == request:
                content = message["content"]
                expect(content.get("status") != "error", f"{content.get('ename')}: {content.get('evalue')}")
                return content
        raise Failed(f"no answer within {seconds} s")

    def complete(self, code, seconds=10):
        return self.reply(self.client.complete(code), seconds)["matches"]

    def inspect(self, code, at=None):
        found = self.reply(self.client.inspect(code, at if at is not None else len(code)))
        return plain(found["data"]) if found["found"] else ""

    def interrupt(self):
        self.manager.interrupt_kernel()

    def lives_or_tells(self, seconds):
        """Whether it answers; false if it ended, which a front end sees."""
        end = time.monotonic() + seconds
        request = self.client.kernel_info()
        while time.monotonic() < end and self.manager.is_alive():
            try:
                if self.client.get_shell_msg(timeout=0.5)["parent_header"].get("msg_id") == request:
                    return True
            except queue.Empty:
                pass
        expect(not self.manager.is_alive(), f"hangs for {seconds} s")
        return False


def family(pid):
    """A process and those that it started, as pairs of id and resident kilobytes."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = [row for row in rows if row[0] == pid]
    for row in found:
        found.extend(child for child in rows if child[1] == row[0])
    return [(row[0], row[2]) for row in found]


def resident(pid):
    return sum(size for _, size in family(pid)) / 1024


def exists(pid):
    try:
        with open(f"/proc/{pid}/stat") as line:
            return line.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
