"""MobileNeXt, written from the description of the network (stage table, branches, hidden widths), for tests alone.

Modules lie as in the released code: `features.N.conv.K`, `classifier.1`.
"""

import torch
from torch import nn

STAGES = ((2, 96, 1, 2), (6, 144, 1, 1), (6, 192, 3, 2), (6, 288, 3, 2), (6, 384, 4, 1), (6, 576, 4, 2), (6, 960, 3, 1), (6, 1280, 1, 1))


def rounded(value, step):
    nearest = max(step, int(value + step / 2) // step * step)
    return nearest + step if nearest < 0.9 * value else nearest


def convolution(source, target, kernel=3, stride=1, depthwise=False, active=False):
    """A convolution without bias, its BatchNorm and, where it is active, ReLU6."""
    groups = source if depthwise else 1
    layers = [nn.Conv2d(source, target, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(target)]
    return layers + [nn.ReLU6()] if active else layers


class Sandglass(nn.Module):
    def __init__(self, source, target, ratio, stride, single, divisor):
        super().__init__()
        hidden = source // ratio
        if hidden < target / 6:
            hidden = rounded(-(-target // 6), 16)
        widens = source != target
        first = last = True
        if ratio != 2 and widens and not single:
            first, last = False, stride == 2
        elif ratio != 2:
            stride = 1
        self.added = 0 if ratio == 2 or widens or single else target // divisor
        layers = convolution(source, source, depthwise=True, active=True) if first else []
        layers += convolution(source, hidden, kernel=1) + convolution(hidden, target, kernel=1, active=True)
        layers += convolution(target, target, stride=stride, depthwise=True) if last else []
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        y = self.conv(x)
        if self.added:
            y = torch.cat((y[:, : self.added] + x[:, : self.added], y[:, self.added :]), 1)
        return y


class MobileNeXt(nn.Module):
    """`divisor`: the shortcut adds the first 1/divisor of the channels."""

    def __init__(self, width, classes, divisor):
        super().__init__()
        channels = rounded(32 * width, 8)
        features = [nn.Sequential(*convolution(3, channels, stride=2, active=True))]
        for ratio, full, repeats, stride in STAGES:
            target = 1280 if full == 1280 and width < 1 else rounded(full * width, 8)
            for i in range(repeats):
                step = stride if i == 0 else 1
                single = repeats == 1 and stride == 1
                features.append(Sandglass(channels, target, ratio, step, single, divisor))
                channels = target
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(channels, classes))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))
