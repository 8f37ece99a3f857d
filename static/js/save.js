// Saves scores and weights: what nobody answers to is kept, and what two people changed is put before the second.

import { path, post, request } from "./address.js";
import { fill } from "./evidence.js";
import { toast } from "./toast.js";
import { lose } from "./stream.js";
import { drop, keep, reasonOf, sendWith } from "./unsent.js";
import { forgetUnsent, withUnsent } from "./weights.js";

const CONFLICT = "somebody else changed the same meanwhile.";
const held = document.getElementById("held");

function why(html) {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector(".error-text, .empty p");
  return found ? found.textContent.trim() : "This could not be saved.";
}

async function choose(href, html) {
  if (!html.includes('id="conflict"')) return fill(html, href);
  held.innerHTML = html;
  held.firstElementChild.scrollIntoView({ block: "center" });
  held.firstElementChild.focus();
}

/** Save a change; gives "saved", "kept", "conflict" or the sentence that says why not, and the answer. */
export async function save(href, values) {
  const { status, html } = await post(href, values);
  if (status === 200) {
    drop(href);
    return { outcome: "saved", html };
  }
  if (!status || status >= 500) {
    keep(href, values);
    lose();
    return { outcome: "kept", html };
  }
  if ([401, 403, 404].includes(status)) {
    keep(href, values, status === 401 ? "sign in again to send it." : why(html));
    return { outcome: "kept", html };
  }
  if (status === 409 && html.includes("conflict-row")) {
    await choose(href, html);
    keep(href, values, CONFLICT);
    return { outcome: "conflict", html };
  }
  return { outcome: why(html), html };
}

/** Take back what the reader changed last; where that cannot be, the history says why. */
async function undo() {
  const { status } = await post(`${path}history/undo/`, { mine: 1 });
  if (status !== 204) return location.assign(`${path}history/`);
  await request(location.search); // weights that were moved since stay moved
  toast("Undone.");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("#save, [data-save]")) return;
  event.preventDefault();
  const before = location.search;
  const { outcome } = await save(withUnsent(form.getAttribute("action")), Object.fromEntries(new FormData(form)));
  if (outcome === "saved") {
    held.replaceChildren();
    forgetUnsent();
    if (location.search === before) history.replaceState(null, "", path); // or a weight was moved since
    toast("Weights saved.", { name: "Undo", run: undo });
  } else if (outcome !== "kept" && outcome !== "conflict") toast(outcome);
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-keep-theirs]")) drop(`${path}weights/`);
});

sendWith(async (href, values) => {
  const { outcome } = await save(href, values);
  if (outcome === "kept" || outcome === "conflict") return reasonOf();
  if (outcome !== "saved") return outcome;
  if (location.search === new URL(href, location).search) history.replaceState(null, "", path);
  else await request(location.search);
  toast("What was kept on this device is saved.");
  return "";
});
