"use strict";
// What one picture becomes in a trained block: pixels computed beforehand, a strip of channels a place.
const Maps = {
  shown: null,

  start() {
    document.getElementById("channel").addEventListener("input", Maps.follow);
  },

  show(family) {
    if (Maps.shown === family) return;
    Maps.shown = family;
    const [maps, section] = [Page.data.maps.find(one => one.family === family), document.getElementById("maps")];
    section.style.setProperty("--family", Page.data.colours[family]);
    document.getElementById("following").hidden = !maps;
    if (!maps) {
      section.textContent = "This page has no pictures of this family. The option --run of the command that wrote it takes them from a run.";
      return;
    }
    const places = maps.places;
    document.getElementById("channel").max = Math.max(...places.map(place => place.channels)) - 1;
    section.innerHTML = `<div class="specimen"><span class="tile" data-strip="picture"></span><p></p></div>`
      + places.map(() => `<section class="place"><h3></h3><p></p><div class="tiles" role="img"></div></section>`).join("");
    section.querySelector(".specimen p").textContent = maps.about;
    section.querySelector(".specimen .tile").style.backgroundImage = Maps.address(maps.picture);
    section.querySelectorAll(".place").forEach((at, i) => Maps.fill(at, places[i]));
    Maps.follow();
  },

  fill(at, place) {
    at.querySelector("h3").textContent = `${place.what}: ${place.channels} channels of ${place.side}×${place.side}`;
    at.querySelector("p").textContent = place.about;
    const tiles = at.querySelector(".tiles");
    tiles.setAttribute("aria-label", `${place.channels} channels after ${place.what}`);
    tiles.style.setProperty("--strip", Maps.address(place.strip));
    tiles.style.setProperty("--channels", place.channels);
    tiles.innerHTML = Array.from({ length: place.channels }, (_, c) =>
      `<span class="tile${place.blank.includes(c) ? " blank" : ""}" style="--channel: ${place.channels === 1 ? 0 : 100 * c / (place.channels - 1)}%"></span>`).join("");
  },

  address: png => `url("data:image/png;base64,${png}")`,

  // The same channel at every place that has it.
  follow() {
    const channel = Number(document.getElementById("channel").value);
    document.getElementById("channel-now").value = channel + 1;
    for (const tiles of document.querySelectorAll(".tiles")) {
      [...tiles.children].forEach((tile, c) => tile.classList.toggle("followed", c === channel));
    }
  },
};
