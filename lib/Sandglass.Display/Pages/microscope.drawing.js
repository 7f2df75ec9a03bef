"use strict";
// The drawing of a block, as Sandglass.Display.Drawings makes it for notebooks: data flows from left to right, thickness is channels.
// A test holds the wide frame to the library's drawing, shape by shape.
const Drawing = {
  // Where things stand: on a page with room, and on a narrow one, whose letters must not shrink with the drawing.
  frames: {
    wide: { width: 860, top: 46, bottom: 310, margin: 16, gap: 34, layer: 150, ending: 6, thickest: 150, middle: 166, lane: 72, words: 261, line: 18, letters: [16, 12, 13], kindLines: 1 },
    narrow: { width: 380, top: 28, bottom: 226, margin: 10, gap: 20, layer: 70, ending: 5, thickest: 80, middle: 104, lane: 54, words: 160, line: 18, letters: [15, 13, 14], kindLines: 2 },
  },

  // Channels of a full thickness: blocks that share it can be compared, and it stays while a slider moves a little.
  scale: most => 2 ** Math.ceil(Math.log2(Math.max(most, 64))),

  widest: layers => Math.max(...layers.flatMap(layer => [layer.from, layer.to])),

  // A block's shapes, the later over the earlier.
  shapes(spec, frame, most, title) {
    const { layers, around } = Block.layout(spec);
    const { gap, margin, middle } = frame;
    const columns = Math.max(1, layers.length);
    const width = Math.min(frame.layer, (frame.width - 2 * margin - gap) / columns - gap);
    const left = i => margin + gap + i * (width + gap);
    const before = i => left(i) - (gap - frame.ending) / 2;
    const thick = channels => channels * frame.thickest / most;
    const shapes = [];
    const area = (style, ...corners) => shapes.push({ form: "area", style, corners });
    const stroke = (style, ...places) => shapes.push({ form: "stroke", style, places });
    const disc = (x, y, radius) => shapes.push({ form: "disc", style: "disc", at: [x, y], radius });
    const caption = (words, x, y, size, style = "", anchored = false) => shapes.push({ form: "caption", words, at: [x, y], size, style, anchored });
    const words = (text, x, row, style = "") => caption(text, x, frame.words + frame.line * row, frame.letters[row === 0 ? 1 : 2], style);
    const box = (style, from, to, top, bottom) => area(style, [from, top], [to, top], [to, bottom], [from, bottom]);

    function ending(x, thickness, linear) {
      const half = Math.max(thickness / 2, 3);
      box(linear ? "ending linear" : "ending", x, x + frame.ending, middle - half, middle + half);
    }

    caption(title, margin, 18, frame.letters[0], "bold", true);
    const end = before(layers.length) + (spec.activatesSum ? 12 : 0);
    stroke("flow", [4, middle], [end + (frame === Drawing.frames.wide ? 22 : 8), middle]);
    const tip = end + (frame === Drawing.frames.wide ? 28 : 14);
    area("arrow", [tip, middle], [tip - 8, middle - 4.5], [tip - 8, middle + 4.5]);
    layers.forEach((layer, i) => {
      const [from, to, start] = [thick(layer.from), thick(layer.to), left(i)];
      const right = start + width;
      const full = Block.kind(layer) === "convolution";
      area(full ? "layer full" : "layer", [start, middle - from / 2], [right, middle - to / 2], [right, middle + to / 2], [start, middle + from / 2]);
      for (const [a, b] of Drawing.pattern(layer, from, to)) stroke("pattern", [start, middle + a], [right, middle + b]);
      ending(right, to, !layer.activation);
      const lines = Drawing.words(layer, frame.kindLines);
      lines.forEach((line, row) => words(line, (start + right) / 2, row, row < frame.kindLines ? "bold" : row === lines.length - 1 && !layer.activation ? "muted" : ""));
      if (layer.stride > 1) {
        disc((start + right) / 2, middle, 15);
        caption(`÷${layer.stride}`, (start + right) / 2, middle, 14, "bold");
      }
    });
    Drawing.shortcut(spec, layers, around, { frame, before, thick, box, stroke, disc, caption });
    if (spec.activatesSum) {
      ending(end + 4, thick(spec.out), false);
      words("ReLU6", end - 4, frame.kindLines + 1);
    }
    return shapes;
  },

  // From where it leaves to the plus where it arrives; bars there are filled over the channels that take part.
  shortcut(spec, layers, around, { frame, before, thick, box, stroke, disc, caption }) {
    const { middle, lane } = frame;
    const size = frame.letters[2];
    if (!around) {
      caption("no shortcut", before(layers.length) / 2, lane - 13, size, "muted");
      return;
    }
    const channels = layers[around[0]].from;
    const shared = Block.identityChannels(spec);
    const [leaves, arrives, thickness, part] = [before(around[0]), before(around[1]), thick(channels), thick(shared)];
    const [y, style] = [middle - (thickness - part) / 2, shared === 0 ? "shortcut nothing" : "shortcut"];
    for (const x of [leaves, arrives]) {
      const top = middle - thickness / 2;
      box("bar-whole", x - 4, x + 4, top, top + thickness);
      if (part > 0) box("bar-part", x - 4, x + 4, top, top + part);
    }
    stroke(style, [leaves, y - part / 2], [leaves, lane], [arrives, lane], [arrives, y - 9]);
    if (shared > 0) {
      disc(arrives, y, 9);
      stroke("shortcut", [arrives - 5, y], [arrives + 5, y]);
      stroke("shortcut", [arrives, y - 5], [arrives, y + 5]);
    }
    const alpha = Number(spec.identity.toFixed(3));
    caption(shared === channels ? `shortcut: all ${channels} channels` : `shortcut: ${shared} of ${channels} channels (α = ${alpha})`, (leaves + arrives) / 2, lane - 13, size, shared === 0 ? "muted" : "");
  },

  // Lines that stay apart for a depthwise convolution, from every channel to every other for a pointwise one, both for a full one.
  pattern(layer, from, to) {
    const levels = (thickness, count) => Array.from({ length: count }, (_, i) => thickness * (i + 1) / (count + 1) - thickness / 2);
    const stripes = levels(from, Math.max(1, Block.even(from / 9) - 1)).map(y => [y, y]);
    const fans = levels(from, 4).flatMap(a => levels(to, 4).map(b => [a, b]));
    return { pointwise: fans, depthwise: stripes, convolution: [...stripes, ...fans] }[Block.kind(layer)];
  },

  // What a layer is, its channels and what follows it, a line each; its kind on one line or two.
  words(layer, kindLines) {
    const kind = Drawing.kind(layer);
    const channels = (layer.from === layer.to ? `${layer.from}` : `${layer.from} → ${layer.to}`) + (layer.stride > 1 && kindLines === 1 ? `, stride ${layer.stride}` : "");
    return [...(kindLines === 1 ? [kind] : kind.split(" ")), channels, layer.activation ?? "linear"];
  },

  kind: layer => ({ depthwise: `depthwise ${layer.kernel}×${layer.kernel}`, pointwise: "pointwise 1×1", convolution: `full ${layer.kernel}×${layer.kernel}` })[Block.kind(layer)],

  title(spec, names) {
    const ratio = spec.family === "invertedResidual" ? spec.hidden / spec.in : spec.in / spec.hidden;
    return `${names[spec.family]}, ${spec.in} → ${spec.hidden} → ${spec.out} channels, ratio ${Number(ratio.toFixed(2))}${spec.stride > 1 ? `, stride ${spec.stride}` : ""}`;
  },

  // The shapes as elements of SVG.
  svg(shapes) {
    const points = places => places.map(([x, y]) => `${+x.toFixed(2)},${+y.toFixed(2)}`).join(" ");
    return shapes.map(shape => ({
      area: () => `<polygon class="${shape.style}" points="${points(shape.corners)}"/>`,
      stroke: () => `<polyline class="${shape.style}" points="${points(shape.places)}"/>`,
      disc: () => `<circle class="${shape.style}" cx="${shape.at[0]}" cy="${+shape.at[1].toFixed(2)}" r="${shape.radius}"/>`,
      caption: () => `<text class="${shape.style}" x="${+shape.at[0].toFixed(2)}" y="${(shape.at[1] + 0.36 * shape.size).toFixed(2)}" font-size="${shape.size}"${shape.anchored ? "" : ' text-anchor="middle"'}>${shape.words}</text>`,
    })[shape.form]()).join("");
  },
};
