// One dialog at a time, for the whole page; others wait in line.

import { h } from "./dom.js";
import { money } from "./format.js";

const dialog = document.getElementById("dialog");
let turn = Promise.resolve();

function ask(className, content) {
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

function choice(value, label, className = "") {
  return h("button", { type: "button", class: className, onclick: () => dialog.close(value) }, label);
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

// Resolves to true (pay), false (a card that is declined) or null.
export async function askHowToPay(invoice, language) {
  const answer = await ask("pay", [
    h("h2", { id: "dialog-title" }, invoice.title),
    h("p", { class: "text" }, invoice.description),
    h("p", { class: "amount" }, money(invoice.total_amount, invoice.currency, language)),
    h(
      "div",
      { class: "choices" },
      choice("pay", "Pay with the test card", "primary"),
      choice("decline", "Use a card that is declined", "danger"),
      choice("", "Not now"),
    ),
  ]);
  return answer === "" ? null : answer === "pay";
}

export function showPicture(address, text) {
  return ask("picture-dialog", [
    h("h2", { id: "dialog-title", class: "visually-hidden" }, "Picture"),
    h("img", { src: address, alt: text }),
    h("div", { class: "choices" }, choice("", "Close")),
  ]);
}
