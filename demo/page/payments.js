// Invoices: what they show, the choice of how to pay, receipts, and money that is on its way.

import { ask, choice } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { dateTime, money } from "./format.js";

const STATES = { paid: "Paid", refunded: "Refunded" };

export function amountOf(invoice, language) {
  return money(invoice.total_amount, invoice.currency, language);
}

export function invoiceCard(item, context) {
  const { invoice } = item.message;
  const state = STATES[item.invoice?.state];
  return h(
    "div",
    { class: "invoice" },
    h("h3", {}, invoice.title),
    h("div", { class: "words" }, invoice.description),
    h(
      "div",
      { class: "sum" },
      h("span", { class: "amount" }, amountOf(invoice, context.language)),
      state && h("span", { class: `state ${item.invoice.state}` }, icon("check", 15), state),
    ),
  );
}

// Resolves to "paid", "declined", "late", or null for an invoice that was only looked at.
export async function askHowToPay(invoice, language) {
  const answer = await ask("pay", [
    ...heading(invoice, language),
    h(
      "div",
      { class: "choices" },
      choice("paid", "Pay with the test card", "primary"),
      choice("declined", "Use a card that is declined", "danger"),
      choice("late", "Pay, but let the money come late"),
      choice("", "Close the invoice"),
    ),
  ]);
  return answer || null;
}

// Resolves to whether the provider shall give the money back.
export async function showReceipt(item, language) {
  const { invoice } = item.message;
  const { state, paidAt, refundedAt } = item.invoice;
  const at = (moment) => dateTime(new Date(moment), "Dt", language);
  const lines = [...paidAt.map((moment) => `Paid, ${at(moment)}`), ...refundedAt.map((moment) => `Given back, ${at(moment)}`)];
  const canGoBack = invoice.currency === "XTR" && state === "paid";
  const answer = await ask("pay", [
    ...heading(invoice, language),
    h("ul", { class: "receipt" }, lines.map((line) => h("li", {}, line))),
    h(
      "div",
      { class: "choices" },
      choice("", "Close", "primary"),
      canGoBack && choice("back", "Let Telegram give the Stars back", "danger"),
    ),
  ]);
  return answer === "back";
}

// A line for each payment whose money waits, with the two ends that it can have.
export function moneyUnderWay(waiting, language, onEnd) {
  return waiting.map(({ id, invoice }) =>
    h(
      "div",
      { class: "under-way", role: "group", "aria-label": `Money on its way: ${invoice.title}` },
      h("span", {}, `${amountOf(invoice, language)} on its way`),
      h("button", { type: "button", onclick: () => onEnd(id, true) }, "Let it arrive"),
      h("button", { type: "button", class: "danger", onclick: () => onEnd(id, false) }, "Let it fail"),
    ),
  );
}

function heading(invoice, language) {
  return [
    h("h2", { id: "dialog-title" }, invoice.title),
    h("p", { class: "text" }, invoice.description),
    h("p", { class: "amount" }, amountOf(invoice, language)),
  ];
}
