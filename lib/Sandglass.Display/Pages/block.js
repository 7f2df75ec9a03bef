"use strict";
// What a block of stride 1 is made of and costs, by the formulas of Sandglass.Counter; a test holds the two together.
const Block = {
  // The layers in order. Width: channels at the wide end; ratio: wide over narrow.
  layers(family, width, ratio, kernel) {
    const narrow = Math.floor(width / ratio);
    const spatial = (channels, full, then) => ({ from: channels, to: channels, kernel, groups: full ? 1 : channels, then });
    const pointwise = (from, to, then) => ({ from, to, kernel: 1, groups: 1, then });
    switch (family) {
      case "sandglass":
        return [spatial(width, false, "ReLU6"), pointwise(width, narrow, "linear"), pointwise(narrow, width, "ReLU6"), spatial(width, false, "linear")];
      case "inverted":
        return [pointwise(narrow, narrow * ratio, "ReLU6"), spatial(narrow * ratio, false, "ReLU6"), pointwise(narrow * ratio, narrow, "linear")];
      default:
        return [pointwise(width, narrow, "ReLU6"), spatial(narrow, true, "ReLU6"), pointwise(narrow, width, "linear, ReLU6 after the sum")];
    }
  },

  // Parameters with those of BatchNorm, multiply-adds of the convolutions, and the receptive field, at a side in pixels.
  cost(layers, size) {
    const rows = layers.map(layer => {
      const weights = layer.kernel * layer.kernel * layer.from / layer.groups * layer.to;
      return { parameters: weights + 2 * layer.to, multiplyAdds: weights * size * size };
    });
    const sum = of => rows.reduce((total, row) => total + of(row), 0);
    return {
      rows,
      parameters: sum(row => row.parameters),
      multiplyAdds: sum(row => row.multiplyAdds),
      receptiveField: layers.reduce((field, layer) => field + layer.kernel - 1, 1),
    };
  },
};

(function () {
  const form = document.getElementById("block");
  if (!form) return;
  const [thickest, middle, gap, column] = [150, 110, 36, 150];
  const colours = JSON.parse(document.getElementById("colours").textContent);
  const narrow = window.matchMedia("(max-width: 640px)");
  const kind = layer => layer.kernel === 1 ? "pointwise 1×1" : `${layer.groups === 1 ? "full" : "depthwise"} ${layer.kernel}×${layer.kernel}`;
  const channels = layer => layer.from === layer.to ? `${layer.from}` : `${layer.from} → ${layer.to}`;
  const grouped = number => number.toLocaleString("en");

  // Thickness is channels: the drawing keeps its scale, so that a wider block looks wider.
  function draw(layers, most, line) {
    const thick = count => Math.max(1.5, count / most * thickest);
    const parts = layers.map((layer, i) => {
      const [left, from, to] = [gap + i * (column + gap), thick(layer.from), thick(layer.to)];
      const right = left + column;
      const words = [kind(layer), channels(layer), layer.then.split(",")[0]];
      return `<path class="layer" d="M${left},${middle - from / 2}L${right},${middle - to / 2}V${middle + to / 2}L${left},${middle + from / 2}Z"/>`
        + words.map((word, row) => `<text x="${left + column / 2}" y="${middle + thickest / 2 + (1 + row) * line}">${word}</text>`).join("");
    });
    const [start, end] = [gap / 2, gap / 2 + layers.length * (column + gap)];
    const lane = middle - thickest / 2 - 16;
    return `<path class="flow" d="M0,${middle}H${end + gap / 2}"/>${parts.join("")}`
      + `<path class="shortcut" d="M${start},${middle}V${lane}H${end}V${middle - 8}"/><circle class="sum" cx="${end}" cy="${middle}" r="8"/>`
      + `<text x="${(start + end) / 2}" y="${lane - 7}">shortcut: ${layers[0].from} channels</text>`;
  }

  function show() {
    const value = name => Number(form.elements[name].value);
    const family = form.elements.family.value;
    const [width, ratio, kernel, size] = [value("width"), value("ratio"), value("kernel"), value("size")];
    for (const name of ["width", "ratio", "kernel", "size"]) form.elements[`${name}-now`].value = value(name);
    const layers = Block.layers(family, width, ratio, kernel);
    const cost = Block.cost(layers, size);
    const picture = document.getElementById("picture");
    const line = narrow.matches ? 26 : 17; // letters shrink with the drawing
    picture.setAttribute("viewBox", `0 ${middle - thickest / 2 - 46} ${gap + layers.length * (column + gap) + 10} ${thickest + 54 + 3 * line}`);
    picture.setAttribute("font-size", 0.82 * line);
    picture.innerHTML = draw(layers, Number(form.elements.width.max), line);
    document.documentElement.style.setProperty("--family", colours[family]);
    // Rows stay where they are, so that their bars move.
    const rows = [...document.querySelectorAll("#layers > li")];
    rows.forEach((row, i) => {
      row.hidden = i >= layers.length;
      if (row.hidden) return;
      const part = cost.rows[i].multiplyAdds / cost.multiplyAdds;
      row.querySelector(".what").textContent = `${kind(layers[i])}, ${channels(layers[i])}`;
      row.querySelector(".bar").style.width = `${100 * part}%`;
      row.querySelector(".much").textContent = `${grouped(cost.rows[i].multiplyAdds)} (${Math.round(100 * part)} %)`;
    });
    document.getElementById("total").textContent = `${grouped(cost.parameters)} parameters, ${grouped(cost.multiplyAdds)} multiply-adds, receptive field ${cost.receptiveField}`;
  }

  form.addEventListener("input", show);
  narrow.addEventListener("change", show);
  show();
})();
