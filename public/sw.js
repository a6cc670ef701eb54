// What the browser keeps of the portal for the time without a connection: two pages that say so, and the last-seen status of
// applications. Nothing else is kept, nothing is answered from here while there is a connection, and nothing sent is ever stored.
// Registered as /sw.js?v=<version>: a new version of the two pages installs itself anew.
const shell = `sanad-shell-${new URL(self.location.href).searchParams.get("v")}`;
/** Pages of a signed-in person: taken at sign-out, when somebody else signs in, and after a day, the longest that a session lasts. */
const signedIn = { name: "sanad-pages", hours: 24 };
/** Pages opened by a link from a letter: taken at sign-out too, and after a week. */
const byLink = { name: "sanad-status", hours: 7 * 24 };
const styles = "sanad-styles";
const mostPages = 10;
const mostStyles = 12;

const offlinePages = ["/offline", "/ur/offline", "/offline/check", "/ur/offline/check"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(shell);
      await cache.addAll(offlinePages.map((page) => new Request(page, { cache: "reload" })));
      await cache.add("/icon.svg");
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const known = new Set([shell, signedIn.name, byLink.name, styles]);
      const names = await caches.keys();
      await Promise.all(
        names.filter((name) => name.startsWith("sanad-") && !known.has(name)).map((name) => caches.delete(name)),
      );
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(navigate(event, url));
  } else if (request.method === "GET" && request.destination === "style") {
    event.respondWith(style(request));
  } else if (request.method === "GET" && request.destination === "image" && url.pathname === "/icon.svg") {
    event.respondWith(fetch(request).catch(() => caches.match(url.pathname)));
  } else if (request.method === "GET" && request.headers.has("RSC") && storeOf(url)) {
    // Reached without leaving the document: what is kept is the document.
    event.waitUntil(fetchAndKeep(url));
  }
});

/** The network's answer, always; without one, what is kept of this very address, or a page that says why there is nothing. */
async function navigate(event, url) {
  try {
    const response = (await event.preloadResponse) || (await fetch(event.request));
    if (event.request.method === "GET" && storeOf(url)) event.waitUntil(keep(url, response.clone()));
    return response;
  } catch {
    return (event.request.method === "GET" && (await kept(url))) || instead(url);
  }
}

/** Where a page is kept, if it is one that may be. */
function storeOf(url) {
  const path = pathWithoutLocale(url.pathname);
  if (/^\/status\/[\w-]{43}$/.test(path)) return byLink;
  if (/^\/applications\/[0-9a-f]{8}-[0-9a-f-]{27}$/.test(path)) return signedIn;
  return undefined;
}

function pathWithoutLocale(path) {
  return path.replace(/^\/(?:en|ur)(?=\/|$)/, "");
}

const addressOf = (url) => url.origin + url.pathname;

async function fetchAndKeep(url) {
  const cache = await caches.open(storeOf(url).name);
  const copy = await cache.match(addressOf(url));
  if (copy && Date.now() - Date.parse(copy.headers.get("x-kept-at")) < 60_000) return;
  try {
    await keep(url, await fetch(addressOf(url), { redirect: "manual", headers: { Accept: "text/html" } }));
  } catch {
    // The next time, then.
  }
}

/** Keeps a page that says it may be kept. Any other answer at its address means that what was kept is over. */
async function keep(url, response) {
  const store = storeOf(url);
  if (response.type === "opaqueredirect" && store === signedIn) {
    // To the sign-in page: the session is over, and with it what it showed.
    await caches.delete(store.name);
    return;
  }
  if (response.status >= 500) return;
  const cache = await caches.open(store.name);
  const page = response.ok && !response.redirected ? forReading(await response.text()) : undefined;
  await cache.delete(addressOf(url));
  if (!page) return;
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'",
    "x-kept-at": new Date().toISOString(),
    "x-kept-title": encodeURIComponent(page.title),
  });
  await cache.put(addressOf(url), new Response(page.html, { headers }));
  await bound(cache, mostPages);
  await keepStyles(page.styles);
}

/** The page without scripts and forms that work, saying that it is not of now; nothing unless it carries the mark of such a page. */
function forReading(html) {
  const note = /<meta name="sanad-keep" content="([^"]*)"/.exec(html)?.[1];
  if (note === undefined) return undefined;
  const plain = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/<link\b[^>]*\brel="(?:preload|modulepreload|preconnect|manifest)"[^>]*>/g, "")
    .replace(/<form\b/g, "<form inert")
    .replace(
      /(<main\b[^>]*>)/,
      `$1<p role="status" class="mb-6 border-s-4 px-4 py-3 bg-warning-tint text-warning border-warning">${note}</p>`,
    );
  return {
    html: plain,
    title: unescaped(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1]?.replace(/<[^>]*>/g, "") ?? ""),
    styles: [
      ...plain.matchAll(
        /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"|<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="stylesheet"/g,
      ),
    ].map(([, first, second]) => unescaped(first ?? second)),
  };
}

/** The kept page of an address, unless its time is over. */
async function kept(url) {
  const store = storeOf(url);
  if (!store) return undefined;
  const cache = await caches.open(store.name);
  const copy = await cache.match(addressOf(url));
  if (copy && !isOver(copy, store)) return copy;
  if (copy) await cache.delete(addressOf(url));
  return undefined;
}

function isOver(copy, { hours }) {
  return !(Date.now() - Date.parse(copy.headers.get("x-kept-at")) < hours * 3_600_000);
}

/** In place of a page: that there is no connection and what can be read all the same; for the verification page, that nothing can be checked. */
async function instead(url) {
  const locale = /^\/ur(\/|$)/.test(url.pathname) ? "ur" : "en";
  const prefix = locale === "ur" ? "/ur" : "";
  const isCheck = /^\/verify(\/|$)/.test(pathWithoutLocale(url.pathname));
  const page = await caches.match(`${prefix}/offline${isCheck ? "/check" : ""}`, { cacheName: shell });
  if (!page || isCheck) return page ?? Response.error();
  const html = await page.text();
  const [whole, words] = /<!--kept (.*?)-->/.exec(html) ?? [];
  const list = whole ? await keptList(locale, JSON.parse(words)) : "";
  return new Response(
    html.replace(whole ?? "<!--kept-->", () => list),
    { headers: page.headers },
  );
}

async function keptList(locale, [heading, asOf]) {
  const lines = [];
  for (const store of [byLink, signedIn]) {
    const cache = await caches.open(store.name);
    for (const request of await cache.keys()) {
      const copy = await cache.match(request);
      if (!copy || isOver(copy, store)) continue;
      const at = new Intl.DateTimeFormat(locale === "ur" ? "ur-PK-u-nu-latn" : "en-GB", {
        dateStyle: "long",
        timeStyle: "short",
        hourCycle: "h23",
        timeZone: "Asia/Karachi",
      }).format(new Date(copy.headers.get("x-kept-at")));
      const title = decodeURIComponent(copy.headers.get("x-kept-title"));
      lines.push(
        `<li><a href="${escaped(request.url)}"><bdi>${escaped(title)}</bdi></a><small>${escaped(asOf.replace("{time}", at))}</small></li>`,
      );
    }
  }
  return lines.length === 0 ? "" : `<h2>${escaped(heading)}</h2><ul>${lines.join("")}</ul>`;
}

/** A style has its hash in its name: the one that is kept is the one that is asked for. */
async function style(request) {
  return (await caches.match(request, { cacheName: styles })) ?? fetch(request);
}

async function keepStyles(addresses) {
  const cache = await caches.open(styles);
  for (const address of addresses) {
    if (!address.startsWith("/_next/static/") || (await cache.match(address))) continue;
    await cache.add(address).catch(() => {});
  }
  await bound(cache, mostStyles);
}

/** The oldest go first. */
async function bound(cache, most) {
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - most)).map((request) => cache.delete(request)));
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function unescaped(text) {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}
