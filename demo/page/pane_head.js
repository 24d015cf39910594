// The head of a chat: who it is, in which language or as whom, and what else can be done.

import { avatar, h, menu } from "./dom.js";

export function paneHead(pane) {
  const { chat } = pane;
  const note = chat.note || (chat.private ? `with ${pane.store.bot.first_name}` : `${chat.members.length} members`);
  return h(
    "header",
    { class: "pane-head" },
    avatar(chat.id, chat.title, !chat.private),
    h("div", { class: "who" }, h("h2", {}, chat.title), h("p", { class: "note" }, note)),
    chat.private ? languageChoice(pane) : viewerChoice(pane),
    chat.private && menu("More", "more", (close) => moreItems(pane, close)),
  );
}

function languageChoice(pane) {
  const { languages } = pane.store;
  const codes = Object.keys(languages);
  if (!codes.includes(pane.language)) codes.push(pane.language);
  const options = codes.map((code) => h("option", { value: code, selected: code === pane.language }, languages[code] ?? code));
  const label = `Language of ${pane.chat.title}'s Telegram`;
  const select = h("select", { class: "quiet-select", "aria-label": label, title: label }, options);
  select.addEventListener("change", () => pane.act("language", { code: select.value }));
  pane.languageSelect = select;
  return select;
}

function viewerChoice(pane) {
  const options = pane.chat.members.map((id) => h("option", { value: id }, `as ${pane.store.nameOf(id)}`));
  const label = `Look at ${pane.chat.title} as`;
  const select = h("select", { class: "quiet-select", "aria-label": label, title: label }, options);
  select.addEventListener("change", () => pane.lookAs(Number(select.value)));
  return select;
}

function moreItems(pane, close) {
  const item = (label, className, action) => {
    const run = () => {
      close();
      action();
    };
    return h("button", { type: "button", class: className, onclick: run }, label);
  };
  const { blocked } = pane.chat;
  return [
    item("Clear history", "", () => pane.act("clear")),
    item(blocked ? "Unblock the bot" : "Block the bot", blocked ? "" : "danger", () => pane.act("block", { blocked: !blocked })),
  ];
}
