"""Reads files of TensorBoard's events by the description of their format alone: TFRecord frames, CRC-32C by a table, protocol buffers by
their wire format.

Usage: event_files.py FILE... Writes a JSON object a file: its version, its texts, the names of its settings, and its scalars as
[tag, step, wall time, value]. Ends with an error where a checksum is wrong.
"""
import json
import struct
import sys

TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
    TABLE.append(byte)


def masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        length, check = struct.unpack_from("<QI", data, at)
        assert check == masked(data[at:at + 8]), f"checksum of the length at {at}"
        record = data[at + 12:at + 12 + length]
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked(record), f"checksum of the record at {at}"
        yield record
        at += 16 + length
    assert at == len(data)


def varint(data, at):
    value, shift = 0, 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(key & 7)
            if size is None:
                assert key & 7 == 2, f"wire type {key & 7}"
                size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        yield key >> 3, value


def first(data, number, default=b""):
    return next((value for field, value in fields(data) if field == number), default)


def read(path):
    found = {"version": None, "texts": [], "settings": [], "scalars": []}
    for event in records(open(path, "rb").read()):
        wall, = struct.unpack("<d", first(event, 1, bytes(8)))
        step = first(event, 2, 0)
        for field, value in fields(event):
            if field == 3:
                found["version"] = value.decode()
            for _, summary in fields(value) if field == 5 else ():
                tag, plugin = first(summary, 1).decode(), first(first(summary, 9), 1)
                scalar = [value for number, value in fields(summary) if number == 2]
                if scalar:
                    found["scalars"].append([tag, step, wall, struct.unpack("<f", scalar[0])[0]])
                elif first(plugin, 1) == b"text":
                    found["texts"].append([tag, first(first(summary, 8), 8).decode()])
                else:
                    settings = first(first(plugin, 2), 3)
                    found["settings"] += [first(entry, 1).decode() for _, entry in fields(settings)]
    return found


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
