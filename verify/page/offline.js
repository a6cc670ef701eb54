// What the browser keeps of the verification page for the time without a network: the page itself, what it needs to check a licence
// on paper, and the last description of the network, with its root key. Of licences nothing is kept, and nothing is answered from
// here while there is a network. The build writes BUILD, its name, FILES, what a page in each language needs, and DECODER, what reads
// photographs, above this line.

const store = `verify-${BUILD}`;
const network = "/api/v1/network";
const page = new URL(self.registration.scope).pathname.replace(/\/$/, "");
// A page's workers belong to whoever answers for their scripts' address, in some browsers, and that is not below each page's.
const isForWorkers = page === "/verify-assets";

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(store);
      if (!isForWorkers) await cache.addAll([page, network, ...FILES[page.startsWith("/ur/") ? "ur" : "en"]]);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      // Of a build before this one. The page in the other language keeps its files under the same name.
      const names = await caches.keys();
      await Promise.all(
        names.filter((name) => name.startsWith("verify-") && name !== store).map((name) => caches.delete(name)),
      );
      await self.clients.claim();
    })(),
  );
});

// The page says when it is idle, and says nothing where its reader saves data. A visit that ended too soon is made up for at the next.
self.addEventListener("message", (event) => {
  if (event.data === "decoder") event.waitUntil(keepDecoder());
});

async function keepDecoder() {
  const cache = await caches.open(store);
  for (const file of DECODER) {
    if (await cache.match(file)) continue;
    const response = await fetch(file, { priority: "low" });
    if (response.ok) await cache.put(file, response);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(newest(request, page));
  else if (url.pathname === network) event.respondWith(newest(request, network));
  else if (url.pathname.startsWith("/verify-assets/")) event.respondWith(asset(request));
});

/** The network's answer, which is kept; without one, what was kept before. */
async function newest(request, name) {
  const cache = await caches.open(store);
  try {
    const response = await fetch(request);
    // A page under a number is the same page, but that it leaves room for an answer.
    if (response.ok && new URL(request.url).pathname === name) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(name);
    if (!kept) throw error;
    return kept;
  }
}

/** A file's name has its hash: the one that is kept is the one that is asked for. */
async function asset(request) {
  const cache = await caches.open(store);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
