"use strict";
// The page: what is chosen, in controls and address, and what follows from it.
const Words = {
  whole: number => number < 1e9 ? Math.round(number).toLocaleString("en") : `${Math.round(number / 1e6).toLocaleString("en")} M`,
  bytes: bytes => bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)}\u00a0kB` : `${(bytes / 1e6).toFixed(2)}\u00a0MB`,
  time: seconds => seconds < 1e-3 ? `${(seconds * 1e6).toFixed(1)}\u00a0µs` : `${(seconds * 1e3).toFixed(2)}\u00a0ms`,
  percent: share => `${Math.round(100 * share)} %`,
};

const Page = {
  data: null,
  state: null,
  timer: 0,
  narrow: null,
  first: { family: "sandglass", channels: 96, growth: 1, ratio: 6, kernel: 3, stride: 1, spatial: "usual", shortcut: "usual", identity: 1 },

  measures: [
    { key: "multiplyAdds", name: "Multiply-adds", words: Words.whole, rows: (spec, size) => Block.count(spec, size).rows.map(row => row.multiplyAdds) },
    { key: "parameters", name: "Parameters", words: Words.whole, rows: (spec, size) => Block.count(spec, size).rows.map(row => row.parameters) },
    { key: "weightBytes", name: "Weights", words: Words.bytes },
    { key: "activationBytes", name: "Activations", words: Words.bytes, rows: (spec, size) => Block.count(spec, size).rows.map(row => row.written) },
    { key: "latency", name: "Predicted latency", words: Words.time, rows: (spec, size) => { const times = Block.times(spec, size, Page.data.machine); return [...times.layers, times.shortcut]; } },
  ],

  all: (spec, size) => ({ ...Block.count(spec, size), latency: Block.latency(spec, size, Page.data.machine) }),

  // The address says all: #a=BLOCK&b=BLOCK&size=N&bars=MEASURE.
  read(hash) {
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    const form = document.getElementById("block");
    function chosen(text) {
      const parts = (text ?? "").split("-");
      if (parts.length !== Block.keys.length) return null;
      const read = Object.fromEntries(Block.keys.map((key, i) => [key, typeof Page.first[key] === "number" ? Number(parts[i]) : parts[i]]));
      return Block.keys.every(key => Page.allows(form, key, read[key])) ? read : null;
    }
    const size = Number(asked.get("size"));
    const a = chosen(asked.get("a"));
    const b = chosen(asked.get("b"));
    const bars = Page.measures.find(measure => measure.rows && measure.key === asked.get("bars"))?.key ?? "multiplyAdds";
    const given = Page.allows(form, "size", size) ? size : 14;
    if (!a) return { a: Page.first, b: { ...Page.first, family: "invertedResidual", channels: 16 }, size: given, bars };
    return { a, b: b && !Block.refusal(Block.spec(b)) ? b : null, size: given, bars };
  },

  // Whether a control of the page could have been set so.
  allows(form, key, value) {
    const control = form.elements[key];
    if (key === "identity") return value >= 0 && value <= 1;
    if (control.type === "range") return value >= Number(control.min) && value <= Number(control.max) && (value - Number(control.min)) % Number(control.step) === 0;
    const offered = control instanceof RadioNodeList ? [...control] : [...control.options];
    return offered.some(one => one.value === String(value));
  },

  address({ a, b, size, bars }) {
    const text = chosen => Block.keys.map(key => chosen[key]).join("-");
    return `#a=${text(a)}${b ? `&b=${text(b)}` : ""}&size=${size}&bars=${bars}`;
  },

  // Channels that keep the wide place as wide when a block changes between wide and narrow ends.
  channelsFor(before, family) {
    const isNarrow = name => name === "invertedResidual";
    if (isNarrow(before.family) === isNarrow(family)) return before.channels;
    const wanted = isNarrow(family) ? Math.round(before.channels / before.ratio) : Block.even(before.channels * before.ratio);
    const { min, max } = document.getElementById("channels");
    return Math.min(Number(max), Math.max(Number(min), wanted));
  },

  set(changes) {
    Page.state = { ...Page.state, ...changes };
    Page.show();
  },

  show() {
    const { a, b, size, bars } = Page.state;
    Page.fill(a, size, bars);
    const [spec, pinned] = [Block.spec(a), b && Block.spec(b)];
    const refusal = Block.refusal(spec);
    const byId = id => document.getElementById(id);
    byId("refusal").hidden = !refusal;
    byId("refusal").textContent = refusal ? `This block cannot be built: ${refusal}.` : "";
    for (const id of ["cards", "drawn-a", "bars-a", "code-line", "bars-choice"]) byId(id).hidden = !!refusal;
    for (const id of ["drawn-b", "bars-b"]) byId(id).hidden = !pinned;
    byId("unpin").disabled = !pinned;
    byId("pin").disabled = !!refusal;
    byId("swap").disabled = byId("match").disabled = !pinned || !!refusal;
    const counts = [refusal ? null : Page.all(spec, size), pinned && Page.all(pinned, size)];
    Page.draw(refusal ? null : spec, pinned);
    Page.showCards(...counts);
    Page.showBars(refusal ? null : spec, pinned, size, Page.measures.find(measure => measure.key === bars));
    byId("code").textContent = refusal ? "" : Block.code(a);
    byId("total").textContent = refusal ? byId("refusal").textContent : `${Words.whole(counts[0].parameters)} parameters, ${Words.whole(counts[0].multiplyAdds)} multiply-adds, ${Words.time(counts[0].latency)} predicted`;
    Maps.show(a.family);
    // Browsers refuse an address that changes a hundred times while a slider moves.
    clearTimeout(Page.timer);
    Page.timer = setTimeout(() => history.replaceState(null, "", Page.address(Page.state)), 200);
  },

  // The controls say what the state does.
  fill(a, size, bars) {
    const form = document.getElementById("block");
    for (const key of Block.keys) {
      form.elements[key].value = key === "identity" ? Math.round(100 * a.identity) : a[key];
    }
    form.elements.size.value = size;
    document.getElementById("bars").value = bars;
    const outputs = { channels: a.channels, ratio: a.ratio, kernel: `${a.kernel}×${a.kernel}`, identity: `${Math.round(100 * a.identity)} %`, size: `${size}×${size}` };
    for (const [key, words] of Object.entries(outputs)) form.elements[`${key}-now`].value = words;
    for (const key of ["kernel", "identity", "size"]) form.elements[key].setAttribute("aria-valuetext", outputs[key]);
  },

  draw(spec, pinned) {
    const specs = [spec, pinned].filter(Boolean);
    const most = Drawing.scale(Math.max(...specs.map(one => Drawing.widest(Block.layout(one).layers))));
    const frame = Page.narrow.matches ? Drawing.frames.narrow : Drawing.frames.wide;
    for (const [id, one] of [["drawn-a", spec], ["drawn-b", pinned]]) {
      if (!one) continue;
      const [figure, title] = [document.getElementById(id), Drawing.title(one, Page.data.names)];
      const svg = figure.querySelector("svg");
      figure.style.setProperty("--family", Page.data.colours[one.family]);
      figure.querySelector("b").textContent = title;
      svg.setAttribute("viewBox", `0 ${frame.top} ${frame.width} ${frame.bottom - frame.top}`);
      svg.setAttribute("aria-label", title);
      svg.innerHTML = Drawing.svg(Drawing.shapes(one, frame, most, title).slice(1)); // its title is above it
    }
    const sees = one => `${Block.count(one, 1).receptiveField}×${Block.count(one, 1).receptiveField}`;
    document.getElementById("scale").textContent = `Thickness is channels, on one scale: full height would be ${Words.whole(most)}. ${spec ? `An output sees ${sees(spec)} pixels of the input${pinned ? `, of the pinned block ${sees(pinned)}` : ""}.` : ""}`;
  },

  showCards(now, then) {
    document.getElementById("cards").style.setProperty("--family", Page.data.colours[Page.state.a.family]);
    document.getElementById("cards").innerHTML = now === null ? "" : Page.measures.map(({ key, name, words }) => {
      const beside = then ? `<dd class="then">pinned: ${words(then[key])}</dd><dd class="then">this: ×${(now[key] / then[key]).toFixed(2)}</dd>` : "";
      return `<div><dt>${name}</dt><dd class="now">${words(now[key])}</dd>${beside}</div>`;
    }).join("");
  },

  // Rows stay where they are, so that their bars move.
  showBars(spec, pinned, size, measure) {
    const values = [spec, pinned].map(one => one && measure.rows(one, size));
    const most = Math.max(...values.filter(Boolean).flat());
    [["bars-a", spec], ["bars-b", pinned]].forEach(([id, one], which) => {
      if (!one) return;
      const section = document.getElementById(id);
      const [{ layers }, total] = [Block.layout(one), values[which].reduce((sum, value) => sum + value, 0)];
      section.style.setProperty("--family", Page.data.colours[one.family]);
      section.querySelector("h3").textContent = Drawing.title(one, Page.data.names);
      section.querySelectorAll("li").forEach((row, i) => {
        const value = values[which][i];
        row.hidden = value === undefined || (i >= layers.length && value === 0);
        if (row.hidden) return;
        const layer = layers[i];
        row.querySelector(".what").textContent = layer ? `${Drawing.kind(layer)}, ${layer.from === layer.to ? layer.from : `${layer.from} → ${layer.to}`}` : "what the shortcut needs besides";
        row.querySelector(".bar").style.width = `${100 * value / most}%`;
        row.querySelector(".much").textContent = `${measure.words(value)} (${Words.percent(value / total)})`;
      });
    });
  },

  // A control was moved.
  changed(event) {
    const form = event.currentTarget;
    const before = Page.state.a;
    const value = key => typeof Page.first[key] === "number" ? Number(form.elements[key].value) : form.elements[key].value;
    const a = Object.fromEntries(Block.keys.map(key => [key, key === "identity" ? Number(form.elements.identity.value) / 100 : value(key)]));
    if (event.target.name !== "identity") a.identity = before.identity; // an address may have one between the slider's steps
    if (a.family !== before.family) a.channels = Page.channelsFor(before, a.family);
    document.getElementById("matched").textContent = "";
    Page.set({ a, size: Number(form.elements.size.value) });
  },

  match() {
    const { a, b, size } = Page.state;
    const { min, max } = document.getElementById("channels");
    const wanted = Block.count(Block.spec(b), size).multiplyAdds;
    const channels = Block.match(a, size, wanted, Number(min), Number(max));
    if (channels === null) return;
    Page.set({ a: { ...a, channels } });
    const off = 100 * (Block.count(Block.spec(Page.state.a), size).multiplyAdds / wanted - 1);
    document.getElementById("matched").textContent = `${channels} channels come closest: ${off < 0 ? "−" : "+"}${Math.abs(off).toFixed(1)} % multiply-adds${Math.abs(off) > 5 ? "; the slider goes no further, or a channel more is too many" : ""}.`;
  },

  start() {
    const byId = id => document.getElementById(id);
    Page.data = JSON.parse(byId("data").textContent);
    Page.narrow = window.matchMedia("(max-width: 640px)");
    byId("bars").innerHTML = Page.measures.filter(measure => measure.rows).map(({ key, name }) => `<option value="${key}">${name}</option>`).join("");
    for (const list of document.querySelectorAll(".layers")) {
      list.innerHTML = '<li><span class="what"></span><span class="track"><span class="bar"></span></span><span class="much"></span></li>'.repeat(5);
    }
    Page.state = Page.read(location.hash);
    byId("block").addEventListener("input", Page.changed);
    byId("block").addEventListener("submit", event => event.preventDefault());
    byId("bars").addEventListener("input", event => Page.set({ bars: event.target.value }));
    byId("pin").addEventListener("click", () => Page.set({ b: Page.state.a }));
    byId("unpin").addEventListener("click", () => Page.set({ b: null }));
    byId("swap").addEventListener("click", () => Page.set({ a: Page.state.b, b: Page.state.a }));
    byId("match").addEventListener("click", Page.match);
    Page.narrow.addEventListener("change", Page.show);
    window.addEventListener("hashchange", () => { Page.state = Page.read(location.hash); Page.show(); });
    Maps.start();
    Page.show();
    Questions.start();
  },
};

if (document.getElementById("block")) Page.start();
