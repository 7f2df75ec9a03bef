"""Reads one JSON object a line, a picture and what happens to it, and answers each with the bytes that Pillow makes of
it, in base64, one answer a line. What timm and torchvision ask of Pillow is asked here in the same way.
"""
import base64
import io
import json
import sys

from PIL import Image, ImageEnhance, ImageOps

FILTERS = {"Bilinear": Image.Resampling.BILINEAR, "Bicubic": Image.Resampling.BICUBIC}


def resize(image, case):
    """torchvision's resized_crop, then the flip."""
    left, top, width, height = case["box"]
    image = image.crop((left, top, left + width, top + height)).resize(tuple(case["size"]), FILTERS[case["filter"]])
    return ImageOps.mirror(image) if case["mirrored"] else image


def evaluate(image, case):
    """torchvision's Resize and CenterCrop."""
    width, height = image.size
    shorter, side = case["shorter"], case["side"]
    if width <= height:
        size = (shorter, int(shorter * height / width))
    else:
        size = (int(shorter * width / height), shorter)
    image = image.resize(size, FILTERS[case["filter"]])
    left, top = int(round((size[0] - side) / 2.0)), int(round((size[1] - side) / 2.0))
    return image.crop((left, top, left + side, top + side))


def decode(image, case):
    with Image.open(io.BytesIO(base64.b64decode(case["file"]))) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def moved(matrix):
    def move(image, case):
        return image.transform(image.size, Image.Transform.AFFINE, matrix(case, image), resample=FILTERS[case["filter"]], fillcolor=fill(case))

    return move


def fill(case):
    return tuple(case["fill"]) if len(case["fill"]) > 1 else case["fill"][0]


def solarize_add(image, case):
    table = [min(255, i + int(case["share"] * 110)) if i < 128 else i for i in range(256)]
    return image.point(table * len(image.getbands()))


def enhanced(kind):
    return lambda image, case: kind(image).enhance(case["factor"] if "factor" in case else case["share"] * 1.8 + 0.1)


def signed(case):
    return -case["share"] if case["negative"] else case["share"]


WAYS = {
    "resize": resize,
    "evaluate": evaluate,
    "decode": decode,
    "auto-contrast": lambda image, case: ImageOps.autocontrast(image),
    "equalize": lambda image, case: ImageOps.equalize(image),
    "invert": lambda image, case: ImageOps.invert(image),
    "rotate": lambda image, case: image.rotate(signed(case) * 30.0, resample=FILTERS[case["filter"]], fillcolor=fill(case)),
    "posterize": lambda image, case: ImageOps.posterize(image, int(case["share"] * 4)),
    "solarize": lambda image, case: ImageOps.solarize(image, min(256, int(case["share"] * 256))),
    "solarize-add": solarize_add,
    "colour": enhanced(ImageEnhance.Color),
    "contrast": enhanced(ImageEnhance.Contrast),
    "brightness": enhanced(ImageEnhance.Brightness),
    "sharpness": enhanced(ImageEnhance.Sharpness),
    "shear-x": moved(lambda case, image: (1, signed(case) * 0.3, 0, 0, 1, 0)),
    "shear-y": moved(lambda case, image: (1, 0, 0, signed(case) * 0.3, 1, 0)),
    "translate-x": moved(lambda case, image: (1, 0, signed(case) * 0.45 * image.size[0], 0, 1, 0)),
    "translate-y": moved(lambda case, image: (1, 0, 0, 0, 1, signed(case) * 0.45 * image.size[1])),
}

for line in sys.stdin:
    case = json.loads(line)
    image = None
    if "pixels" in case:
        mode = "L" if case["channels"] == 1 else "RGB"
        image = Image.frombytes(mode, (case["width"], case["height"]), base64.b64decode(case["pixels"]))
    print(base64.b64encode(WAYS[case["way"]](image, case).tobytes()).decode())
