"use strict";
// A block as Sandglass.BlockSpec has it: its layers, the rules that refuse it, what it costs and what it may take.
// A test holds every function here to the library, over thousands of blocks.
const Block = {
  // What a reader chooses, in the order of the page's address.
  keys: ["family", "channels", "growth", "ratio", "kernel", "stride", "spatial", "shortcut", "identity"],

  // Convolutions of k×k at the input, at the hidden width and at the output.
  placements: { ends: [1, 0, 1], middle: [0, 1, 0], middleTwice: [0, 2, 0], outputOnly: [0, 0, 1], none: [0, 0, 0] },

  // Placement, and the convolutions that no activation follows.
  families: {
    sandglass: { spatial: "ends", linear: ["entry", "output"] },
    invertedResidual: { spatial: "middle", linear: ["exit"] },
    bottleneck: { spatial: "middle", linear: ["exit"] },
  },

  // The spec of what is chosen; `shortcut` may be "usual", `spatial` too.
  spec(chosen) {
    const { family, channels, ratio, stride } = chosen;
    const own = Block.families[family];
    const out = Math.max(1, Math.floor(channels * chosen.growth));
    const usual = channels === out && stride === 1 ? "ends" : "none";
    return {
      family, ratio, stride, in: channels, out,
      hidden: family === "invertedResidual" ? Block.even(channels * ratio) : Math.floor(channels / ratio),
      spatial: Block.placements[chosen.spatial === "usual" ? own.spatial : chosen.spatial],
      kernel: chosen.kernel,
      linear: own.linear,
      activatesSum: family === "bottleneck",
      shortcut: chosen.shortcut === "usual" ? usual : chosen.shortcut,
      identity: chosen.identity,
    };
  },

  // To the nearest whole number, halves to the even one.
  even(value) {
    const below = Math.floor(value);
    const rest = value - below;
    return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  },

  // Why a spec cannot be built, in the library's words; null where it can.
  refusal(spec) {
    const ends = `${spec.in} and ${spec.out}`;
    const carrier = Block.strideSlot(spec);
    if (spec.hidden < 1) return `reduction ratio ${spec.ratio} leaves no channel of ${spec.in}; use at most ${spec.in}`;
    switch (spec.shortcut) {
      case "ends":
        if (spec.in !== spec.out) return `a shortcut between ends of ${ends} channels cannot be added; use equal widths or no shortcut`;
        if (spec.stride !== 1) return `a shortcut over a stride of ${spec.stride} cannot be added; use stride 1 or no shortcut`;
        return null;
      case "pointwise":
        if (spec.in !== spec.out) return `a shortcut around pointwise convolutions of ${ends} channels cannot be added`;
        if (spec.stride !== 1 && carrier !== "input" && carrier !== "output") return "a shortcut around the pointwise convolutions cannot pass over their stride";
        return null;
      case "hidden":
        if (spec.spatial[1] === 0) return "a shortcut at the hidden width needs a convolution there to pass around";
        if (spec.stride !== 1 && (carrier === "innerHidden" || carrier === "hidden")) return "a shortcut at the hidden width cannot pass over the stride there";
        return null;
      default:
        return null;
    }
  },

  // The convolution that carries the stride.
  strideSlot({ spatial: [input, hidden, output] }) {
    return output > 0 ? "output" : hidden > 1 ? "innerHidden" : hidden === 1 ? "hidden" : input > 0 ? "input" : "exit";
  },

  // Channels to which the shortcut adds.
  identityChannels: spec => spec.shortcut === "none" ? 0 : Math.floor((spec.shortcut === "hidden" ? spec.hidden : spec.out) * spec.identity + 1e-9),

  // The layers in order, and between which of them the shortcut runs; null for none.
  layout(spec) {
    const layers = [];
    const carrier = Block.strideSlot(spec);
    let strided = false;
    function add(name, slot, from, to, kernel, groups) {
      const carries = slot === carrier && !strided;
      strided ||= carries;
      layers.push({ name, from, to, kernel, groups, stride: carries ? spec.stride : 1, activation: spec.linear.includes(slot) ? null : "ReLU6" });
    }
    function addSpatial(place, slot, channels, count) {
      const full = spec.family === "bottleneck" && slot === "hidden";
      for (let i = 1; i <= count; i++) {
        const name = `${place}_${full ? "conv" : "depthwise"}${count > 1 ? i : ""}`;
        add(name, slot === "hidden" && i < count ? "innerHidden" : slot, channels, channels, spec.kernel, full ? 1 : channels);
      }
    }
    const [entry, exit] = spec.family === "invertedResidual" ? ["expand", "project"] : ["reduce", "expand"];
    addSpatial("input", "input", spec.in, spec.spatial[0]);
    const pointwise = layers.length;
    // With nothing to expand, an inverted residual leaves its first pointwise convolution out.
    if (spec.family !== "invertedResidual" || spec.hidden !== spec.in) add(entry, "entry", spec.in, spec.hidden, 1, 1);
    const hidden = layers.length;
    addSpatial("hidden", "hidden", spec.hidden, spec.spatial[1]);
    const hiddenEnd = layers.length;
    add(exit, "exit", spec.hidden, spec.out, 1, 1);
    const pointwiseEnd = layers.length;
    addSpatial("output", "output", spec.out, spec.spatial[2]);
    const around = { ends: [0, layers.length], pointwise: [pointwise, pointwiseEnd], hidden: [hidden, hiddenEnd], none: null }[spec.shortcut];
    return { layers, around };
  },

  isDepthwise: layer => layer.groups > 1,
  kind: layer => Block.isDepthwise(layer) ? "depthwise" : layer.kernel === 1 ? "pointwise" : "convolution",

  // What one image of a side costs: parameters with those of BatchNorm, multiply-adds of the convolutions, bytes in single
  // precision of the parameters and of what the convolutions write, the side that an output sees, additions of the shortcut.
  count(spec, size) {
    const { layers, around } = Block.layout(spec);
    let [side, field, step, additions] = [size, 1, 1, 0];
    const rows = layers.map((layer, i) => {
      const weights = layer.kernel * layer.kernel * layer.from / layer.groups * layer.to;
      const before = side;
      side = Math.floor((side - 1) / layer.stride) + 1;
      field += (layer.kernel - 1) * step;
      step *= layer.stride;
      if (around && i + 1 === around[1]) additions = Block.identityChannels(spec) * side * side;
      const elements = layer.to * side * side;
      return { before, side, weights, parameters: weights + 2 * layer.to, multiplyAdds: weights * side * side, written: 4 * elements };
    });
    const sum = key => rows.reduce((total, row) => total + row[key], 0);
    return { rows, parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds"), weightBytes: 4 * sum("parameters"), activationBytes: sum("written"), receptiveField: field, additions };
  },

  // Seconds by layer as a machine's roofline has them, BatchNorm folded, and of what a shortcut needs besides.
  times(spec, size, machine) {
    const { layers, around } = Block.layout(spec);
    const rows = Block.count(spec, size).rows;
    const work = layers.map((layer, i) => {
      const { before, side, weights, multiplyAdds } = rows[i];
      const [read, written] = [layer.from * before * before, layer.to * side * side];
      return { kind: Block.kind(layer), multiplyAdds, bytes: 4 * (read + weights + layer.to + written), activated: layer.activation ? written : 0 };
    });
    const shortcut = [];
    const shared = Block.identityChannels(spec);
    let last = work.at(-1);
    if (around && shared > 0) {
      const at = around[1] - 1;
      const [channels, pixels] = [layers[at].to, rows[at].side ** 2];
      const moves = bytes => shortcut.push({ kind: null, multiplyAdds: 0, bytes, activated: 0 });
      if (shared < channels) {
        // Runtimes cut the first channels out and add zeros for the others; the few bytes are the numbers of what is cut.
        moves(4 * (channels * pixels + 3 + shared * pixels));
        moves(4 * (shared * pixels + 8 + channels * pixels));
      }
      if (layers[at].activation) {
        moves(4 * 3 * channels * pixels);
        if (at === layers.length - 1) last = shortcut.at(-1);
      } else {
        work[at].bytes += 4 * channels * pixels; // added while the output of the convolution is at hand
      }
    }
    if (spec.activatesSum) last.activated += spec.out * rows.at(-1).side ** 2;
    const seconds = operators => operators.map(one => Block.seconds(one, machine));
    return { layers: seconds(work), shortcut: seconds(shortcut).reduce((sum, one) => sum + one, 0) };
  },

  latency(spec, size, machine) {
    const times = Block.times(spec, size, machine);
    return times.layers.reduce((sum, one) => sum + one, times.shortcut);
  },

  // An operator starts, computes or moves its bytes, whichever is longer, and activates.
  seconds({ kind, multiplyAdds, bytes, activated }, machine) {
    const rate = machine.rates[kind];
    return (rate?.start ?? machine.start) + Math.max(rate ? multiplyAdds / rate.perSecond : 0, bytes / Block.bandwidth(bytes, machine.bandwidths)) + activated / machine.activatedPerSecond;
  },

  // Bytes a second, between two that were measured on a logarithmic scale.
  bandwidth(bytes, known) {
    const above = known.find(one => one.bytes >= bytes) ?? known.at(-1);
    const below = known.findLast(one => one.bytes <= bytes) ?? known[0];
    const share = above.bytes === below.bytes ? 0 : Math.log(bytes / below.bytes) / Math.log(above.bytes / below.bytes);
    return Math.exp((1 - share) * Math.log(below.perSecond) + share * Math.log(above.perSecond));
  },

  // The line of C# that makes the spec.
  code(chosen) {
    const name = { sandglass: "Sandglass", invertedResidual: "InvertedResidual", bottleneck: "Bottleneck" }[chosen.family];
    const capital = word => word[0].toUpperCase() + word.slice(1);
    const spec = Block.spec(chosen);
    const changes = [
      chosen.kernel !== 3 && `Kernel = ${chosen.kernel}`,
      chosen.spatial !== "usual" && `Spatial = SpatialPlacement.${capital(chosen.spatial)}`,
      chosen.shortcut !== "usual" && `Shortcut = ShortcutSite.${capital(chosen.shortcut)}`,
      chosen.identity !== 1 && `IdentityMultiplier = ${chosen.identity}`,
    ].filter(Boolean);
    const stride = chosen.stride === 1 ? "" : `, stride: ${chosen.stride}`;
    return `BlockSpec.${name}(${spec.in}, ${spec.out}, ${chosen.ratio}${stride})${changes.length ? ` with { ${changes.join(", ")} }` : ""}`;
  },

  // The number of channels from least to most at which multiply-adds come closest to a number; null where none can be built.
  match(chosen, size, multiplyAdds, least, most) {
    let best = null;
    for (let channels = least; channels <= most; channels++) {
      const spec = Block.spec({ ...chosen, channels });
      if (Block.refusal(spec)) continue;
      const off = Math.abs(Block.count(spec, size).multiplyAdds - multiplyAdds);
      if (!best || off < best.off) best = { channels, off };
    }
    return best?.channels ?? null;
  },
};
