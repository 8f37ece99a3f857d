// The address holds the what-if: every change of weights goes through here.

import { renewAll } from "./renew.js";

const decision = document.getElementById("decision");
const SILENT_MS = 30_000; // then nobody answers, and the change is kept
const FRAGMENTS = { "HX-Request": "true" };

export const path = decision.dataset.path;

let sending = 0;
let last = Promise.resolve(); // changes are sent one after the other, as they were made
let asked = 0;
let placed = 0; // the latest of what was asked for that shows

/** Whether a change is on its way: its answer says more than what the stream tells of it. */
export const isSending = () => sending > 0;

async function text(response) {
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.text();
}

function place(html, turn) {
  placed = Math.max(placed, turn);
  const box = document.createElement("template");
  box.innerHTML = html;
  const fragments = [...box.content.children].map((part) => (part.localName === "template" ? part.content.firstElementChild : part));
  for (const fragment of fragments) fragment.removeAttribute("hx-swap-oob");
  renewAll(fragments);
}

/** Ask the server for an address of this page, and bring its numbers up to date. What shows already and was asked for
 * later stays; but a moved weight changes only a part, so that the whole is asked for again; so it is where the address
 * became another meanwhile. */
export async function request(search) {
  const mine = ++asked;
  const from = location.search;
  const html = await text(await fetch(path + search, { headers: FRAGMENTS }));
  if (mine > placed && from === location.search) place(html, mine);
  else await request(location.search);
}

/** Ask for what one moved weight changes, and put it in place. */
export async function move(search) {
  const mine = ++asked;
  const response = await fetch(path + search, { headers: FRAGMENTS });
  const html = await text(response);
  const isLate = mine < placed;
  place(html, mine);
  history.replaceState(null, "", response.headers.get("HX-Replace-Url"));
  if (isLate) request(location.search).catch(() => {}); // its scores may be older than those that show
  return JSON.parse(response.headers.get("HX-Trigger"))["weights-changed"];
}

/** Show other weights, and keep their address: at once, for what is done next starts from it. */
export async function show(search) {
  history.replaceState(null, "", path + search);
  await request(search);
}

/** The revision that the page shows. */
export function revision() {
  return Number(document.getElementById("meta").dataset.revision);
}

/** Send a change, and show what it makes of the numbers. Gives the status and the answer; 0 where nobody answered. */
export function post(href, values) {
  last = last.then(() => postNow(href, values));
  return last;
}

async function postNow(href, values) {
  const to = new URL(href, location);
  const shown = location.search;
  if (to.pathname.startsWith(`${path}cells/`)) to.search = shown; // its numbers come at the weights that show
  const mine = ++asked;
  const body = new URLSearchParams(values);
  body.set("csrfmiddlewaretoken", document.querySelector("#csrf input")?.value || "");
  sending += 1;
  try {
    const response = await fetch(to, { method: "POST", headers: FRAGMENTS, body, signal: AbortSignal.timeout(SILENT_MS) });
    const html = await response.text();
    const status = response.redirected ? 401 : response.status;
    if (status === 200 && mine > placed && shown === location.search) place(html, mine);
    else if (status === 200) await request(location.search).catch(() => {});
    return { status, html };
  } catch {
    return { status: 0, html: "" };
  } finally {
    sending -= 1;
  }
}
