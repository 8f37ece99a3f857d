// The address holds the what-if: every change of weights goes through here.

import { renewAll } from "./renew.js";

const decision = document.getElementById("decision");
const FRAGMENTS = { "HX-Request": "true" };

export const path = decision.dataset.path;

let sending = 0;

/** Whether a change is on its way: its answer says more than what the stream tells of it. */
export const isSending = () => sending > 0;

async function text(response) {
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.text();
}

function place(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fragments = [...box.content.children].map((part) => (part.localName === "template" ? part.content.firstElementChild : part));
  for (const fragment of fragments) fragment.removeAttribute("hx-swap-oob");
  renewAll(fragments);
}

/** Ask the server for an address of this page, and bring its numbers up to date. */
export async function request(search) {
  place(await text(await fetch(path + search, { headers: FRAGMENTS })));
}

/** Ask for what one moved weight changes, and put it in place. */
export async function move(search) {
  const response = await fetch(path + search, { headers: FRAGMENTS });
  place(await text(response));
  history.replaceState(null, "", response.headers.get("HX-Replace-Url"));
  return JSON.parse(response.headers.get("HX-Trigger"))["weights-changed"];
}

/** Show other weights, and keep their address. */
export async function show(search) {
  await request(search);
  history.replaceState(null, "", path + search);
}

/** The revision that the page shows. */
export function revision() {
  return Number(document.getElementById("meta").dataset.revision);
}

/** Send a change, and show what it makes of the numbers. Gives the status and the answer; 0 where nobody answered. */
export async function post(href, values) {
  const body = new URLSearchParams(values);
  body.set("csrfmiddlewaretoken", document.querySelector("#csrf input")?.value || "");
  sending += 1;
  try {
    const response = await fetch(href, { method: "POST", headers: FRAGMENTS, body });
    const html = await response.text();
    const status = response.redirected ? 401 : response.status;
    if (status === 200) place(html);
    return { status, html };
  } catch {
    return { status: 0, html: "" };
  } finally {
    sending -= 1;
  }
}
