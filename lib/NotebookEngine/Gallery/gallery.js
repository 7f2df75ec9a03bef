// Draws the figures of a page in the place of their pictures, which stay where a figure cannot be drawn.
for (const place of document.querySelectorAll("div.chart[data-figure]")) {
  const still = [...place.childNodes];
  try {
    const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    const layout = { ...figure.layout, autosize: true };
    delete layout.width; // as wide as the page
    const drawn = document.createElement("div");
    drawn.className = "drawn";
    place.replaceChildren(drawn);
    Plotly.newPlot(drawn, {
      data: figure.data ?? [],
      layout,
      frames: figure.frames ?? [],
      config: { responsive: true, displaylogo: false },
    }).catch(() => place.replaceChildren(...still));
  } catch {
    place.replaceChildren(...still);
  }
}
