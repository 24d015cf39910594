// The demo's clock in the header, with buttons that move it forward.

import { act } from "./api.js";
import { h } from "./dom.js";
import { headerTime } from "./format.js";

const TICK_MS = 1000;
const STEPS = [
  [15, "+15 min"],
  [60, "+1 h"],
  [60 * 24, "+1 day"],
];

const place = document.getElementById("clock");
const face = h("time", { title: "The demo's clock" });
let ahead = 0;

export function setNow(now) {
  ahead = now - Date.now();
  tick();
}

export function showClock(canMove) {
  place.hidden = !canMove;
  if (!canMove || place.childElementCount > 0) return;
  const buttons = STEPS.map(([minutes, label]) => stepButton(minutes, label));
  place.append(face, ...buttons);
  setInterval(tick, TICK_MS);
}

function stepButton(minutes, label) {
  const button = h("button", { type: "button", title: `Move the demo's clock forward by ${label.slice(1)}` }, label);
  button.addEventListener("click", async () => {
    const all = [...place.querySelectorAll("button")];
    for (const one of all) one.disabled = true;
    try {
      await act("clock", { minutes });
    } finally {
      for (const one of all) one.disabled = false;
      button.focus();
    }
  });
  return button;
}

function tick() {
  const now = new Date(Date.now() + ahead);
  const words = headerTime(now);
  if (face.textContent !== words) face.textContent = words;
}
