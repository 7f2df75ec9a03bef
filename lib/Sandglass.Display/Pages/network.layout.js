"use strict";
// A graph in layers (Sugiyama, Tagawa and Toda 1981), from top to bottom: each item below all that it reads; a line that passes
// layers takes a lane through them; the order within a layer and the places along it are drawn towards what an item is joined to.
const Layout = (function () {
  const [gapAcross, gapDown, lane, rounds] = [18, 26, 8, 6];
  const longest = 40; // layers that a line is led through; beyond that it is drawn past them

  // The places nearest to the wanted ones, in order and without overlap: weighted least squares by pooling neighbours.
  function spread(wanted, weights, widths) {
    const offsets = [0];
    for (let i = 1; i < wanted.length; i++) offsets.push(offsets[i - 1] + (widths[i - 1] + widths[i]) / 2 + gapAcross);
    const pools = [];
    wanted.forEach((place, i) => {
      let pool = { sum: (place - offsets[i]) * weights[i], weight: weights[i], count: 1 };
      while (pools.length && pools.at(-1).sum / pools.at(-1).weight >= pool.sum / pool.weight) {
        const last = pools.pop();
        pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, count: pool.count + last.count };
      }
      pools.push(pool);
    });
    return pools.flatMap(pool => Array(pool.count).fill(pool.sum / pool.weight)).map((place, i) => place + offsets[i]);
  }

  function layersOf(count, edges) {
    const level = Array(count).fill(0);
    const into = Array.from({ length: count }, () => []);
    for (const [from, to] of edges) into[to].push(from);
    for (let i = 0; i < count; i++) for (const from of into[i]) level[i] = Math.max(level[i], level[from] + 1);
    return level;
  }

  // items: { width, height, enter, leave } in the order in which they run, enter and leave where lines meet them, from the middle;
  // edges: [from, to] with from < to. Gives items their x (of the middle) and y (of the top), and the paths of the lines.
  function place(items, edges) {
    const level = layersOf(items.length, edges);
    const nodes = items.map((item, id) => ({ item, id, level: level[id], x: 0, up: [], down: [] }));
    const join = (from, to, weight) => { from.down.push([to, weight]); to.up.push([from, weight]); };
    const routes = edges.map(([from, to]) => ({ from: nodes[from], to: nodes[to], via: [] }));
    const lanes = new Map(); // a value has one lane, whoever reads it
    for (const route of routes) {
      const [first, last] = [route.from.level + 1, route.to.level];
      if (last - first > longest) continue;
      let at = route.from;
      for (let l = first; l < last; l++) {
        const key = `${route.from.id}:${l}`;
        let next = lanes.get(key);
        if (!next) {
          next = { item: { width: lane, height: 0, enter: 0, leave: 0 }, level: l, x: 0, up: [], down: [], isLane: true };
          lanes.set(key, next);
          nodes.push(next);
          join(at, next, at.isLane ? 4 : 0.1);
        }
        route.via.push(next);
        at = next;
      }
      join(at, route.to, at.isLane ? 0.1 : 8);
    }
    const layers = [];
    for (const node of nodes) (layers[node.level] ??= []).push(node);
    order(layers);
    arrange(layers);
    let y = 0;
    for (const layer of layers) {
      const height = layer.reduce((most, node) => Math.max(most, node.item.height), 0);
      for (const node of layer) [node.top, node.bottom] = [y, y + height];
      y += height + gapDown;
    }
    const left = nodes.reduce((least, node) => Math.min(least, node.x - node.item.width / 2), Infinity);
    const right = nodes.reduce((most, node) => Math.max(most, node.x + node.item.width / 2), -Infinity);
    for (const node of nodes) {
      node.x -= left;
      node.item.x = node.x;
      node.item.y = node.top;
    }
    const outside = routes.some(route => route.to.level - route.from.level - 1 > longest) ? 24 : 0;
    return { width: right - left + outside, height: y - gapDown, paths: routes.map(route => pathOf(route, right - left)) };
  }

  function order(layers) {
    const rank = layer => layer.forEach((node, i) => node.rank = i);
    layers.forEach(rank);
    const sort = (layer, side) => {
      if (layer.length < 2) return;
      for (const node of layer) node.pull = node[side].length ? node[side].reduce((sum, [other]) => sum + other.rank, 0) / node[side].length : node.rank;
      layer.sort((a, b) => a.pull - b.pull);
      rank(layer);
    };
    for (let round = 0; round < rounds; round++) {
      layers.forEach(layer => sort(layer, "up"));
      layers.toReversed().forEach(layer => sort(layer, "down"));
    }
    layers.forEach(layer => sort(layer, "up"));
  }

  function arrange(layers) {
    const pull = (layer, side) => {
      const [mine, theirs] = side === "up" ? ["enter", "leave"] : ["leave", "enter"];
      const weights = layer.map(node => node[side].reduce((sum, [, weight]) => sum + weight, 0) || 0.01);
      const wanted = layer.map(node => node[side].length
        ? node[side].reduce((sum, [other, weight]) => sum + weight * (other.x + other.item[theirs]), 0) / node[side].reduce((sum, [, weight]) => sum + weight, 0) - node.item[mine]
        : node.x);
      spread(wanted, weights, layer.map(node => node.item.width)).forEach((x, i) => layer[i].x = x);
    };
    for (const layer of layers) spread(layer.map(() => 0), layer.map(() => 1), layer.map(node => node.item.width)).forEach((x, i) => layer[i].x = x);
    for (let round = 0; round < rounds; round++) {
      layers.forEach(layer => pull(layer, "up"));
      layers.toReversed().forEach(layer => pull(layer, "down"));
    }
    layers.forEach(layer => pull(layer, "up"));
  }

  function pathOf({ from, to, via }, width) {
    let [x, y] = [from.x + from.item.leave, from.top + from.item.height];
    const [endX, endY] = [to.x + to.item.enter, to.top];
    if (to.level - from.level - 1 > longest) {
      return `M${x},${y}C${x},${y + gapDown} ${width + 20},${y} ${width + 20},${y + 2 * gapDown}V${endY - 2 * gapDown}C${width + 20},${endY} ${endX},${endY - gapDown} ${endX},${endY}`;
    }
    let path = `M${x},${y}V${from.bottom}`;
    y = from.bottom;
    for (const [nextX, top, bottom] of [...via.map(node => [node.x, node.top, node.bottom]), [endX, endY, endY]]) {
      const middle = (y + top) / 2;
      path += (nextX === x ? `V${top}` : `C${x},${middle} ${nextX},${middle} ${nextX},${top}`) + (bottom > top ? `V${bottom}` : "");
      [x, y] = [nextX, bottom];
    }
    return path;
  }

  return { place };
})();
