// Times, money and sizes in words.

import { present } from "./present.js";

const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

let zone;

export function setZone(name) {
  zone = name ?? undefined;
}

export function clockTime(date, language) {
  return new Intl.DateTimeFormat(language, { ...HOURS, timeZone: zone }).format(date);
}

export function dayName(date, language) {
  const parts = { weekday: "long", day: "numeric", month: "long", timeZone: zone };
  return new Intl.DateTimeFormat(language, parts).format(date);
}

export function headerTime(date) {
  const parts = { weekday: "short", day: "numeric", month: "short", ...HOURS, timeZone: zone };
  return new Intl.DateTimeFormat(undefined, parts).format(date);
}

// The letters are Telegram's: w weekday, d or D date, t or T time, r relative to now.
// These are shown in the reader's own zone, as Telegram's clients do.
export function dateTime(date, shape, language) {
  if (shape === "r") return relative(date, language);
  const parts = {};
  if (shape.includes("w")) parts.weekday = "long";
  if (shape.includes("d")) Object.assign(parts, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (shape.includes("D")) Object.assign(parts, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(shape)) Object.assign(parts, { ...HOURS });
  if (shape.includes("T")) parts.second = "2-digit";
  return new Intl.DateTimeFormat(language, { ...parts, timeZone: zone }).format(date);
}

export function relative(date, language, now = present()) {
  const minutes = Math.round((date.getTime() - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 60 / 24), "day");
}

export function money(amountMinor, currency, language) {
  if (currency === "XTR") return `${amountMinor} ⭐`;
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
