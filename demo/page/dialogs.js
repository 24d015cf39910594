// One dialog at a time, for the whole page; others wait in line.

import { h } from "./dom.js";

const dialog = document.getElementById("dialog");
let turn = Promise.resolve();

export function ask(className, content) {
  const result = turn.then(
    () =>
      new Promise((resolve) => {
        dialog.className = `dialog ${className}`;
        dialog.returnValue = "";
        dialog.replaceChildren(...content);
        dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
        dialog.showModal();
      }),
  );
  turn = result;
  return result;
}

export function choice(value, label, className = "") {
  return h("button", { type: "button", class: className, onclick: () => dialog.close(value) }, label);
}

// Closes what is open as if it had been refused: what it was about is gone.
export function closeDialog() {
  if (dialog.open) dialog.close("");
}

export function showAlert(text, heading) {
  return ask("alert", [
    h("h2", { id: "dialog-title" }, heading),
    h("p", { class: "text" }, text),
    h("div", { class: "choices" }, choice("ok", "OK", "primary")),
  ]);
}

export async function confirmLink(address) {
  const answer = await ask("link", [
    h("h2", { id: "dialog-title" }, "Open this link?"),
    h("p", { class: "text" }, address),
    h("div", { class: "choices" }, choice("open", "Open", "primary"), choice("", "Cancel")),
  ]);
  if (answer === "open") window.open(address, "_blank", "noopener,noreferrer");
}

export function showPicture(address, text) {
  return ask("picture-dialog", [
    h("h2", { id: "dialog-title", class: "visually-hidden" }, "Picture"),
    h("img", { src: address, alt: text }),
    h("div", { class: "choices" }, choice("", "Close")),
  ]);
}
