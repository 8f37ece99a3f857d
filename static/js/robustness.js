// The robustness of a decision: a list that is chosen from is sent at once.

document.body.addEventListener("change", ({ target }) => {
  if (target.matches("[data-submits]")) target.form.requestSubmit();
});
