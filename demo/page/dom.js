// Builds nodes. Texts only ever become text nodes, so nothing that a chat holds can run here.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  check: "m5 12.500 4.500 4.500L19 7.500",
  send: "M4 12 20 5l-5 15-3.5-6.2L4 12Zm7.5 1.8L20 5",
  menu: "M5 7h14M5 12h14M5 17h9",
  attach: "m19 11.5-7 7a4.6 4.6 0 0 1-6.5-6.5l7.4-7.4a3 3 0 0 1 4.3 4.3l-7.3 7.3a1.5 1.5 0 0 1-2.1-2.1l6.7-6.7",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  down: "M12 5v13m0 0 5.5-5.5M12 18l-5.5-5.5",
  pin: "M9 4h6l-1 6 3 3H7l3-3-1-6Zm3 9v7",
  file: "M7 3.5h6.5L18 8v12.5H7V3.5Zm6 0V8.5h5M12 11v6m0 0 2.4-2.4M12 17l-2.4-2.4",
  place: "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11Zm0-8.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.6-4 3.6-6 7.5-6s6.900 2 7.500 6",
  voice: "M12 15a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3Zm-6-3.500a6 6 0 0 0 12 0M12 17.500V21",
  link: "M8 16 16.500 7.500M9.500 7h7.500v7.500",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  eye: "M3 12s3.300-6 9-6 9 6 9 6-3.300 6-9 6-9-6-9-6Zm9 2.600a2.600 2.600 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200Z",
};

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else if (name === "class") node.className = value;
    else if (name === "hue") node.style.setProperty("--hue", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name, size = 22) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": name === "more" ? 3 : 1.8,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A link that the reader may follow: the web, mail and phone, nothing that could run.
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function hueOf(id) {
  return (Math.abs(id) * 47 + 140) % 360;
}

export function avatar(id, name, isGroup) {
  const words = name.trim().split(/\s+/u);
  const letters = words.slice(0, 2).map((word) => Array.from(word)[0] ?? "");
  return h(
    "span",
    { class: isGroup ? "avatar group" : "avatar", hue: hueOf(id), "aria-hidden": "true" },
    letters.join("").toUpperCase(),
  );
}

// A menu that opens under (or over) its button and closes by itself.
export function menu(label, iconName, fill) {
  const sheet = h("div", { class: "sheet" });
  const summary = h("summary", { class: "icon-button", "aria-label": label, title: label }, icon(iconName));
  const details = h("details", { class: "menu" }, summary, sheet);
  const close = () => {
    details.open = false;
  };
  details.addEventListener("toggle", async () => {
    if (!details.open) return;
    sheet.replaceChildren(...(await fill(close)));
    sheet.querySelector("button")?.focus();
  });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      summary.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!details.contains(event.target)) close();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
  return details;
}
