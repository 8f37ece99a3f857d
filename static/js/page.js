// What every page does: says that scripts run, closes menus, finds the search box, lets toasts go.

document.documentElement.classList.add("js");

const said = [...document.querySelectorAll("#toasts > .toast")];
if (said.length) import("./toast.js").then(({ leave }) => said.forEach((box) => leave(box)));

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    const menu = event.target.closest("details.menu[open]");
    if (menu) menu.querySelector("summary").focus();
    closeMenus(null);
  }
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.getElementById("site-search");
    if (search && search.offsetParent) {
      event.preventDefault();
      search.focus();
    }
  }
});

// A what-if goes along to the other page that shows numbers at its weights.
document.addEventListener("click", ({ target }) => {
  const tab = target.closest("[data-carries]");
  if (!tab) return;
  const all = [...new URLSearchParams(location.search)];
  tab.search = new URLSearchParams(all.filter(([name]) => /^(scenario|lock|w\..*)$/.test(name)));
});

// Changes that could not be sent are kept for whoever made them, and go when they sign out.
document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/sign-out/")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith("steelyard:unsent:")) localStorage.removeItem(name);
});
