"use strict";
(function () {
  const bundle = JSON.parse(document.getElementById("bundle").textContent);
  const byId = id => document.getElementById(id);
  const warmUp = 3;
  const near = 1e-4; // of the largest number: single precision in another order of sums
  const say = words => byId("state").textContent = words;
  const count = shape => shape.reduce((product, size) => product * size, 1);
  const quantile = (sorted, share) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
  };
  const short = number => number === 0 ? "0" : number.toPrecision(3);

  // Found beside the page, or else said what is missing.
  const script = document.createElement("script");
  script.src = "ort.wasm.min.js";
  script.onload = start;
  script.onerror = () => byId("missing").hidden = false;
  if (location.protocol === "file:") byId("unserved").hidden = false;
  document.head.append(script);

  function start() {
    if (location.protocol === "file:") return;
    byId("timing").hidden = false;
    byId("timing").addEventListener("submit", async event => {
      event.preventDefault();
      const button = byId("timing").querySelector("button");
      button.disabled = true;
      try {
        await run(Number(byId("runs").value));
      } catch (wrong) {
        say(`It does not run here: ${wrong.message ?? wrong}`);
      }
      button.disabled = false;
    });
  }

  async function floats(file, numbers) {
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(`${file} is not beside this page`);
    const values = new Float32Array(await answer.arrayBuffer());
    if (values.length !== numbers) throw new Error(`${file} has ${values.length} numbers, not ${numbers}`);
    return values;
  }

  async function run(runs) {
    say("Loading the network …");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = new URL("./", location.href).href;
    const began = performance.now();
    const session = await ort.InferenceSession.create(bundle.model, { executionProviders: ["wasm"] });
    const loading = performance.now() - began;
    const image = await floats(bundle.inputFile, count(bundle.input.shape));
    const expected = await floats(bundle.expectedFile, bundle.outputs.reduce((sum, output) => sum + count(output.shape), 0));
    const given = { [bundle.input.name]: new ort.Tensor("float32", image, bundle.input.shape) };
    let answer;
    for (let i = 0; i < warmUp; i++) answer = await session.run(given);
    compare(answer, expected);
    const times = [];
    for (let i = 0; i < runs; i++) {
      const start = performance.now();
      await session.run(given);
      times.push(performance.now() - start);
      if (i % 10 === 9) {
        say(`${i + 1} of ${runs} runs …`);
        await new Promise(resolve => setTimeout(resolve));
      }
    }
    await session.release();
    show(times, loading);
    say("");
    byId("results").hidden = false;
  }

  function compare(answer, expected) {
    let [from, worst] = [0, 0];
    const rows = bundle.outputs.map(output => {
      const wanted = expected.subarray(from, from += count(output.shape));
      const values = answer[output.name].data;
      const difference = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - values[i])), 0);
      const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      worst = Math.max(worst, difference / (largest || 1));
      return [output.name, output.shape.join("×"), short(difference), short(largest)];
    });
    byId("differences").replaceChildren(...rows.map(cells => {
      const row = document.createElement("tr");
      row.append(...cells.map((cell, i) => Object.assign(document.createElement(i ? "td" : "th"), { textContent: cell })));
      return row;
    }));
    byId("verdict").textContent = worst <= near
      ? `Yes: no number differs by more than ${short(worst)} of the largest.`
      : `No: a number differs by ${short(worst)} of the largest, and rounding explains ${near}.`;
    byId("verdict").className = `verdict ${worst <= near ? "yes" : "no"}`;
  }

  function show(times, loading) {
    const sorted = times.toSorted((a, b) => a - b);
    const [median, low, high] = [0.5, 0.25, 0.75].map(share => quantile(sorted, share));
    byId("median").textContent = `${median.toFixed(2)} ms is the median of ${times.length} runs; the middle half took ${low.toFixed(2)} to ${high.toFixed(2)} ms.`;
    const facts = [
      ["Fastest and slowest", `${sorted[0].toFixed(2)} and ${sorted.at(-1).toFixed(2)} ms`],
      ["Loading the network", `${loading.toFixed(0)} ms`],
      ["Multiply-adds a second", `${(bundle.multiplyAdds / median / 1e6).toFixed(2)} thousand million`],
      ["onnxruntime-web", ort.env.versions?.web ?? "unknown"],
      ["Browser", navigator.userAgent],
    ];
    byId("facts").replaceChildren(...facts.map(([name, value]) => {
      const pair = document.createElement("div");
      pair.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
      return pair;
    }));
    const [picture, most] = [byId("times"), sorted.at(-1)];
    picture.setAttribute("aria-label", `Time of each run, from 0 to ${most.toFixed(2)} ms; the line is the median`);
    const make = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const width = 600 / times.length;
    picture.replaceChildren(
      ...times.map((time, i) => make("rect", { x: i * width, width: width * 0.8, y: 120 - 114 * time / most, height: 114 * time / most })),
      make("line", { x1: 0, x2: 600, y1: 120 - 114 * median / most, y2: 120 - 114 * median / most }));
  }
})();
