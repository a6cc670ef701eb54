import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { beforeEach, describe, expect, test } from "vitest";

const source = fs.readFileSync(path.resolve(import.meta.dirname, "../../public/sw.js"), "utf8");
const origin = "http://portal.test";
const token = "A".repeat(43);
const id = "01999999-0000-7000-8000-000000000000";

/** As much of a browser's caches as the worker uses. */
class FakeCache {
  readonly held = new Map<string, Response>();
  #key = (request: Request | string) => new URL(typeof request === "string" ? request : request.url, origin).href;
  async match(request: Request | string) {
    return this.held.get(this.#key(request))?.clone();
  }
  async put(request: Request | string, response: Response) {
    this.held.set(this.#key(request), response);
  }
  async delete(request: Request | string) {
    return this.held.delete(this.#key(request));
  }
  async keys() {
    return [...this.held.keys()].map((url) => ({ url }));
  }
  async add(address: string) {
    await this.put(address, await network(new Request(new URL(address, origin))));
  }
  async addAll(requests: Request[]) {
    for (const request of requests) await this.put(request, await network(request));
  }
}

const stores = new Map<string, FakeCache>();
const caches = {
  async open(name: string) {
    const cache = stores.get(name) ?? new FakeCache();
    stores.set(name, cache);
    return cache;
  },
  delete: async (name: string) => stores.delete(name),
  keys: async () => [...stores.keys()],
  match: async (request: Request | string, { cacheName }: { cacheName: string }) =>
    stores.get(cacheName)?.match(request),
};

let network: (request: Request) => Promise<Response>;
let listeners: Record<string, (event: unknown) => void>;

const page = (title: string, mark = true) =>
  new Response(
    `<html><head>${mark ? '<meta name="sanad-keep" content="As it was on Monday."/>' : ""}<link rel="stylesheet" href="/_next/static/a.css"/><link rel="preload" as="script" href="/x.js"/></head><body><main id="content"><h1 class="a">${title}</h1><form action=""><button>Send</button></form></main><script nonce="n">steal()</script></body></html>`,
    { headers: { "Content-Type": "text/html" } },
  );

beforeEach(async () => {
  stores.clear();
  listeners = {};
  network = async (request) =>
    new URL(request.url).pathname.includes("offline")
      ? new Response('<h1>Offline</h1><!--kept ["Kept","As of {time}"]-->')
      : new Response("ok");
  const self = {
    location: { href: `${origin}/sw.js?v=1`, origin },
    addEventListener: (name: string, listener: (event: unknown) => void) => {
      listeners[name] = listener;
    },
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
    registration: {},
  };
  const toAbsolute = (request: Request | string) =>
    typeof request === "string" ? new Request(new URL(request, origin)) : request;
  class PortalRequest extends Request {
    constructor(input: string, init?: RequestInit) {
      super(new URL(input, origin), init);
    }
  }
  vm.runInNewContext(source, {
    self,
    caches,
    fetch: (request: Request | string) => network(toAbsolute(request)),
    URL,
    Request: PortalRequest,
    Response,
    Headers,
    Date,
    Intl,
    encodeURIComponent,
    decodeURIComponent,
  });
  await fire("install", {});
  await fire("activate", {});
});

async function fire(name: string, event: object): Promise<Response | undefined> {
  const waits: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  listeners[name]?.({
    ...event,
    waitUntil: (wait: Promise<unknown>) => waits.push(wait),
    respondWith: (response: Promise<Response>) => {
      answer = response;
    },
  });
  const given = await answer;
  await Promise.all(waits);
  return given;
}

const request = (path: string, more: Partial<Request> & { rsc?: boolean } = {}) => {
  const { rsc, ...rest } = more;
  const plain = { url: `${origin}${path}`, method: "GET", mode: "navigate", destination: "document" };
  return { ...plain, headers: new Headers(rsc ? { RSC: "1" } : {}), ...rest };
};

const open = (path: string, more: Parameters<typeof request>[1] = {}) =>
  fire("fetch", { request: request(path, more) });
const offline = () => {
  network = async () => {
    throw new TypeError("offline");
  };
};
const online = (reply: () => Response) => {
  network = async () => reply();
};
const held = (name: string) => [...(stores.get(name)?.held.keys() ?? [])].map((url) => new URL(url).pathname);

describe("the service worker", () => {
  test("keeps a page of a status without its scripts, its forms at rest, saying of when it is", async () => {
    online(() => page("U"));
    await open(`/status/${token}`);
    offline();
    const text = (await (await open(`/status/${token}`))?.text()) ?? "";
    expect(text).toContain("As it was on Monday.");
    expect(text).not.toMatch(/<script|preload/);
    expect(text).toContain("<form inert");
    expect(held("sanad-styles")).toEqual(["/_next/static/a.css"]);
  });

  test("keeps nothing else: no page without the mark, no other address, nothing that was sent, no answer of the API", async () => {
    online(() => page("U"));
    await open("/applications");
    await open("/home");
    await open(`/api/v1/licences/${token}`, { mode: "cors" });
    await open(`/applications/${id}`, { method: "POST" });
    online(() => page("Not opened yet", false));
    await open(`/status/${token}`);
    expect([...held("sanad-pages"), ...held("sanad-status")]).toEqual([]);
  });

  test("keeps a page that was reached without leaving the document, once a minute at most", async () => {
    let fetched = 0;
    online(() => {
      fetched += 1;
      return page("U");
    });
    for (let turn = 0; turn < 3; turn++) await open(`/applications/${id}`, { mode: "cors", rsc: true });
    expect(held("sanad-pages")).toEqual([`/applications/${id}`]);
    expect(fetched, "the page and its style").toBe(2);
  });

  test("gives the network's answer whenever there is one", async () => {
    online(() => page("Old"));
    await open(`/applications/${id}`);
    online(() => page("New"));
    expect(await (await open(`/applications/${id}`))?.text()).toContain("New");
    offline();
    expect(await (await open(`/applications/${id}`))?.text()).toContain("New");
  });

  test("takes a page that is gone, and all of them when the session is over; a server that fails takes nothing", async () => {
    const other = id.replace("01", "02");
    online(() => page("U"));
    await open(`/applications/${id}`);
    await open(`/ur/applications/${other}`);
    online(() => new Response("", { status: 503 }));
    await open(`/applications/${id}`);
    expect(held("sanad-pages")).toHaveLength(2);
    online(() => new Response("", { status: 404 }));
    await open(`/applications/${id}`);
    expect(held("sanad-pages")).toEqual([`/ur/applications/${other}`]);
    online(() => {
      const redirect = Object.defineProperty(new Response(""), "type", { value: "opaqueredirect" });
      redirect.clone = () => redirect;
      return redirect;
    });
    await open(`/applications/${id}`);
    expect(held("sanad-pages")).toEqual([]);
  });

  test("shows no page beyond its time: a signed-in one a day, one by link a week", async () => {
    online(() => page("U"));
    await open(`/applications/${id}`);
    await open(`/status/${token}`);
    const age = (store: string, hours: number) => {
      for (const response of stores.get(store)?.held.values() ?? [])
        response.headers.set("x-kept-at", new Date(Date.now() - hours * 3_600_000).toISOString());
    };
    offline();
    age("sanad-pages", 25);
    age("sanad-status", 25);
    expect(await (await open(`/applications/${id}`))?.text()).toContain("Offline");
    expect(await (await open(`/status/${token}`))?.text()).toContain("As it was");
    age("sanad-status", 169);
    expect(await (await open(`/status/${token}`))?.text()).toContain("Offline");
  });

  test("holds ten pages of a kind at most, the newest", async () => {
    online(() => page("U"));
    for (let index = 10; index < 25; index++) await open(`/status/${index}${"A".repeat(41)}`);
    expect(held("sanad-status")).toHaveLength(10);
    expect(held("sanad-status").at(-1)).toBe(`/status/24${"A".repeat(41)}`);
  });

  test("without a connection names what can be read, in the language of the address, and escapes it", async () => {
    online(() => page("A &lt;b&gt; &amp; C"));
    await open(`/ur/status/${token}`);
    offline();
    const text = (await (await open("/ur/home"))?.text()) ?? "";
    expect(text).toContain(`href="${origin}/ur/status/${token}"`);
    expect(text).toContain("A &#60;b&#62; &#38; C");
    expect(text).toContain("As of ");
    expect(text).not.toContain("{time}");
  });

  test("never answers for the verification page but that it cannot be checked now", async () => {
    stores.get("sanad-shell-1")?.held.set(`${origin}/offline/check`, new Response("cannot be checked now"));
    online(() => page("Valid"));
    await open("/verify/SND");
    offline();
    expect(await (await open("/verify/SND"))?.text()).toBe("cannot be checked now");
    expect([...stores.keys()].sort()).toEqual(["sanad-shell-1"]);
  });

  test("takes the caches of a version before it, and leaves those of others alone", async () => {
    await caches.open("sanad-shell-0");
    await caches.open("somebody-else");
    await fire("activate", {});
    expect([...stores.keys()].sort()).toEqual(["sanad-shell-1", "somebody-else"]);
  });
});
