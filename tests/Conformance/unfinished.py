"""A peer without a key that sends frame after frame of one message and never the last."""
import json
import socket
import struct

from row import expect
from session import resident

FRAMES = 100
FRAME = 8 << 20
MOST = 400
MORE, LONG, COMMAND = 1, 2, 4


def flood(session):
    with open(session.manager.connection_file) as file:
        port = json.load(file)["shell_port"]
    before = resident(session.pid)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
        shake_hands(peer)
        sent = send(peer)
        grown = resident(session.pid) - before
        expect(grown < MOST, f"{grown:.0f} MB more after {sent * FRAME >> 20} MB")
        expect(session.run("1 + 1").value == "2", "the next cell fails")


def shake_hands(peer):
    """ZMTP 3.0 as a DEALER without security."""
    peer.sendall(b"\xff" + bytes(8) + b"\x7f" + b"\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32))
    receive(peer, 64)
    ready = b"\x05READY" + field(b"Socket-Type", b"DEALER") + field(b"Identity", b"")
    peer.sendall(bytes([COMMAND, len(ready)]) + ready)
    receive(peer, receive(peer, 2)[1])


def field(name, value):
    return bytes([len(name)]) + name + struct.pack(">I", len(value)) + value


def receive(peer, count):
    data = b""
    while len(data) < count:
        part = peer.recv(count - len(data))
        expect(part, "the connection is refused")
        data += part
    return data


def send(peer):
    """The number of frames that were taken before the connection was cut."""
    frame = struct.pack(">BQ", MORE | LONG, FRAME) + bytes(FRAME)
    for sent in range(FRAMES):
        try:
            peer.sendall(frame)
        except OSError:
            return sent
    return FRAMES
