// Tells when somebody else has changed the decision, and fetches the numbers anew without disturbing the reader.

import { request, revision } from "./address.js";
import { toast } from "./page.js";
import { isMoving } from "./weights.js";

const LATER_MS = 400;

const decision = document.getElementById("decision");
const sign = document.getElementById("live");

let newest = 0;
let isFetching = false;
let stream = null;

async function refresh() {
  if (isFetching || newest <= revision()) return;
  if (isMoving() || document.querySelector(".cell.typing")) {
    setTimeout(refresh, LATER_MS);
    return;
  }
  isFetching = true;
  try {
    await request(location.search);
  } catch {
    return; // offline, or leaving the page: the stream tells the revision again once it is back
  } finally {
    isFetching = false;
  }
  if (newest <= revision()) toast("Somebody changed this decision: the numbers are up to date again.");
}

function state(isLive) {
  sign.hidden = false;
  sign.querySelector(".dot").className = isLive ? "dot pulse" : "dot off";
  sign.lastElementChild.textContent = isLive ? "Live" : "Reconnecting";
}

function listen() {
  stream = new EventSource(decision.dataset.events);
  stream.addEventListener("open", () => state(true));
  stream.addEventListener("error", () => state(false));
  stream.addEventListener("revision", ({ data }) => {
    newest = Math.max(newest, JSON.parse(data).revision);
    // An own change arrives here before its answer: give that a moment.
    setTimeout(refresh, LATER_MS);
  });
}

addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
