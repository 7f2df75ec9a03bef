(function () {
  const data = JSON.parse(document.getElementById("network").textContent);
  const [box, padding, header, most] = [{ width: 206, height: 62 }, 12, 26, 32];
  const svgNames = "http://www.w3.org/2000/svg";
  const byId = id => document.getElementById(id);
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS(svgNames, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const html = (name, text, attributes = {}) => Object.assign(document.createElement(name), attributes, text === undefined ? {} : { textContent: text });

  // The tree of blocks. A node is an input, an operator or a group; lines join children of one group, or one and its edge.
  const [entry, exit] = ["in", "out"];
  const group = (key, label, parent) => ({ key, label, parent, children: [], lines: new Map(), isGroup: true, isOpen: false, rows: [] });
  const root = Object.assign(group("", "", null), { isOpen: true });
  const groups = new Map();
  const inputs = data.inputs.map((text, i) => leaf(root, `input ${i}`, { label: text.split(" ")[0], kind: "input", output: text.split(" ").slice(1).join(" ") }));
  const leaves = data.rows.map((row, i) => {
    const inside = row.groups.reduce((parent, key) => {
      if (!groups.has(key)) {
        const made = group(key, key.slice(parent.key.length).replace(/^[./]/, ""), parent);
        groups.set(key, made);
        parent.children.push(made);
      }
      return groups.get(key);
    }, root);
    return leaf(inside, `operator ${i}`, row, i);
  });

  function leaf(parent, key, row, index) {
    const node = { key, parent, row, index, label: row.label, rows: [] };
    parent.children.push(node);
    for (let at = parent; index !== undefined && at; at = at.parent) at.rows.push(index);
    if (index !== undefined) node.rows.push(index);
    return node;
  }

  const chain = node => node ? [...chain(node.parent), node] : [];
  const line = (inside, from, to) => {
    const key = `${from.key ?? from}\n${to.key ?? to}`;
    inside.lines.set(key, [from, to]);
  };
  leaves.forEach(node => {
    for (const source of node.row.from) {
      const [from, to] = [chain(source < 0 ? inputs[-1 - source] : leaves[source]), chain(node)];
      let k = 0;
      while (from[k] === to[k]) k++;
      line(from[k - 1], from[k], to[k]);
      for (let j = k + 1; j < from.length; j++) line(from[j - 1], from[j], exit);
      for (let j = k + 1; j < to.length; j++) line(to[j - 1], entry, to[j]);
    }
  });

  // As much is open at first as is seen at a glance, the largest groups before others.
  function openLargest() {
    let [seen, tried] = [root.children.length, [...root.children.filter(child => child.isGroup)]];
    while (tried.length) {
      tried.sort((a, b) => b.rows.length - a.rows.length);
      const next = tried.shift();
      if (seen + next.children.length - 1 > most) continue;
      next.isOpen = true;
      seen += next.children.length - 1;
      tried.push(...next.children.filter(child => child.isGroup));
    }
  }

  // Numbers.
  let measure = data.columns.findIndex(column => column.heading === "Multiply-adds");
  const together = (rows, column) => {
    const numbers = rows.map(row => data.rows[row].values[column]).filter(value => value !== null);
    return numbers.length === 0 ? null : data.columns[column].peak ? numbers.reduce((a, b) => Math.max(a, b)) : numbers.reduce((a, b) => a + b, 0);
  };
  const wholes = data.columns.map((_, column) => together(data.rows.map((_, i) => i), column));
  const text = (value, column) => value === null ? "–"
    : data.columns[column].unit === "" ? value.toLocaleString("en")
    : `${(data.columns[column].unit === "kB" ? value / 1000 : value).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${data.columns[column].unit}`;
  const shareOf = (value, column) => value === null || !wholes[column] ? 0 : value / wholes[column];
  const percent = share => `${(100 * share).toFixed(1)} %`;
  const counted = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

  // Search.
  let words = [];
  const found = row => words.every(word => `${data.rows[row].name} ${data.rows[row].kind}`.toLowerCase().includes(word));

  // Drawing.
  let visible = [];
  let active = null;
  let selected = null;

  function arrange(node) {
    if (!node.isGroup || !node.isOpen) return Object.assign(node, box, { enter: 0, leave: 0 });
    const port = () => ({ width: 0, height: 0, enter: 0, leave: 0, isPort: true });
    const lines = [...node.lines.values()];
    const [first, last] = [port(), port()];
    const items = [...lines.some(l => l[0] === entry) ? [first] : [], ...node.children.map(arrange), ...lines.some(l => l[1] === exit) ? [last] : []];
    const numbers = new Map(items.map((item, i) => [item, i]));
    const edges = lines.map(([from, to]) => [numbers.get(from === entry ? first : from), numbers.get(to === exit ? last : to)]).map(([a, b]) => a < b ? [a, b] : [b, a]);
    const { width, height, paths } = Layout.place(items, edges);
    const [side, top] = node === root ? [0, 0] : [padding, header];
    Object.assign(node, { width: Math.max(width + 2 * side, node === root ? 0 : box.width), height: height + top + side, paths, side, top });
    const shift = (node.width - width) / 2 - side;
    node.side += shift;
    const from = port => numbers.has(port) ? port.x + node.side - node.width / 2 : 0;
    return Object.assign(node, { enter: from(first), leave: from(last) });
  }

  function draw() {
    arrange(root);
    const picture = make("svg", { role: "tree", "aria-label": "Operators of the network", width: root.width + 2, height: root.height + 8, viewBox: `-1 -4 ${root.width + 2} ${root.height + 8}` });
    picture.append(make("defs", {}, make("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, make("path", { d: "M0,0L8,4L0,8Z" }))));
    visible = [];
    const largest = closed(root).reduce((most, node) => Math.max(most, shareOf(together(node.rows, measure), measure)), 1e-9);
    content(root, picture, largest);
    byId("graph").replaceChildren(picture);
    if (!visible.includes(active)) active = visible[0];
    active?.element.setAttribute("tabindex", "0");
  }

  const closed = node => node.children.flatMap(child => child.isGroup && child.isOpen ? closed(child) : [child]);

  function content(node, parent, largest) {
    const inside = make("g", { transform: `translate(${node.side},${node.top})`, role: node === root ? "presentation" : "group" });
    parent.append(inside);
    for (const path of node.paths) inside.append(make("path", { class: "line", d: path, "marker-end": "url(#tip)" }));
    for (const child of node.children) inside.append(item(child, largest));
  }

  function item(node, largest) {
    const value = together(node.rows, measure);
    const share = shareOf(value, measure);
    const kind = node.isGroup ? counted(node.rows.length, "operator") : node.row.kind;
    const output = node.isGroup ? data.rows[node.rows.at(-1)].output : node.row.output;
    const hits = words.length ? node.rows.filter(found).length : -1;
    const kindClass = node.isGroup ? "group" : node.row.kind.split(" ")[0].toLowerCase().replace(/[^a-z]/g, "");
    const element = make("g", {
      class: `item ${kindClass}${node.isGroup && node.isOpen ? " open" : ""}${hits === 0 ? " dim" : hits > 0 ? " hit" : ""}${node === selected ? " selected" : ""}`,
      transform: `translate(${node.x - node.width / 2},${node.y})`,
      role: "treeitem", tabindex: "-1", "aria-level": chain(node).length - 1,
      "aria-label": `${node.label}, ${kind}, ${output}${value === null ? "" : `, ${text(value, measure)} ${data.columns[measure].heading}, ${percent(share)}`}`,
    });
    if (node.isGroup) element.setAttribute("aria-expanded", node.isOpen);
    node.element = element;
    visible.push(node);
    const label = make("text", { class: "label", x: 12, y: 18 }, short(node.label, node.isGroup ? 24 : 27));
    element.append(make("title", {}, node.isGroup ? node.key : node.row.name ?? node.label), make("rect", { class: "frame", width: node.width, height: node.height, rx: 5 }));
    if (node.isGroup && node.isOpen) {
      element.append(make("text", { class: "sign", x: node.width - 12, y: 18 }, "−"), label);
      content(node, element, largest);
    } else {
      element.append(
        make("rect", { class: "stripe", width: 4, height: node.height, rx: 2 }), label,
        make("text", { class: "kind", x: 12, y: 34 }, short(hits > 0 && node.isGroup ? `${hits} of ${kind}` : kind, 33)),
        make("text", { class: "kind", x: 12, y: 50 }, short(output, 18)));
      if (node.isGroup) element.append(make("text", { class: "sign", x: node.width - 12, y: 18 }, "+"));
      if (value) element.append(
        make("text", { class: "share", x: node.width - 10, y: 50 }, percent(share)),
        make("rect", { class: "bar", x: 4, y: node.height - 5, width: (node.width - 8) * share / largest, height: 4 }));
    }
    element.addEventListener("click", event => {
      event.stopPropagation();
      act(node);
    });
    return element;
  }

  const short = (words, length) => words.length > length ? `${words.slice(0, length - 1)}…` : words;

  function act(node) {
    [active, selected] = [node, node];
    if (node.isGroup) node.isOpen = !node.isOpen;
    show();
  }

  function show() {
    draw();
    describe();
    active?.element.focus({ preventScroll: true });
    active?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function describe() {
    const panel = byId("details");
    panel.replaceChildren(html("h3", selected ? selected.row?.name ?? (selected.key || selected.label) : "The whole network"));
    const rows = selected ? selected.rows : root.rows;
    const list = html("dl");
    const fact = (name, value) => {
      const pair = html("div");
      pair.append(html("dt", name), html("dd", value));
      list.append(pair);
    };
    if (selected && !selected.isGroup) fact("Kind", selected.row.kind);
    else fact("Holds", counted(rows.length, "operator"));
    if (selected) fact("Output", selected.isGroup ? data.rows[rows.at(-1)].output : selected.row.output);
    data.columns.forEach((column, i) => {
      const value = together(rows, i);
      if (value !== null) fact(`${column.heading}${column.precision ? `, ${column.precision}` : ""}`, `${text(value, i)}${selected && value ? ` (${percent(shareOf(value, i))})` : ""}`);
    });
    if (!selected) panel.append(html("p", "Choose a block or an operator.", { className: "note" }));
    panel.append(list);
    if (selected && rows.length) panel.append(html("a", "In the table", { href: `#operator${rows[0]}` }));
  }

  function move(step) {
    active.element.setAttribute("tabindex", "-1");
    active = visible[Math.min(visible.length - 1, Math.max(0, visible.indexOf(active) + step))];
    active.element.setAttribute("tabindex", "0");
    active.element.focus();
    active.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  byId("graph").addEventListener("keydown", event => {
    const actions = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => move(-visible.length),
      End: () => move(visible.length),
      ArrowRight: () => active.isGroup && !active.isOpen ? act(active) : move(active.isGroup ? 1 : 0),
      ArrowLeft: () => {
        if (active.isGroup && active.isOpen) return act(active);
        if (active.parent !== root) move(visible.indexOf(active.parent) - visible.indexOf(active));
      },
      Enter: () => act(active),
      " ": () => act(active),
    };
    if (!actions[event.key] || !active) return;
    event.preventDefault();
    actions[event.key]();
  });

  // The table: groups fold, and what is searched for is all that stays.
  const Table = (function () {
    const rows = [...byId("operators").tBodies[0].rows];
    const depth = row => Number(row.dataset.depth);
    const isGroup = row => row.classList.contains("group");
    const inside = [];
    const above = rows.map((row, i) => {
      inside.length = depth(row);
      const holders = [...inside];
      inside[depth(row)] = i;
      return holders;
    });
    const folded = new Set(rows.filter(isGroup));
    const buttons = new Map();
    rows.filter(isGroup).forEach(row => {
      const button = html("button", row.querySelector(".fold").textContent, { type: "button" });
      row.querySelector(".fold").replaceChildren(button);
      buttons.set(row, button);
      button.addEventListener("click", () => {
        if (!folded.delete(row)) folded.add(row);
        update();
      });
    });

    function update() {
      let operator = 0;
      const shown = rows.map(row => !isGroup(row) && (words.length === 0 || found(operator++)));
      above.forEach((holders, i) => {
        if (words.length && shown[i]) for (const holder of holders) shown[holder] = true;
      });
      rows.forEach((row, i) => {
        row.hidden = words.length > 0 ? !shown[i] : above[i].some(holder => folded.has(rows[holder]));
        if (isGroup(row)) buttons.get(row).setAttribute("aria-expanded", words.length > 0 || !folded.has(row));
      });
    }

    return {
      update,
      foldAll: isFolded => {
        folded.clear();
        if (isFolded) rows.filter(isGroup).forEach(row => folded.add(row));
        update();
      },
      reveal: operator => {
        const row = byId(`operator${operator}`);
        for (const holder of above[rows.indexOf(row)]) folded.delete(rows[holder]);
        byId("search").value = "";
        search();
      },
    };
  })();

  // Links to a row: folded groups around it open, in the graph too.
  document.addEventListener("click", event => {
    const row = event.target.closest?.("a[href^='#operator']")?.hash.slice("#operator".length);
    if (row === undefined) return;
    Table.reveal(Number(row));
    [active, selected] = [leaves[row], leaves[row]];
    for (let at = leaves[row].parent; at; at = at.parent) at.isOpen = true;
    draw();
    describe();
    active.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function search() {
    words = byId("search").value.toLowerCase().split(/\s+/).filter(word => word);
    const count = data.rows.filter((_, i) => found(i)).length;
    byId("found").textContent = words.length ? `${count.toLocaleString("en")} of ${counted(data.rows.length, "operator")}` : "";
    Table.update();
    draw();
    const first = words.length && visible.find(node => !node.isOpen && node.rows.some(found));
    if (first) center(first);
  }

  function foldAll(isFolded) {
    for (const node of groups.values()) node.isOpen = !isFolded;
    Table.foldAll(isFolded);
    draw();
    center(visible[0]);
  }

  // Within the drawing, which may be wider and longer than its window; the page itself stays where it is.
  function center(node) {
    const [view, place] = [byId("graph").getBoundingClientRect(), node.element.getBoundingClientRect()];
    byId("graph").scrollLeft += place.left + place.width / 2 - view.left - view.width / 2;
    byId("graph").scrollTop += place.top + place.height / 2 - view.top - view.height / 2;
  }

  data.columns.forEach((column, i) => byId("measure").add(new Option(`${column.heading}${column.precision ? `, ${column.precision}` : ""}`, i, false, i === measure)));
  byId("measure").addEventListener("change", () => {
    measure = Number(byId("measure").value);
    draw();
  });
  byId("search").addEventListener("input", search);
  byId("tools").addEventListener("submit", event => event.preventDefault());
  byId("fold").addEventListener("click", () => foldAll(true));
  byId("unfold").addEventListener("click", () => foldAll(false));
  openLargest();
  Table.update();
  draw();
  center(visible[0]);
  describe();
})();
