// Marks rows and cells of the matrix that have open discussions or proposals; for members of the team.

const { path } = document.getElementById("decision").dataset;
const style = new URL("../css/talk.css", import.meta.url).href;
document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));

// What is counted: where from, what becomes of it on the page, and what a screen reader calls it.
const KINDS = [
  { from: "talk/marks/", event: "comments", key: "said", noun: "open discussion", marks: {} },
  { from: "proposals/marks/", event: "proposals", key: "proposed", noun: "open proposal", marks: {} },
];

/** The name of a row, the number of a cell; and what a screen reader describes. */
function placeOf(id) {
  const place = document.getElementById(id);
  return place && { shown: place.querySelector(".nm, .v") || place, named: place.querySelector(".nm a") || place };
}

function show() {
  for (const one of document.querySelectorAll(".matrix [aria-description]")) one.removeAttribute("aria-description");
  for (const { key, noun, marks } of KINDS) {
    const places = Object.entries(marks).map(([id, count]) => [placeOf(id), String(count)]).filter(([place]) => place);
    const marked = new Set(places.map(([{ shown }]) => shown));
    for (const one of document.querySelectorAll(`[data-${key}]`)) if (!marked.has(one)) delete one.dataset[key];
    for (const [{ shown, named }, count] of places) {
      shown.dataset[key] = count;
      const words = `${count} ${noun}${count === "1" ? "" : "s"}`;
      named.setAttribute("aria-description", [named.getAttribute("aria-description"), words].filter(Boolean).join(", "));
    }
  }
}

async function fetchMarks(kind) {
  const mine = kind.turn = (kind.turn || 0) + 1;
  const answer = await fetch(`${path}${kind.from}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const marks = await answer.json();
  if (mine !== kind.turn) return;
  kind.marks = marks;
  show();
}

document.body.addEventListener("steelyard:shown", show);
for (const kind of KINDS) {
  document.body.addEventListener(`steelyard:${kind.event}`, () => fetchMarks(kind));
  fetchMarks(kind);
}
