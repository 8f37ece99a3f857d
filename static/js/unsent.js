// Changes that could not be sent: kept on this device, for this person and decision, and sent when the server is back.

import { banner, isLive, listen } from "./stream.js";

const { slug, user } = document.getElementById("decision").dataset;
const name = `steelyard:unsent:${slug}:${user}`;

let reason = ""; // a sentence that says why what is kept was not saved
let isSendingKept = false;
let isOver = false;
let resend = null;

function read() {
  try {
    return JSON.parse(localStorage.getItem(name)) || {};
  } catch {
    return {};
  }
}

function write(all) {
  try {
    if (Object.keys(all).length) localStorage.setItem(name, JSON.stringify(all));
    else localStorage.removeItem(name);
  } catch {
    reason = "this browser keeps nothing, so don’t close the page.";
  }
  show();
}

export const reasonOf = () => reason;

const at = (href) => new URL(href, location).pathname;

/** Keep a change; a later one of the same place takes its stead, but not what its writer saw. */
export function keep(href, values, why = "") {
  const all = read();
  const before = all[at(href)];
  if (before) for (const key of Object.keys(values)) if (key.startsWith("saw")) values[key] = before.values[key];
  delete values.csrfmiddlewaretoken;
  reason = why;
  write({ ...all, [at(href)]: { href, values } });
}

/** A change is saved, or given up. */
export function drop(href) {
  const { [at(href)]: gone, ...rest } = read();
  if (gone) write(rest);
}

const button = (text, run) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn s", textContent: text });
  made.addEventListener("click", run);
  return made;
};

function show() {
  if (isOver) return;
  const count = Object.keys(read()).length;
  const changes = `${count || "No"} change${count === 1 ? " is" : "s are"}`;
  banner.hidden = isLive && (!count || document.querySelector(".conflict-row") !== null);
  const words = isLive ? `${changes} kept on this device${reason ? `: ${reason}` : "."}`
    : count ? `${changes} kept on this device and sent when you are back.` : "Changes are kept on this device and sent when you are back.";
  const text = banner.querySelector("span");
  text.textContent = words;
  if (!isLive) text.prepend(Object.assign(document.createElement("b"), { textContent: "Reconnecting. " }));
  for (const old of banner.querySelectorAll("button")) old.remove();
  banner.append(button(isLive ? "Send again" : "Try now", isLive ? sendKept : listen));
  if (isLive && count) banner.append(button("Discard", () => write({})));
}

async function sendKept() {
  if (isSendingKept || !resend) return;
  isSendingKept = true;
  reason = "";
  for (const { href, values } of Object.values(read())) {
    reason = (await resend(href, values)) || reason;
    if (!isLive) break;
  }
  isSendingKept = false;
  show();
}

/** `send` sends one kept change: it gives nothing where that is settled, else the reason why not. */
export function sendWith(send) {
  resend = send;
  show();
  if (isLive) sendKept();
}

document.getElementById("drawer").addEventListener("close", () => setTimeout(show));
document.body.addEventListener("steelyard:live", ({ detail }) => {
  show();
  if (detail) sendKept();
});
document.body.addEventListener("steelyard:over", () => {
  isOver = true;
});
