// One chat on the screen: head, messages, composer.

import { act } from "./api.js";
import { Composer } from "./composer.js";
import { closeDialog, confirmLink, showAlert, showPicture } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { dayName } from "./format.js";
import { messageNode, summary } from "./message.js";
import { paneHead } from "./pane_head.js";
import { askHowToPay, moneyUnderWay, showReceipt } from "./payments.js";

const NEAR_BOTTOM_PX = 80;
const TOAST_MS = 4500;

export class Pane {
  constructor(chat, store) {
    this.chat = chat;
    this.store = store;
    this.viewer = chat.private ? chat.id : chat.members[0];
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", "aria-label": `Messages, ${chat.title}`, tabindex: "0" });
    this.pinned = h("button", { class: "pinned", type: "button", hidden: true });
    this.money = h("div", { class: "money", hidden: true });
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.toNewest = h("button", { class: "to-newest", type: "button", hidden: true, "aria-label": "To the newest message", onclick: () => this.scrollDown() }, icon("down"));
    this.composer = new Composer(this);
    this.node = h(
      "section",
      { class: "pane", "aria-label": chat.title, "data-chat": chat.id },
      paneHead(this),
      this.pinned,
      h("div", { class: "stream" }, this.list, this.toNewest, this.toasts),
      this.money,
      this.composer.node,
    );
    this.list.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    this.render();
  }

  get language() {
    return this.store.people.get(this.viewer)?.language_code ?? "en";
  }

  get context() {
    return {
      viewer: this.viewer,
      language: this.language,
      isGroup: !this.chat.private,
      onTap: (item, data) => this.act("tap", { key: item.key, data }),
      onPay: (item, waiting) => this.pay(item, waiting),
      onCopy: (text) => this.copy(text),
      onCommand: (words) => this.act("send", { text: words }),
      onLink: (address) => this.follow(address),
      onPicture: showPicture,
      onGrown: () => this.isAtBottom && this.scrollDown(),
    };
  }

  async act(name, body = {}) {
    try {
      return await act(name, { viewer: this.viewer, chat: this.chat.id, ...body });
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  lookAs(viewer) {
    this.viewer = viewer;
    this.render();
  }

  render() {
    this.list.replaceChildren();
    this.lastDay = null;
    for (const item of this.chat.messages.values()) this.append(item);
    if (this.chat.messages.size === 0) this.showEmpty();
    this.renderPinned();
    this.renderMoney();
    this.composer.render();
    this.scrollDown();
  }

  append(item) {
    if (!this.isForViewer(item.message)) return;
    this.list.querySelector(".empty")?.remove();
    const day = dayName(new Date(item.message.date * 1000), this.language);
    if (day !== this.lastDay) this.list.append(h("p", { class: "day" }, day));
    this.lastDay = day;
    this.list.append(messageNode(item, this.context));
  }

  isForViewer(message) {
    return !message.receiver_user || message.receiver_user.id === this.viewer;
  }

  apply(event) {
    const stay = this.isAtBottom;
    if (event.kind === "sent") {
      this.append(event.item);
      const isOwn = event.item.message.from?.id === this.viewer;
      if (stay || isOwn) this.scrollDown();
    } else if (event.kind === "edited" || event.kind === "paid") {
      this.redraw(event.item);
      if (stay) this.scrollDown();
    } else if (event.kind === "deleted") {
      this.nodeOf(event.item.key)?.remove();
      this.noticeGone(event.item.key);
      if (this.chat.messages.size === 0) this.render();
    } else if (event.kind === "toast" && event.person === this.viewer && event.text) {
      this.answer(event);
    }
    this.renderPinned();
    this.renderMoney();
    if (event.kind === "changed" || event.kind === "sent") this.composer.render();
  }

  redraw(item) {
    const old = this.nodeOf(item.key);
    if (!old) return;
    const keys = [...old.querySelectorAll(".key")];
    const focused = keys.indexOf(document.activeElement);
    const fresh = messageNode(item, this.context);
    fresh.classList.add("changed");
    old.replaceWith(fresh);
    if (focused < 0) return;
    const freshKeys = fresh.querySelectorAll(".key");
    (freshKeys[Math.min(focused, freshKeys.length - 1)] ?? this.composer.field).focus({ preventScroll: true });
  }

  nodeOf(key) {
    return this.list.querySelector(`[data-key="${key}"]`);
  }

  renderPinned() {
    const key = this.chat.pinned.at(-1);
    const item = this.chat.messages.get(key);
    this.pinned.hidden = !item;
    if (!item) return;
    this.pinned.replaceChildren(icon("pin", 18), h("span", {}, summary(item.message)));
    this.pinned.onclick = () => this.nodeOf(key)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  showEmpty() {
    const words = this.chat.started ? "Nothing here yet." : `${this.store.bot.first_name} is one tap away.`;
    this.list.append(h("p", { class: "empty" }, words));
  }

  answer(event) {
    if (event.alert) showAlert(event.text, `${this.store.bot.first_name} to ${this.store.nameOf(this.viewer)}`);
    else this.toast(event.text);
  }

  toast(text) {
    const node = h("div", { class: "toast" }, text);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }

  async pay(item, waiting) {
    if (item.invoice.state !== "open") {
      if (await showReceipt(item, this.language)) await this.act("refund", { key: item.key });
      return;
    }
    this.paying = item.key;
    const way = await askHowToPay(item.message.invoice, this.language);
    this.paying = null;
    if (way === null || !this.nodeOf(item.key)) return;
    const result = await waiting(this.act("pay", { key: item.key, way }));
    if (result?.outcome === "refused") showAlert(result.words, `${this.store.bot.first_name} to ${this.store.nameOf(this.viewer)}`);
    else if (result?.outcome === "late") this.toast("The bot agreed; the money is on its way.");
    else if (result && result.outcome !== "paid") this.toast(`Payment failed: ${result.words}.`);
  }

  renderMoney() {
    const own = this.chat.underWay.filter(({ person }) => person === this.viewer);
    const ids = own.map(({ id }) => id).join(" ");
    if (ids === this.money.dataset.ids) return; // keeps the focus where it is
    this.money.dataset.ids = ids;
    const stay = this.isAtBottom;
    const end = (checkout, succeed) => this.act("money", { checkout, succeed });
    this.money.hidden = own.length === 0;
    this.money.replaceChildren(...moneyUnderWay(own, this.language, end));
    if (stay) this.scrollDown();
  }

  noticeGone(key) {
    if (key !== this.paying) return;
    closeDialog();
    this.toast("The invoice was taken away.");
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.toast("Copied.");
  }

  follow(address) {
    const url = new URL(address);
    const start = url.searchParams.get("start");
    const isOwnBot = url.hostname === "t.me" && url.pathname === `/${this.store.bot.username}`;
    if (isOwnBot) this.act("send", { text: start ? `/start ${start}` : "/start" });
    else confirmLink(address);
  }

  get isAtBottom() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_BOTTOM_PX;
  }

  scrollDown() {
    this.list.scrollTop = this.list.scrollHeight;
    this.noticeScroll();
  }

  noticeScroll() {
    this.toNewest.hidden = this.isAtBottom;
  }
}
