// Draws the figures of a page in the place of their pictures, which stay where a figure cannot be drawn. In a narrow window a
// figure takes what it carries for one (layout.meta.narrow, values by path); without it, it keeps its width and is scrolled. On paper the
// picture stands again.
const put = (layout, path, value) => {
  const names = path.split(".");
  const last = names.pop();
  names.reduce((part, name) => part[name] ??= {}, layout)[last] = value;
};
const screen = window.matchMedia("(max-width: 640px)");
for (const place of document.querySelectorAll("div.chart[data-figure]")) {
  const still = [...place.childNodes];
  const giveUp = () => place.replaceChildren(...still);
  try {
    const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    const narrow = figure.layout?.meta?.narrow;
    const drawn = document.createElement("div");
    drawn.className = narrow ? "drawn fits" : "drawn";
    const draw = () => {
      const layout = { ...structuredClone(figure.layout), autosize: true };
      if (screen.matches) Object.entries(narrow ?? {}).forEach(([path, value]) => put(layout, path, value));
      delete layout.width; // as wide as the page
      return Plotly.react(drawn, {
        data: figure.data ?? [],
        layout,
        frames: figure.frames ?? [],
        config: { responsive: true, displaylogo: false, displayModeBar: !(narrow && screen.matches) },
      }).catch(giveUp);
    };
    const paper = document.createElement("div");
    paper.className = "paper";
    paper.append(...still);
    place.replaceChildren(drawn, paper);
    draw();
    if (narrow) screen.addEventListener("change", draw);
  } catch {
    giveUp();
  }
}
