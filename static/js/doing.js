// Lets teammates see which criterion is being edited.

const { path, member } = document.getElementById("decision").dataset;

let doing = "";

function say() {
  const at = document.activeElement;
  const next = at.dataset.weight || at.dataset.number || at.closest("#score-form")?.getAttribute("action").split("/")[4] || "";
  const token = document.querySelector("#csrf input");
  if (next === doing || !token) return;
  doing = next;
  fetch(`${path}presence/`, {
    method: "POST", body: new URLSearchParams({ doing, csrfmiddlewaretoken: token.value }), keepalive: true,
  }).catch(() => {});
}

if (member !== undefined) {
  let pause = 0;
  for (const name of ["focusin", "focusout"]) {
    document.addEventListener(name, () => {
      clearTimeout(pause);
      pause = setTimeout(say, 400);
    });
  }
}
