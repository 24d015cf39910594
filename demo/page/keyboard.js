// The buttons under a message.

import { h, icon, safeAddress } from "./dom.js";
import { amountOf } from "./payments.js";

const DENSE_ROW = 5;

export function keyboard(item, context) {
  const rows = rowsOf(item.message, context);
  if (rows.length === 0) return null;
  const nodes = rows.map((row) =>
    h(
      "div",
      { class: row.length >= DENSE_ROW ? "row dense" : "row" },
      row.map((button) => key(button, item, context)),
    ),
  );
  const node = h("div", { class: "keyboard", role: "group", "aria-label": "Buttons" }, nodes);
  node.addEventListener("keydown", (event) => moveByArrow(event, node));
  return node;
}

function rowsOf(message, context) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!message.invoice || rows.length > 0) return rows;
  return [[{ text: `Pay ${amountOf(message.invoice, context.language)}`, pay: true }]];
}

function key(button, item, context) {
  const style = ["primary", "success", "danger"].includes(button.style) ? button.style : "";
  const isOpen = item.invoice?.state === "open";
  const label = button.pay && !isOpen ? "Receipt" : button.text;
  const node = h("button", { type: "button", class: `key ${button.pay && isOpen ? "primary" : style}` }, label);
  if (button.disabled) node.setAttribute("aria-disabled", "true");
  if (button.url) node.append(mark("link"));
  if (button.copy_text) node.append(mark("copy"));
  node.addEventListener("click", () => press(node, button, item, context));
  return node;
}

function mark(name) {
  const node = icon(name, 12);
  node.setAttribute("class", "mark");
  return node;
}

async function press(node, button, item, context) {
  if (button.callback_data !== undefined) {
    await waiting(node, context.onTap(item, button.callback_data));
  } else if (button.pay) {
    await context.onPay(item, (answer) => waiting(node, answer));
  } else if (button.copy_text) {
    await context.onCopy(button.copy_text.text);
  } else if (button.url && safeAddress(button.url)) {
    context.onLink(safeAddress(button.url));
  }
}

async function waiting(node, answer) {
  node.setAttribute("aria-busy", "true");
  const result = await answer;
  node.removeAttribute("aria-busy");
  return result;
}

// Arrow keys move between buttons, besides Tab.
function moveByArrow(event, node) {
  const rows = [...node.querySelectorAll(".row")].map((row) => [...row.querySelectorAll(".key")]);
  const y = rows.findIndex((row) => row.includes(event.target));
  if (y < 0) return;
  const x = rows[y].indexOf(event.target);
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const step = steps[event.key];
  if (!step) return;
  const row = rows[y + step[0]];
  const target = row?.[step[0] === 0 ? x + step[1] : Math.min(x, row.length - 1)];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
