// Marks rows and cells of the matrix that have open discussions; for members of the team.

const { path } = document.getElementById("decision").dataset;
const style = new URL("../css/talk.css", import.meta.url).href;
document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));

let marks = {};

/** The name of a row, the number of a cell; and what a screen reader describes. */
function placeOf(id) {
  const place = document.getElementById(id);
  return place && { shown: place.querySelector(".nm, .v") || place, named: place.querySelector(".nm a") || place };
}

function show() {
  const places = Object.entries(marks).map(([id, count]) => [placeOf(id), String(count)]).filter(([place]) => place);
  const marked = new Set(places.map(([{ shown }]) => shown));
  for (const one of document.querySelectorAll("[data-said]")) if (!marked.has(one)) delete one.dataset.said;
  for (const one of document.querySelectorAll(".matrix [aria-description]")) one.removeAttribute("aria-description");
  for (const [{ shown, named }, count] of places) {
    shown.dataset.said = count;
    named.setAttribute("aria-description", `${count} open discussion${count === "1" ? "" : "s"}`);
  }
}

async function fetchMarks() {
  const answer = await fetch(`${path}talk/marks/`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  marks = await answer.json();
  show();
}

for (const name of ["steelyard:shown", "htmx:afterSettle"]) document.body.addEventListener(name, show);
document.body.addEventListener("steelyard:comments", fetchMarks);
fetchMarks();
