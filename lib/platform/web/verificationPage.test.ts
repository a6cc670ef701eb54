import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verificationAsset, verificationPage } from "./verificationPage.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-verify-"));
const asked = (headers: Record<string, string> = {}) => new Request("http://portal.test/verify", { headers });

beforeAll(() => {
  const built = path.join(folder, "verify");
  fs.mkdirSync(path.join(built, "verify-assets"), { recursive: true });
  fs.writeFileSync(path.join(built, "en.html"), '<!doctype html><html lang=en data-demonstration="unknown">');
  fs.writeFileSync(path.join(built, "ur.html"), "<!doctype html><html lang=ur>");
  fs.writeFileSync(path.join(built, "verify-assets/page-1.js"), "check()");
  fs.writeFileSync(path.join(folder, "secret.txt"), "secret");
  const files = {
    "en.html": { type: "text/html; charset=utf-8" },
    "ur.html": { type: "text/html; charset=utf-8" },
    "verify-assets/page-1.js": { type: "text/javascript; charset=utf-8" },
  };
  fs.writeFileSync(
    path.join(built, "manifest.json"),
    JSON.stringify({ pages: { en: "en.html", ur: "ur.html" }, files }),
  );
  const network = {
    name: "local",
    host: "http://127.0.0.1:4943",
    rootKey: "00".repeat(133),
    subnetId: "aaaaa-aa",
    canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" },
  };
  fs.writeFileSync(path.join(folder, "network.json"), JSON.stringify(network));
  process.env.NETWORK_FILE = path.join(folder, "network.json");
  process.env.DEMO = "1";
  process.env.VERIFY_DIR = built;
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("the verification page", () => {
  test("comes in both languages, under a policy that lets it talk to the portal and the network alone", async () => {
    const response = await verificationPage("ur", asked());
    expect(await response.text()).toContain("lang=ur");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:4943;");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
  });

  test("says that it is a demonstration before any script has run", async () => {
    expect(await (await verificationPage("en", asked())).text()).toContain('data-demonstration="true">');
  });

  test("keeps room for the answer where there is a number to check", async () => {
    const request = new Request("http://portal.test/verify/SND-00000-00000-0");
    expect(await (await verificationPage("en", request)).text()).toContain('data-demonstration="true" data-asked>');
  });

  test("is about all licences at the address of the figures", async () => {
    const request = new Request("http://portal.test/verify/figures");
    const text = await (await verificationPage("en", request)).text();
    expect(text).toContain('data-demonstration="true" data-asked data-view="figures">');
  });

  test("names itself in both languages by whole addresses", async () => {
    const request = new Request("http://portal.test/ur/verify/SND-00000-00000-0");
    const link = (await verificationPage("ur", request)).headers.get("link");
    expect(link).toMatch(/<https?:\/\/[^/]+\/verify\/SND-00000-00000-0>; rel="alternate"; hreflang="en", /);
    expect(link).toMatch(/<https?:\/\/[^/]+\/ur\/verify\/SND-00000-00000-0>; rel="alternate"; hreflang="ur", /);
  });

  test("is not sent again to a browser that has it", async () => {
    const first = await verificationPage("en", asked());
    const etag = first.headers.get("etag") ?? "";
    expect((await verificationPage("en", asked({ "if-none-match": `W/"x", ${etag}` }))).status).toBe(304);
  });

  test("looks as the reader chose in the portal, and is another page to the browser's store then", async () => {
    const plain = await verificationPage("en", asked());
    const dark = await verificationPage("en", asked({ cookie: "a=1; sanad-theme=dark" }));
    expect(await dark.text()).toContain('<html data-theme="dark" lang=en');
    expect(dark.headers.get("etag")).not.toBe(plain.headers.get("etag"));
    const odd = await verificationPage("en", asked({ cookie: 'sanad-theme="><script>' }));
    expect(await odd.text()).toBe(await plain.text());
  });

  test("gives the files that its build names, for a year, and no others", async () => {
    const response = await verificationAsset("verify-assets/page-1.js", asked());
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await response.text()).toBe("check()");
    for (const name of [
      "verify-assets/../../secret.txt",
      "manifest.json",
      "en.html",
      "verify-assets/other.js",
      "__proto__",
    ])
      expect((await verificationAsset(name, asked())).status).toBe(404);
  });

  test("that was never built says so instead of pretending", async () => {
    const built = process.env.VERIFY_DIR;
    process.env.VERIFY_DIR = path.join(folder, "nowhere");
    expect((await verificationPage("en", asked())).status).toBe(503);
    process.env.VERIFY_DIR = built;
  });
});
