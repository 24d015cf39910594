// Where one writes: the text field, the menu of commands, attachments, the reply keyboard.

import { upload } from "./api.js";
import { h, icon, menu } from "./dom.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.field = h("textarea", { rows: 1, placeholder: "Message", maxlength: 4096, enterkeyhint: "send" });
    this.picker = h("input", { type: "file", hidden: true });
    this.form = h(
      "form",
      {},
      menu("Commands", "menu", (close) => this.commands(close)),
      this.field,
      pane.chat.private && menu("Attach", "attach", (close) => this.attachments(close)),
      this.picker,
      h("button", { class: "icon-button send", "aria-label": "Send", title: "Send" }, icon("send")),
    );
    this.keys = h("div", { class: "reply-keyboard" });
    this.node = h("div", { class: "composer" });
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.grow());
    this.picker.addEventListener("change", () => this.sendFile());
  }

  render() {
    const { chat, store, viewer } = this.pane;
    this.field.setAttribute("aria-label", `Message as ${store.nameOf(viewer)}`);
    if (chat.blocked) {
      this.show([this.wideButton("Unblock", () => this.pane.act("block", { blocked: false }))]);
    } else if (!chat.started) {
      this.show([this.wideButton("Start", () => this.pane.act("send", { text: "/start" }))]);
    } else {
      this.renderKeys(chat.keyboard);
      this.show(chat.keyboard ? [this.form, this.keys] : [this.form]);
    }
  }

  show(nodes) {
    const isSame = nodes.length === this.node.childElementCount && nodes.every((node) => node.parentNode === this.node);
    if (isSame) return;
    const hadFocus = this.node.contains(document.activeElement);
    this.node.replaceChildren(...nodes);
    if (hadFocus) this.node.querySelector("textarea, button")?.focus();
  }

  wideButton(label, action) {
    return h("button", { type: "button", class: "wide-button", onclick: action }, label);
  }

  renderKeys(markup) {
    const rows = markup?.keyboard ?? [];
    this.keys.replaceChildren(
      ...rows.map((row) =>
        h(
          "div",
          { class: "row" },
          row.map((key) => h("button", { type: "button", class: "key", onclick: () => this.pane.act("press", { text: key.text }) }, key.text)),
        ),
      ),
    );
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.grow();
    await this.pane.act("send", { text });
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  async commands(close) {
    const commands = (await this.pane.act("commands")) ?? [];
    if (commands.length === 0) return [h("p", {}, "The bot has set no commands.")];
    return commands.map(({ command, description }) => {
      const send = () => {
        close();
        this.field.focus();
        this.pane.act("send", { text: `/${command}` });
      };
      return h("button", { type: "button", onclick: send }, h("span", { class: "command-name" }, `/${command}`), description);
    });
  }

  attachments(close) {
    const item = (label, action) => {
      const run = () => {
        close();
        action();
      };
      return h("button", { type: "button", onclick: run }, label);
    };
    return [
      item("Picture or file…", () => this.picker.click()),
      item("My contact", () => this.pane.act("contact")),
      item("A sticker", () => this.pane.act("sticker")),
    ];
  }

  async sendFile() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    try {
      await upload(this.pane.viewer, this.pane.chat.id, file);
    } catch (error) {
      this.pane.toast(error.message);
    }
  }
}
