"""torchvision with Pillow on the JPEG files of the pictures benchmark: FOLDER. Reads the name of a way a line, and answers
with the seconds of one pass over all files, by the clock and of the processor; one thread.
"""
import pathlib
import sys
import time

import torch
from PIL import Image
from torchvision import transforms

torch.set_num_threads(1)
folder = pathlib.Path(sys.argv[1])
files = sorted(folder.glob("*.jpg"))
normalized = [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
crop = [transforms.RandomResizedCrop(224, scale=(0.08, 1)), transforms.RandomHorizontalFlip()]
ways = {
    "decode": lambda image: image,
    "evaluation": transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), *normalized]),
    "crop and flip": transforms.Compose([*crop, *normalized]),
    "standard": transforms.Compose([*crop, transforms.ColorJitter(0.4, 0.4, 0.4), *normalized]),
}


def read(path):
    """torchvision's pil_loader."""
    with open(path, "rb") as file:
        return Image.open(file).convert("RGB")


for line in sys.stdin:
    name = line.strip()
    if name == "evaluated":
        (folder / "evaluated").write_bytes(ways["evaluation"](read(files[0])).permute(1, 2, 0).contiguous().numpy().tobytes())
        print("evaluated", flush=True)
        continue
    start, processor = time.perf_counter(), time.process_time()
    for path in files:
        ways[name](read(path))
    print(time.perf_counter() - start, time.process_time() - processor, flush=True)
