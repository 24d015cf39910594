// The time at the salon in the header, with buttons that let it pass.

import { act } from "./api.js";
import { h } from "./dom.js";
import { headerTime } from "./format.js";
import { present, setPresent } from "./present.js";

const TICK_MS = 1000;
const STEPS = [
  [1, "+1 min"],
  [10, "+10 min"],
  [60, "+1 h"],
  [60 * 24, "+1 day"],
];

const place = document.getElementById("clock");
const face = h("time", { title: "The time at the salon" });

export function setNow(now) {
  setPresent(now);
  tick();
}

export function showClock(canMove) {
  place.hidden = !canMove;
  if (!canMove || place.childElementCount > 0) return;
  const buttons = STEPS.map(([minutes, label]) => stepButton(minutes, label));
  place.append(face, h("div", { class: "steps" }, buttons));
  setInterval(tick, TICK_MS);
}

function stepButton(minutes, label) {
  const button = h("button", { type: "button", title: `Let ${label.slice(1)} pass` }, label);
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
  const words = headerTime(new Date(present()));
  if (face.textContent !== words) face.textContent = words;
}
