// Shows what others change in the decision while one reads and edits: the numbers, a note, and where.

import { isSending, request, revision } from "./address.js";
import "./stream.js";
import { news } from "./toast.js";
import { isMoving } from "./weights.js";

const LATER_MS = 100;
const AGAIN_MS = 3000;
const BURST_MS = 5000;
const SHOWN_MS = 2500;

const { path } = document.getElementById("decision").dataset;

let newest = 0;
let isFetching = false;
let next = 0;
let isOther = false; // whether the reader may do something else now than when the page was made
let burst = { since: 0, at: -BURST_MS };

function later(ms) {
  clearTimeout(next);
  next = setTimeout(refresh, ms);
}

async function refresh() {
  if (isFetching || !(isOther || newest > revision())) return;
  if (isMoving() || isSending() || document.querySelector(".cell.typing")) return later(LATER_MS);
  isFetching = true;
  let pause = LATER_MS;
  try {
    const now = performance.now();
    if (now - burst.at > BURST_MS) burst = { since: revision() };
    burst.at = now;
    const [changes] = await Promise.all([fetch(`${path}changes/?since=${burst.since}`), request(location.search)]);
    isOther = false;
    note(await changes.json());
  } catch {
    pause = AGAIN_MS; // offline, or leaving the page
  } finally {
    isFetching = false;
  }
  if (isOther || newest > revision()) later(pause);
}

function note({ note: sentence, cells }) {
  if (sentence) news(sentence);
  for (const id of cells) {
    const place = document.getElementById(id);
    place?.classList.add("changed");
    setTimeout(() => place?.classList.remove("changed"), SHOWN_MS);
  }
  document.body.dispatchEvent(new CustomEvent("steelyard:changed", { detail: cells }));
}

document.body.addEventListener("steelyard:revision", ({ detail }) => {
  newest = Math.max(newest, detail);
  refresh();
});
document.body.addEventListener("steelyard:over", () => {
  newest = 0;
  isOther = false;
});
document.body.addEventListener("steelyard:access", () => {
  isOther = true;
  refresh();
});
