// The decision page as of a past revision: what-if and evidence, and nothing that listens or saves.

import "./weights.js";
import "./cells.js";
import "./evidence.js";

const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
document.body.addEventListener("steelyard:evidence", ({ detail }) => detail.push(import("./drawer.js")));
