"""Writes safetensors files from the format's description, with the standard library and torch alone."""

import json
import struct

TYPES = {"torch.float32": "F32", "torch.int64": "I64"}


def write(path, tensors):
    """Writes a state dict, in its own order."""
    header, parts, offset = {}, [], 0
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": TYPES[str(tensor.dtype)],
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + len(data)],
        }
        parts.append(data)
        offset += len(data)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def read(path):
    """Reads a file's float32 and int64 tensors and its metadata."""
    import numpy
    import torch

    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    types = {"F32": numpy.float32, "I64": numpy.int64}
    tensors = {
        name: torch.from_numpy(
            numpy.frombuffer(data[slice(*entry["data_offsets"])], types[entry["dtype"]]).reshape(entry["shape"]).copy()
        )
        for name, entry in header.items()
    }
    return metadata, tensors
