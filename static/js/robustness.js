// The robustness of a decision: what takes long comes aside, what others change renews the page, lists are sent at once.

import { renew } from "./renew.js";

let turn = 0;

/** Fetch everything at this address, large or small, and bring what stands here up to date. */
async function examine() {
  const mine = ++turn;
  const old = document.getElementById("examined");
  old.setAttribute("aria-busy", "true");
  const answer = await fetch(location.pathname + location.search, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine !== turn) return;
  old.removeAttribute("aria-busy");
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement?.id;
  renew(document.getElementById("examined"), page.getElementById("examined"));
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.htmx?.process(document.body);
}

document.body.addEventListener("steelyard:revision", ({ detail }) => {
  if (detail > Number(document.getElementById("examined").dataset.revision)) examine();
});
// A study that is watched is fetched by itself as the stream tells of it; what it found renews everything.
document.body.addEventListener("htmx:afterSwap", () => {
  const study = document.getElementById("study");
  if (study && !study.hasAttribute("hx-get")) {
    document.getElementById("announce").textContent = study.querySelector("b").textContent;
    examine();
  }
});
document.body.addEventListener("change", ({ target }) => {
  if (target.matches("[data-submits]")) target.form.requestSubmit();
});
if (document.querySelector("[data-aside]")) examine();
