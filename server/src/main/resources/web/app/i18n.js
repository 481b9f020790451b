// Texts in two languages. Each page registers its own: register({ en: { 'chat.ask': 'Ask' }, zh: { … } }).
// t('chat.found', { count: 3 }) fills in {count}; plural forms are 'chat.found.one' beside 'chat.found'.

import { useEffect, useState } from './html.js';

const STORED = 'freshet.language';
export const languages = { en: 'English', zh: '中文' };

const texts = { en: {}, zh: {} };
const listeners = new Set();
let current = chosen();

function chosen() {
  const stored = localStorage.getItem(STORED);
  if (stored in languages) {
    return stored;
  }
  return navigator.languages.some((name) => name.toLowerCase().startsWith('zh')) &&
    !navigator.languages[0].toLowerCase().startsWith('en')
    ? 'zh'
    : 'en';
}

export function register(more) {
  for (const language of Object.keys(languages)) {
    Object.assign(texts[language], more[language]);
  }
}

/** The text of that name in the language chosen; the name itself where nobody wrote one. */
export function t(name, values = {}) {
  const own = texts[current];
  const form = values.count === 1 && `${name}.one` in own ? `${name}.one` : name;
  const text = own[form] ?? texts.en[form] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

export function language() {
  return current;
}

export function setLanguage(name) {
  current = name;
  localStorage.setItem(STORED, name);
  document.documentElement.lang = name;
  listeners.forEach((listener) => listener());
}

/** Renders the component anew when the language changes. */
export function useLanguage() {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((count) => count + 1);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return current;
}

const formats = new Map();

/** Making a format takes longer than using it a thousand times. */
function format(kind, options) {
  const key = `${current} ${kind.name} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new kind(current, options));
  }
  return formats.get(key);
}

/** A moment as people say it: the time today, the day this year, else the date. */
export function moment(millis) {
  const date = new Date(millis);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) {
    return format(Intl.DateTimeFormat, { hour: '2-digit', minute: '2-digit' }).format(date);
  }
  const year = date.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return format(Intl.DateTimeFormat, { day: 'numeric', month: 'short', year }).format(date);
}

export function number(value, digits = 0) {
  return format(Intl.NumberFormat, { maximumFractionDigits: digits }).format(value);
}

/** 1536 is "1.5 kB". */
export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = count;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number(value, value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

/** 1234 milliseconds are "1.2 s". */
export function duration(millis) {
  if (millis < 1000) {
    return `${number(millis, millis < 10 ? 1 : 0)} ms`;
  }
  return millis < 60_000 ? `${number(millis / 1000, 1)} s` : `${number(millis / 60_000, 1)} min`;
}

document.documentElement.lang = current;
