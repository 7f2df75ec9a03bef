"""MobileNetV2 with the module names of timm (pytorch-image-models), written for the parity tests."""

from torch import nn

ROWS = [(1, 16, 1), (2, 24, 2), (3, 32, 2), (4, 64, 2), (3, 96, 1), (3, 160, 2), (1, 320, 1)]


def rounded(channels):
    result = max(8, int(channels + 4) // 8 * 8)
    return result + 8 if result < 0.9 * channels else result


def depthwise(channels, stride):
    return nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False)


def pointwise(before, after):
    return nn.Conv2d(before, after, 1, bias=False)


class Separable(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv_dw, self.bn1 = depthwise(before, stride), nn.BatchNorm2d(before)
        self.conv_pw, self.bn2 = pointwise(before, after), nn.BatchNorm2d(after)
        self.keeps = stride == 1 and before == after

    def forward(self, x):
        out = self.bn2(self.conv_pw(nn.functional.relu6(self.bn1(self.conv_dw(x)))))
        return out + x if self.keeps else out


class Inverted(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        hidden = 6 * before
        self.conv_pw, self.bn1 = pointwise(before, hidden), nn.BatchNorm2d(hidden)
        self.conv_dw, self.bn2 = depthwise(hidden, stride), nn.BatchNorm2d(hidden)
        self.conv_pwl, self.bn3 = pointwise(hidden, after), nn.BatchNorm2d(after)
        self.keeps = stride == 1 and before == after

    def forward(self, x):
        out = nn.functional.relu6(self.bn1(self.conv_pw(x)))
        out = nn.functional.relu6(self.bn2(self.conv_dw(out)))
        out = self.bn3(self.conv_pwl(out))
        return out + x if self.keeps else out


class TimmMobileNetV2(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        channels = rounded(32 * width)
        self.conv_stem, self.bn1 = nn.Conv2d(3, channels, 3, 2, 1, bias=False), nn.BatchNorm2d(channels)
        stages = []
        for row, (repeats, wide, stride) in enumerate(ROWS):
            blocks = []
            for index in range(repeats):
                after = rounded(wide * width)
                blocks.append((Inverted if row else Separable)(channels, after, 1 if index else stride))
                channels = after
            stages.append(nn.Sequential(*blocks))
        self.blocks = nn.Sequential(*stages)
        head = max(1280, rounded(1280 * width))
        self.conv_head, self.bn2 = pointwise(channels, head), nn.BatchNorm2d(head)
        self.classifier = nn.Linear(head, classes)

    def forward(self, x):
        x = nn.functional.relu6(self.bn1(self.conv_stem(x)))
        x = nn.functional.relu6(self.bn2(self.conv_head(self.blocks(x))))
        return self.classifier(x.mean((2, 3)))
