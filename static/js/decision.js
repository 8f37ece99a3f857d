// The decision page.

import "./weights.js";
import "./cells.js";
import "./evidence.js";
import "./live.js";
import "./audit.js";
import { toast } from "./toast.js";

const link = document.getElementById("share-link");
const copy = document.getElementById("copy-link");

copy.hidden = false;
link.closest("details").addEventListener("toggle", () => {
  link.value = location.href;
});
copy.addEventListener("click", async () => {
  link.value = location.href;
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    toast("Link copied: it shows exactly these weights.");
  } catch {
    toast("Press Ctrl+C to copy the link.");
  }
});

const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());

// What is exported is what is shown.
document.getElementById("exports").addEventListener("toggle", ({ target }) => {
  for (const one of target.querySelectorAll("a")) one.search = `?as=${new URLSearchParams(one.search).get("as")}&${location.search.slice(1)}`;
});

document.body.addEventListener("steelyard:evidence", ({ detail }) => detail.push(import("./drawer.js")));
