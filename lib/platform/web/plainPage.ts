import { direction, type Locale } from "../i18n/routing.ts";

/** What a page says that stands without the framework. */
export type PlainPage = {
  locale: Locale;
  title: string;
  paragraphs: readonly string[];
  links: readonly { href: string; label: string }[];
  /** The name of the service. */
  name: string;
  /** What a demonstration says about itself on every page. */
  demonstration?: string | undefined;
  /** The address of a Nastaliq, where there is one; readers without it have their own device's letters. */
  font?: string | undefined;
  /** The same page in the other language; left out where the page answers in place of any address. */
  other?: { href: string; label: string; locale: Locale };
};

const style = `
:root{color-scheme:light dark;--paper:#faf8f2;--ink:#1c221e;--muted:#515a54;--line:#d9d5c8;--brand:#0b4f3c;--on:#fff;--demo:#fdf1d8;--demo-ink:#6b4708}
@media (prefers-color-scheme:dark){:root{--paper:#121814;--ink:#eceae2;--muted:#b3bab4;--line:#38413b;--brand:#8fd3b8;--on:#0c2019;--demo:#3a2c0c;--demo-ink:#f6d995}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Inter,system-ui,sans-serif}
:lang(ur){font-family:Nastaliq,"Noto Nastaliq Urdu","Jameel Noori Nastaleeq","Noto Naskh Arabic",serif;line-height:2.1}
:lang(en){font-family:Inter,system-ui,sans-serif;line-height:1.55}
header{display:flex;align-items:center;gap:.6rem;padding:.6rem 1rem;border-block-end:1px solid var(--line);font-weight:700}
header svg{width:2.25rem;height:2.25rem}
header a:last-child:not(:first-child){margin-inline-start:auto;font-weight:400}
header a{display:inline-flex;align-items:center;gap:.6rem;min-height:2.75rem;color:inherit}
header .home{text-decoration:none}
aside{background:var(--demo);color:var(--demo-ink);padding:.4rem 1rem;text-align:center;font-size:.9rem;font-weight:600}
main{max-width:42rem;margin-inline:auto;padding:2rem 1rem 4rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}
h1:lang(ur){line-height:1.9}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:0 0 1rem}
a{color:var(--brand)}
.ways{display:flex;flex-wrap:wrap;gap:.75rem;margin-block-start:1.75rem}
.ways a{display:inline-flex;align-items:center;min-height:2.75rem;padding:.25rem 1.25rem;border-radius:.375rem;border:1px solid var(--brand);font-weight:600;text-decoration:none}
.ways a:first-child{background:var(--brand);color:var(--on)}
a:focus-visible{outline:3px solid #d9992b;outline-offset:2px}
ul{padding-inline-start:1.25rem}
li{margin-block-end:.5rem}
small{display:block;color:var(--muted)}
@media print{header a:last-child,.ways{display:none}}
`.replaceAll("\n", "");

const mark = `<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M10 1h19a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V10z" fill="#0b4f3c"/><path d="M10 1v7a2 2 0 0 1-2 2H1z" fill="#d9992b"/><path d="M26.5 12.5v2a2.75 2.75 0 0 1-5.5 0v-2m0 2a2.75 2.75 0 0 1-5.5 0v-2m0 2V20a5 5 0 0 1-10 0v-1.5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/**
 * A whole page in one file, with its style and nothing to load: for when the portal, or the connection, is not there. `nonce` is the
 * one of the page's content security policy. `<!--kept-->` marks where the service worker names the pages that it holds.
 */
export function plainPage(page: PlainPage, nonce: string): string {
  const { locale, title, paragraphs, links, name, demonstration, font, other } = page;
  const home = locale === "ur" ? "/ur" : "/";
  return [
    "<!doctype html>",
    `<html lang="${locale}" dir="${direction(locale)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="robots" content="noindex"><title>${text(title)} – ${text(name)}</title>`,
    `<link rel="icon" href="/icon.svg" type="image/svg+xml"><style nonce="${text(nonce)}">${font ? faceOf(font) : ""}${style}</style></head>`,
    `<body><header><a class="home" href="${home}">${mark}<span>${text(name)}</span></a>`,
    other
      ? `<a href="${text(other.href)}" hreflang="${other.locale}" lang="${other.locale}" dir="${direction(other.locale)}">${text(other.label)}</a>`
      : "",
    "</header>",
    demonstration ? `<aside>${text(demonstration)}</aside>` : "",
    `<main><h1>${text(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${text(paragraph)}</p>`),
    "<!--kept-->",
    `<div class="ways">${links.map(({ href, label }) => `<a href="${text(href)}">${text(label)}</a>`).join("")}</div>`,
    "</main></body></html>",
  ].join("");
}

function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const range = "U+0600-06FF,U+0750-077F,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC";

function faceOf(font: string): string {
  return `@font-face{font-family:Nastaliq;src:url(${font}) format("woff2");font-display:swap;unicode-range:${range}}`;
}
