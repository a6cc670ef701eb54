import { gunzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBrowser } from "../../scripts/testing/browser.mts";
import { checkProof, formatNumber } from "../../verify/index.ts";
import { describedAt } from "../../verify/network.ts";
import { en } from "../../verify/page/en.ts";
import { ur } from "../../verify/page/ur.ts";
import { nthNumber } from "../testing/encoding.ts";
import { type Founded, founded, issueApproved } from "../testing/governance.ts";
import { ask, header, judged } from "../testing/http.ts";
import type { HttpResponse } from "../testing/idl.ts";
import { entries, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";

let bench: Bench;
let registry: Founded;
const [VALID, REVOKED, UNKNOWN] = [0, 1, 99].map(nthNumber) as [string, string, string];

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
  await issueApproved(registry, single("batch-1", entries(0, 3, { institutionName: 'The "New" College, سندھ' })));
  await registry.acts.revoke({ operation: "o", number: REVOKED, reason: "terms-broken", decision: "d" });
});

afterAll(() => bench?.stop());

const verdict = (response: HttpResponse, url: string, changes: Partial<Parameters<typeof judged>[1]> = {}) =>
  judged(response, { canisterId: registry.id, rootKey: bench.network.rootKey, url, ...changes });

/** What a gateway makes of an address, and what it was answered. */
async function asked(url: string, method = "GET") {
  const response = await ask(registry.anonymous, url, method);
  return { response, status: response.status_code, verdict: verdict(response, url, { method }) };
}

const textOf = (response: HttpResponse) =>
  (header(response, "content-encoding") === "gzip" ? gunzipSync(response.body) : Buffer.from(response.body)).toString();
const json = async (url: string) => JSON.parse(textOf((await asked(url)).response));

describe("the registry's own page", () => {
  it.each([
    ["en", "/verify"],
    ["en", "/verify/"],
    ["en", `/verify/${formatNumber(VALID)}`],
    ["en", "/verify/figures"],
    ["en", "/verify?number=SND"],
    ["en", "/verify/a/b/%D8%B3%D9%86%D8%AF/"],
    ["ur", "/ur/verify"],
    ["ur", `/ur/verify/${formatNumber(VALID)}?x=1#y`],
  ])("is there in %s, certified, at %s", async (language, url) => {
    const { response, status, verdict } = await asked(url);
    expect([status, verdict]).toEqual([200, "certified"]);
    expect(header(response, "content-type")).toBe("text/html; charset=utf-8");
    expect(header(response, "content-security-policy")).toContain("connect-src 'self'");
    expect(textOf(response)).toContain(`<html lang="${language}"`);
  });

  it("comes with every file that it needs, the decoder of photographs apart", async () => {
    const pages = [textOf((await asked("/verify")).response), textOf((await asked("/ur/verify")).response)];
    const named = pages.flatMap((page) => page.match(/\/verify-assets\/[\w.-]+/g) ?? []);
    const files = new Set(named);
    for (const file of named) {
      const { response, status, verdict } = await asked(file);
      expect([file, status, verdict]).toEqual([file, 200, "certified"]);
      expect(header(response, "cache-control")).toContain("immutable");
      if (/\.(js|css)$/.test(file)) {
        for (const [other] of textOf(response).matchAll(/verify-assets\/[\w.-]+|[\w-]+\.woff2/g)) {
          files.add(other.startsWith("verify-assets/") ? `/${other}` : `/verify-assets/${other}`);
        }
      }
    }
    const isDecoder = (file: string) => /\/scanner-|\.wasm$/.test(file);
    for (const file of files) expect([file, (await asked(file)).status]).toEqual([file, isDecoder(file) ? 404 : 200]);
    const keeper = named.find((file) => file.includes("/offline-")) ?? "";
    expect(header((await asked(keeper)).response, "service-worker-allowed")).toBe("/");
  });

  it("is led to from the beginning, in each language", async () => {
    for (const [url, there] of [
      ["/", "/verify"],
      ["/?a=b", "/verify"],
      ["/ur", "/ur/verify"],
      ["/ur/", "/ur/verify"],
    ] as const) {
      const { response, status, verdict } = await asked(url);
      expect([status, header(response, "location"), verdict]).toEqual([307, there, "certified"]);
    }
  });

  it("is told, certified, on which subnet and under which root key the registry is", async () => {
    expect((await asked("/api/v1/network")).verdict).toBe("certified");
    expect(await json("/api/v1/network")).toEqual({
      network: "",
      rootKey: Buffer.from(bench.network.rootKey).toString("hex"),
      subnetId: bench.network.subnetId,
      canisters: { licence_registry: registry.id.toText() },
      operator: "",
      demonstration: true,
    });
  });
});

describe("an address", () => {
  it.each([
    "/nothing",
    "/verify-assets/nothing.js",
    "/verify-assets",
    "/api",
    "/api/v1/licence",
    "/verifying",
    "/%zz",
    "/ur/x",
  ])("with nothing at it says so, certified: %s", async (url) => {
    const { response, status, verdict } = await asked(url);
    expect([status, verdict]).toEqual([404, "certified"]);
    expect(textOf(response)).toContain("/verify");
  });

  it("is read by GET and HEAD alone", async () => {
    expect(await asked("/verify", "HEAD")).toMatchObject({ status: 200, verdict: "certified" });
    for (const method of ["POST", "PUT", "DELETE"]) {
      for (const url of ["/verify", "/", "/nothing", "/api/v1/network"]) {
        const { response, status, verdict } = await asked(url, method);
        expect([status, header(response, "allow"), verdict]).toEqual([405, "GET, HEAD", "certified"]);
      }
    }
    expect(await asked(`/api/v1/licences/${VALID}`, "POST")).toMatchObject({ status: 405, verdict: "passed on" });
  });

  it("may have 2,048 characters", async () => {
    const long = (size: number) => "/verify/".padEnd(size, "x");
    expect(await asked(long(2_048))).toMatchObject({ status: 200, verdict: "certified" });
    expect(await asked(long(2_049))).toMatchObject({ status: 414, verdict: "certified" });
    expect(await asked(`/nothing?${"x".repeat(50_000)}`)).toMatchObject({ status: 414, verdict: "certified" });
    expect(await asked(`/api/v1/licences/${"x".repeat(5_000)}`)).toMatchObject({ status: 414, verdict: "passed on" });
  });

  it("is answered whatever it is", async () => {
    for (const url of [
      "",
      "?",
      "#",
      "%",
      "%2",
      "//",
      "/<*>",
      "/<$>",
      "/verify/<$>",
      "/%ff",
      "سند",
      "/\u0000",
      "http_expr",
    ]) {
      const { status_code } = await ask(registry.anonymous, url);
      expect(status_code, url).toBeLessThan(500);
    }
  });
});

describe("a licence in JSON", () => {
  it("brings the proof that anybody checks, trusting the root key alone", async () => {
    const network = describedAt(bench.network.url, await json("/api/v1/network"));
    for (const [number, answer] of [
      [VALID, "valid"],
      [REVOKED, "revoked"],
      [UNKNOWN, "absent"],
    ] as const) {
      const url = `/api/v1/licences/${formatNumber(number)}`;
      const { response, status, verdict } = await asked(url);
      expect([status, verdict]).toEqual([answer === "absent" ? 404 : 200, "passed on"]);
      const report = JSON.parse(textOf(response));
      expect(report).toMatchObject({ number: formatNumber(number), answer, demonstration: true });
      const checked = checkProof({ number, network, proof: report.proof });
      expect(checked.answer).toBe(answer);
      if (!("record" in checked)) continue;
      const iso = (time: bigint) => new Date(Number(time / 1_000_000n)).toISOString();
      const { record } = checked;
      expect(report.record).toEqual({
        ...JSON.parse(JSON.stringify(record, (_, value) => (typeof value === "bigint" ? iso(value) : value))),
        v: 1,
        chunk: Number(record.chunk),
      });
    }
  });

  it("is not believed when its proof is another's", async () => {
    const network = describedAt(bench.network.url, await json("/api/v1/network"));
    const { proof } = await json(`/api/v1/licences/${REVOKED}`);
    expect(checkProof({ number: VALID, network, proof }).answer).toBe("unchecked");
  });

  it("forgives how a number is typed, and says what is none", async () => {
    const typed = `%20${formatNumber(VALID).toLowerCase()}`;
    expect(await json(`/api/v1/licences/${typed}`)).toMatchObject({ answer: "valid" });
    for (const wrong of ["SND", `${VALID.slice(0, -1)}${VALID.endsWith("A") ? "B" : "A"}`, "x".repeat(1_000), "%00"]) {
      expect(await asked(`/api/v1/licences/${wrong}`)).toMatchObject({ status: 400, verdict: "passed on" });
    }
    for (const more of ["", "/", `/${VALID}/became`]) {
      expect(await asked(`/api/v1/licences${more}`)).toMatchObject({
        status: more === "/" ? 400 : 404,
        verdict: "passed on",
      });
    }
  });
});

describe("a gateway that verifies", () => {
  const url = "/verify";
  let page: HttpResponse;
  const changed = (name: string, value: string): HttpResponse => ({
    ...page,
    headers: page.headers.map(([known, of]) => [known, known === name ? value : of]),
  });

  beforeAll(async () => {
    page = await ask(registry.anonymous, url);
  });

  it("hands on nothing that a node on the way has changed", async () => {
    const body = Uint8Array.from(page.body);
    body[100] = (body[100] ?? 0) ^ 1;
    const other = "InvalidRequestAndResponseHashes";
    expect(verdict(page, url)).toBe("certified");
    expect(verdict({ ...page, body }, url)).toBe(other);
    expect(verdict({ ...page, status_code: 404 }, url)).toBe(other);
    expect(verdict(changed("content-security-policy", "default-src *"), url)).toBe(other);
    expect(verdict({ ...page, headers: [...page.headers, ["set-cookie", "a=b"]] }, url)).toBe(other);
    expect(verdict({ ...page, headers: page.headers.filter(([name]) => name !== "referrer-policy") }, url)).toBe(other);
  });

  it("hands on nothing that was not certified, by the canister's own word", async () => {
    const without = page.headers.filter(([name]) => name !== "ic-certificate");
    expect(verdict({ ...page, headers: without }, url)).toBe("HeaderMissingCertification");
    // The proof that any answer goes for a licence, on an answer of the page.
    const licence = await ask(registry.anonymous, `/api/v1/licences/${VALID}`);
    const swapped = { ...page, headers: licence.headers };
    expect(verdict(swapped, `/api/v1/licences/${VALID}`)).toBe("passed on");
    expect(verdict(swapped, url)).toBe("ExactExpressionPathMightExistInTree");
    // That there is nothing, where there is the page.
    const nothing = await ask(registry.anonymous, "/nothing");
    expect(verdict(nothing, "/nothing")).toBe("certified");
    expect(verdict(nothing, url)).not.toBe("certified");
    // The English page at an address of the Urdu one.
    expect(verdict(page, "/ur/verify")).not.toBe("certified");
  });

  it("hands on nothing old, nothing of another canister, nothing under another root key", async () => {
    expect(verdict(page, url, { at: Date.now() + 6 * 60_000 })).toBe("CertificateVerificationFailed");
    expect(verdict(page, url, { at: Date.now() - 6 * 60_000 })).toBe("CertificateVerificationFailed");
    const other = await bench.untouchedRegistry();
    expect(verdict(page, url, { canisterId: other.id })).not.toBe("certified");
    expect(verdict(await ask(other.anonymous, url), url)).not.toBe("certified");
    const rootKey = Uint8Array.from(bench.network.rootKey);
    rootKey[132] = (rootKey[132] ?? 0) ^ 1;
    expect(verdict(page, url, { rootKey })).not.toBe("certified");
  });
});

describe("the local network's gateway", () => {
  const at = async (path: string) => {
    const address = new URL(path, bench.network.url);
    address.searchParams.set("canisterId", registry.id.toText());
    const response = await fetch(address, { redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("hands on the page, a licence, and what is not there", async () => {
    const page = await at("/verify");
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="en"');
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(JSON.parse((await at(`/api/v1/licences/${VALID}`)).text)).toMatchObject({ answer: "valid" });
    expect(await at("/")).toMatchObject({ status: 307 });
    expect(await at("/nothing")).toMatchObject({ status: 404 });
  });
});

describe("in a browser, with no portal", { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: string;

  beforeAll(async () => {
    site = `http://${registry.id.toText()}.localhost:${new URL(bench.network.url).port}`;
    const { executablePath, env } = await ensureBrowser(console.log);
    const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
    browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  }, 120_000);

  afterAll(() => browser?.close());

  const open = async (path: string) => {
    const page = await browser.newPage({ viewport: { width: 360, height: 780 } });
    const complaints: string[] = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => new URL(request.url()).origin === site || complaints.push(request.url()));
    await page.goto(site + path);
    return { page, complaints };
  };

  it("a stranger opens the registry and checks a licence, in English", async () => {
    const { page, complaints } = await open("/");
    expect(new URL(page.url()).pathname).toBe("/verify");
    await page.locator("#number").fill(VALID);
    await page.keyboard.press("Enter");
    await page.locator(".result--valid").waitFor();
    expect(await page.locator("h2#answer").textContent()).toBe(en.answers.valid.title);
    expect(await page.locator(".check--failed, .check--skipped").count()).toBe(0);
    expect(await page.locator(".demonstration").isVisible()).toBe(true);
    await page.goto(`${site}/verify/${formatNumber(UNKNOWN)}`);
    await page.locator(".result--absent").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("a stranger follows a link to a licence, in Urdu", async () => {
    const { page, complaints } = await open(`/ur/verify/${formatNumber(REVOKED)}`);
    await page.locator(".result--revoked").waitFor();
    expect(await page.locator("h2#answer").textContent()).toBe(ur.answers.revoked.title);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    expect(await page.evaluate(() => document.fonts.check("16px 'Noto Nastaliq Urdu'"))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("an upgrade", () => {
  it("keeps page and licences, and takes on what the controllers say in the environment", async () => {
    const before = textOf((await asked("/verify")).response);
    await registry.upgrade({ demonstration: "false", network: "national", operator: 'Ministry "IT"' });
    expect(await asked("/verify")).toMatchObject({ status: 200, verdict: "certified" });
    expect(textOf((await asked("/verify")).response)).toBe(before);
    expect(await asked("/api/v1/network")).toMatchObject({ verdict: "certified" });
    expect(await json("/api/v1/network")).toMatchObject({
      demonstration: false,
      network: "national",
      operator: 'Ministry "IT"',
    });
    expect(await json(`/api/v1/licences/${VALID}`)).toMatchObject({ answer: "valid", demonstration: false });
  });
});
