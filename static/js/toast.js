// Short sentences at the foot of the page.

const TOAST_MS = 8000;

/** Show a sentence for a while, with one thing to do about it. */
export function toast(sentence, action) {
  const box = document.createElement("div");
  box.className = "toast";
  const text = document.createElement("span");
  text.textContent = sentence;
  box.append(text);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.name;
    button.addEventListener("click", () => {
      box.remove();
      action.run();
    });
    box.append(button);
  }
  const toasts = document.getElementById("toasts");
  toasts.replaceChildren(box);
  toasts.popover = null;
  if (document.querySelector("dialog:modal")) {
    toasts.popover = "manual"; // above the drawer of a phone
    toasts.showPopover();
  }
  setTimeout(() => box.remove(), TOAST_MS);
}
