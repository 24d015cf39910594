// Telegram's texts with entities as nodes. Offsets are UTF-16 code units, as JavaScript counts.

import { h, safeAddress } from "./dom.js";
import { dateTime } from "./format.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

// What stands on lines of its own swallows the line break after it.
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function formatted(text, entities, context) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, ordered, context);
}

function build(text, start, end, entities, context) {
  const nodes = [];
  let position = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const entityEnd = entity.offset + entity.length;
    const inner = [];
    index += 1;
    while (index < entities.length && entities[index].offset < entityEnd) {
      inner.push(entities[index]);
      index += 1;
    }
    nodes.push(text.slice(position, entity.offset));
    const isBlock = BLOCKS.has(entity.type);
    const words = text.slice(entity.offset, entityEnd);
    const children = build(text, entity.offset, entityEnd, inner, context);
    nodes.push(wrap(entity, words, children, context));
    position = isBlock && text[entityEnd] === "\n" ? entityEnd + 1 : entityEnd;
  }
  nodes.push(text.slice(position, end));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, words, children, context) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, context);
    case "url":
      return link(words, children, context);
    case "email":
      return link(`mailto:${words}`, children, context);
    case "bot_command":
      return h("button", { class: "command", type: "button", onclick: () => context.onCommand(words) }, words);
    case "date_time":
      return time(entity, words, context);
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return folded(children);
    case "pre":
      return h("pre", {}, h("code", {}, children));
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}

function link(address, children, context) {
  const href = safeAddress(address);
  if (href === null) return h("span", {}, children);
  const follow = (event) => {
    event.preventDefault();
    context.onLink(href);
  };
  return h("a", { href, rel: "noopener noreferrer", target: "_blank", onclick: follow }, children);
}

function time(entity, words, context) {
  const date = new Date(entity.unix_time * 1000);
  const whole = dateTime(date, "wDT", context.language);
  const shown = entity.date_time_format ? dateTime(date, entity.date_time_format, context.language) : words;
  return h("time", { datetime: date.toISOString(), title: whole }, shown);
}

function spoiler(children) {
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, show" }, children);
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    node.removeAttribute("role");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") show();
  });
  return node;
}

function folded(children) {
  const node = h("blockquote", { class: "folded", tabindex: "0" }, children);
  const unfold = () => node.classList.toggle("folded");
  node.addEventListener("click", unfold);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") unfold();
  });
  return node;
}
