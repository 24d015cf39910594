// One message as nodes. `context` tells who looks and what happens on a tap.

import { h, hueOf, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { clockTime, money, size } from "./format.js";
import { keyboard } from "./keyboard.js";
import { invoiceCard } from "./payments.js";

export function messageNode(item, context) {
  const { message } = item;
  const service = serviceWords(message, context);
  if (service) return h("p", { class: "service", "data-key": item.key }, service);
  const isOwn = message.from?.id === context.viewer;
  const keys = keyboard(item, context);
  const classes = ["message", isOwn && "own", keys && "with-keyboard"].filter(Boolean).join(" ");
  return h("article", { class: classes, "data-key": item.key }, bubble(item, isOwn, context), keys);
}

// The words by which a message is quoted, pinned and announced.
export function summary(message) {
  const words = message.text ?? message.caption;
  if (words) return words.split("\n", 1)[0];
  if (message.invoice) return `Invoice: ${message.invoice.title}`;
  if (message.document) return message.document.file_name;
  if (message.photo) return "Picture";
  if (message.venue) return message.venue.title;
  if (message.contact) return `Contact: ${message.contact.first_name}`;
  return message.sticker?.emoji ?? "Message";
}

function serviceWords(message, context) {
  const paid = message.successful_payment;
  const name = message.from?.first_name ?? "";
  if (paid) return `${name} paid ${money(paid.total_amount, paid.currency, context.language)}`;
  const refunded = message.refunded_payment;
  if (refunded) return `${name} got back ${money(refunded.total_amount, "XTR", context.language)}`;
  return null;
}

function bubble(item, isOwn, context) {
  const { message } = item;
  const body = h("div", { class: "body" });
  if (context.isGroup && !isOwn && message.from) {
    body.append(h("div", { class: "author", hue: hueOf(message.from.id) }, message.from.first_name));
  }
  if (message.receiver_user) {
    body.append(h("div", { class: "only-you" }, icon("eye", 15), `Only ${message.receiver_user.first_name} sees this`));
  }
  if (message.reply_to_message) {
    body.append(h("span", { class: "reply" }, summary(message.reply_to_message)));
  }
  body.append(...attachments(item, context));
  const words = message.text ?? message.caption;
  if (words) {
    const entities = message.entities ?? message.caption_entities;
    body.append(h("div", { class: "words" }, formatted(words, entities, context), meta(message, context)));
  } else {
    body.append(meta(message, context));
  }
  return h("div", { class: "bubble" }, picture(message, context), body);
}

function meta(message, context) {
  const sent = clockTime(new Date(message.date * 1000), context.language);
  const edited = message.edit_date && clockTime(new Date(message.edit_date * 1000), context.language);
  return h(
    "div",
    { class: "meta" },
    edited && h("span", { title: `Edited at ${edited}` }, "edited"),
    h("span", {}, sent),
  );
}

function picture(message, context) {
  if (!message.photo) return null;
  const { file_id: fileId, width, height } = message.photo.at(-1);
  const text = message.caption ?? "Picture";
  const address = `/ui/files/${encodeURIComponent(fileId)}`;
  const image = h("img", { src: address, alt: "Picture", width, height, loading: "lazy", onload: context.onGrown });
  return h("button", { type: "button", class: "picture", onclick: () => context.onPicture(address, text) }, image);
}

function attachments(item, context) {
  const { message } = item;
  const parts = [];
  if (message.document) parts.push(fileCard(message.document));
  if (message.venue) parts.push(card("place", message.venue.title, message.venue.address));
  else if (message.location) parts.push(card("place", "Place", coordinates(message.location)));
  if (message.contact) parts.push(card("person", message.contact.first_name, message.contact.phone_number));
  if (message.voice) parts.push(card("voice", "Voice message", `${message.voice.duration} s`));
  if (message.sticker) parts.push(h("div", { class: "sticker" }, message.sticker.emoji ?? "🖼"));
  if (message.invoice) parts.push(invoiceCard(item, context));
  return parts;
}

function fileCard(file) {
  const href = `/ui/files/${encodeURIComponent(file.file_id)}`;
  const words = h("span", { class: "lines" }, h("b", {}, file.file_name), h("small", {}, size(file.file_size)));
  const label = `Download ${file.file_name}`;
  return h("a", { class: "card", href, download: file.file_name, "aria-label": label }, disc("file"), words);
}

function card(iconName, title, detail) {
  const words = h("span", { class: "lines" }, h("b", {}, title), h("small", {}, detail));
  return h("div", { class: "card" }, disc(iconName), words);
}

function disc(iconName) {
  return h("span", { class: "disc" }, icon(iconName));
}

function coordinates(location) {
  return `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
}
