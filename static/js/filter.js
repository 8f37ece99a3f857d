// Long lists of boxes to tick: what is typed into a list's field leaves the matching ones, and those that are ticked.

for (const field of document.querySelectorAll("[data-filters]")) {
  const list = document.getElementById(field.dataset.filters);
  const count = document.getElementById(`${field.dataset.filters}-count`);
  const labels = [...list.querySelectorAll("label")];
  field.closest("[hidden]").hidden = false;

  function narrow() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const label of labels) {
      const text = label.dataset.words || label.textContent.toLowerCase();
      const matches = words.every((word) => text.includes(word));
      label.hidden = !matches && !label.querySelector("input").checked;
      shown += matches;
    }
    for (const group of list.querySelectorAll("fieldset")) group.hidden = !group.querySelector("label:not([hidden])");
    const ticked = labels.filter((label) => label.querySelector("input").checked).length;
    count.textContent = `${words.length ? `${shown} found, ` : ""}${ticked} ticked`;
  }

  field.addEventListener("input", narrow);
  list.addEventListener("change", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  narrow();
}
