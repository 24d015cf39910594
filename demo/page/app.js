// Puts the page together: the store of chats, a pane for each, tabs for phones, the clock.

import { listen } from "./api.js";
import { setNow, showClock } from "./clock.js";
import { h } from "./dom.js";
import { setZone } from "./format.js";
import { Pane } from "./pane.js";

const store = {
  bot: null,
  languages: {},
  people: new Map(),
  chats: new Map(),
  panes: new Map(),
  nameOf: (id) => store.people.get(id)?.first_name ?? "somebody",
};
const panesNode = document.getElementById("panes");
const tabsNode = document.getElementById("tabs");
const connection = document.getElementById("connection");

function applyState(state) {
  document.title = state.title;
  document.getElementById("title").textContent = state.title;
  setZone(state.timezone);
  setNow(state.now);
  showClock(state.canMoveClock);
  store.bot = state.bot;
  store.languages = state.languages;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.chats = new Map(state.chats.map((chat) => [chat.id, withMessages(chat)]));
  store.panes = new Map([...store.chats].map(([id, chat]) => [id, new Pane(chat, store)]));
  panesNode.replaceChildren(...[...store.panes.values()].map((pane) => pane.node));
  tabsNode.replaceChildren(...[...store.chats.values()].map(tab));
  activate(store.panes.has(activeId) ? activeId : store.panes.keys().next().value);
  for (const pane of store.panes.values()) pane.scrollDown();
}

function withMessages(chat) {
  return { ...chat, messages: new Map(chat.messages.map((item) => [item.key, item])) };
}

function applyEntry(event) {
  const chat = store.chats.get(event.chat);
  if (!chat) {
    location.reload(); // somebody new has come
    return;
  }
  const { kind, item } = event;
  if (kind === "sent" || kind === "edited" || kind === "paid") chat.messages.set(item.key, item);
  if (kind === "deleted") chat.messages.delete(item.key);
  const { started, blocked, pinned, keyboard, underWay } = event;
  Object.assign(chat, { started, blocked, pinned, keyboard, underWay });
  const pane = store.panes.get(chat.id);
  if (event.user) applyUser(event.user, pane);
  setNow(event.now);
  pane.apply(event);
  if (kind === "sent" && chat.id !== activeId) tabOf(chat.id)?.classList.add("unread");
}

function applyUser(user, pane) {
  const before = store.people.get(user.id);
  store.people.set(user.id, user);
  if (before.language_code === user.language_code) return;
  pane.languageSelect.value = user.language_code;
  pane.render();
}

let activeId = null;

function activate(id) {
  activeId = id;
  for (const [paneId, pane] of store.panes) pane.node.classList.toggle("active", paneId === id);
  for (const button of tabsNode.children) {
    const isActive = Number(button.dataset.chat) === id;
    button.setAttribute("aria-selected", isActive);
    button.tabIndex = isActive ? 0 : -1;
    if (isActive) button.classList.remove("unread");
  }
  store.panes.get(id)?.scrollDown();
}

function tab(chat) {
  return h("button", { type: "button", role: "tab", "data-chat": chat.id, onclick: () => activate(chat.id) }, chat.title);
}

function tabOf(id) {
  return tabsNode.querySelector(`[data-chat="${id}"]`);
}

tabsNode.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const all = [...tabsNode.children];
  const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
  activate(Number(next.dataset.chat));
  next.focus();
});

// F6 goes from chat to chat, as it does between the parts of many programs.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6" || store.panes.size === 0) return;
  event.preventDefault();
  const panes = [...store.panes.values()];
  const here = panes.findIndex((pane) => pane.node.contains(document.activeElement));
  const step = event.shiftKey ? -1 : 1;
  const next = panes[(here + step + panes.length) % panes.length];
  activate(next.chat.id);
  next.node.scrollIntoView({ inline: "nearest" });
  next.composer.node.querySelector("textarea, button").focus();
});

function applyEvent(event) {
  if (event.kind === "state") applyState(event);
  else if (event.kind === "clock") setNow(event.now);
  else applyEntry(event);
}

listen(applyEvent, (isOpen) => {
  connection.textContent = isOpen ? "Live, on this machine only" : "Not connected. Trying again…";
});
