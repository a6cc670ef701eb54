import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sha256 } from "@noble/hashes/sha2";
import { type Browser, chromium, type Page } from "@playwright/test";
import qrcode from "qrcode-generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violationsOn } from "../../scripts/testing/axe.mts";
import { ensureBrowser } from "../../scripts/testing/browser.mts";
import { utf8Bytes } from "../bytes.ts";
import { encodeCbor } from "../cbor.ts";
import {
  checkAccounts,
  checkFigures,
  checkGovernance,
  checkProof,
  formatNumber,
  paperProof,
  savedIn,
  splitPaper,
} from "../index.ts";
import { digestLabel } from "../labels.ts";
import { cell, cellEntry, countedTree } from "../testing/figures.ts";
import { governed, governedTree } from "../testing/governance.ts";
import { buildPage, servePage } from "../testing/page.ts";
import {
  ABSENT_NUMBER,
  DAY,
  MESSENGER_ID,
  NUMBERS,
  proofOf,
  recordFields,
  records,
  registryTree,
  SECOND,
} from "../testing/registry.ts";
import { type Served, serveProofs } from "../testing/server.ts";
import { KeyPair } from "../testing/subnet.ts";
import { EMPTY, leaf, level, trie, witness } from "../testing/trees.ts";
import { en } from "./en.ts";
import type { Language } from "./messages.ts";
import { ur } from "./ur.ts";

const [VALID = "", SUSPENDED = "", REVOKED = "", EXPIRED = "", UPCOMING = "", FORGED = ""] = NUMBERS;
const WORDS = { en, ur };
const ANSWERS = {
  valid: VALID,
  suspended: SUSPENDED,
  revoked: REVOKED,
  expired: EXPIRED,
  upcoming: UPCOMING,
  absent: ABSENT_NUMBER,
  unchecked: FORGED,
} as const;

let folder: string;
let network: Served;
let portal: Served;
let browser: Browser;
/** How the registry's governance stands, and whether its answer is forged. */
let [broken, forges] = [false, false];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sanad-page-"));
  const tree = registryTree(certified());
  const forger = new KeyPair(9);
  network = await serveProofs((argument, method) => {
    const asked = Buffer.from(argument).toString().slice(-14);
    const time = BigInt(Date.now()) * 1_000_000n - SECOND;
    const delegationTime = time - 5n * DAY;
    if (method === "count") {
      const shown = messengerTree();
      return proofOf("", { tree: shown, shown, making: { time, delegationTime, canisterId: MESSENGER_ID } });
    }
    const file = /[\w-]+\.(csv|json)$/.exec(Buffer.from(argument).toString())?.[0];
    if (file !== undefined) {
      const digests = notedTree(time);
      const shown = witness(digests, [utf8Bytes("digests"), digestLabel(file)]);
      return proofOf("", { tree: digests, shown, making: { time, delegationTime } });
    }
    if (method === "governance") {
      const shown = governedTree(governed(broken ? { broken: [time - 3n * DAY] } : {}, time));
      return proofOf("", {
        tree: shown,
        shown,
        making: { time, delegationTime, ...(forges && { subnetSigner: forger }) },
      });
    }
    if (asked.length < 14) {
      const counted = countedTree(trie(counts(time)));
      return proofOf("", { tree: counted, shown: counted, making: { time, delegationTime } });
    }
    return proofOf(asked, {
      tree,
      making: { time, delegationTime, ...(asked === FORGED && { subnetSigner: forger }) },
    });
  });
  portal = await servePage(folder, await buildPage(folder), network);
  const { executablePath, env } = await ensureBrowser(console.log);
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
  browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  portal?.close();
  network?.close();
  await rm(folder, { recursive: true });
});

function certified(): Map<string, Uint8Array> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = {
    issued: now - 10n * DAY,
    validFrom: now - 10n * DAY,
    statusSince: now - DAY,
    validUntil: now + 99n * DAY,
  };
  const all = new Map(records());
  const put = (number: string, changes: object) =>
    all.set(number, encodeCbor(recordFields(number, { ...times, ...changes })));
  put(VALID, { programme: "CLOUD", phase: "P2" });
  put(SUSPENDED, { status: "suspended", reason: "underInvestigation" });
  put(REVOKED, { status: "revoked", reason: "termsBreach" });
  put(EXPIRED, { validUntil: now - DAY });
  put(UPCOMING, { validFrom: now + DAY });
  return all;
}

/** A file of a day, as it was handed out. */
const DAILY = { name: "figures-2026-06-30.csv", bytes: Buffer.from("section,row,value\r\nregistry,total,900\r\n") };

/** The registry's tree with what it noted of that file. */
function notedTree(now: bigint) {
  const { name, bytes } = DAILY;
  const noted = { v: 1n, at: now - DAY, hash: sha256(bytes), name, size: BigInt(bytes.length), block: 7n };
  return level([
    [utf8Bytes("digests"), trie([[digestLabel(name), leaf(encodeCbor(noted))]])],
    [utf8Bytes("licences"), EMPTY],
  ]);
}

function messengerTree() {
  const count = { v: 1n, active: 1_117n, opened: 1_120n, suspended: 2n };
  return level([
    [utf8Bytes("count"), leaf(encodeCbor(count))],
    [utf8Bytes("handles"), EMPTY],
    [utf8Bytes("principals"), EMPTY],
  ]);
}

function counts(now: bigint) {
  const all = [
    cell({ programme: "CLOUD", phase: "P1" }, now),
    cell({ programme: "CLOUD", phase: "P2", sector: "startups", issued: 1_217n, revoked: 1_198n }, now),
  ];
  return all.map((of) => cellEntry(of));
}

/** The codes of a licence on a paper that was made some time ago. */
function codesOf(number: string, ago: bigint, subnetSigner?: KeyPair): string[] {
  const time = BigInt(Date.now()) * 1_000_000n - ago;
  const making = { time, delegationTime: time - DAY, ...(subnetSigner && { subnetSigner }) };
  const proof = proofOf(number, { tree: registryTree(certified()), making });
  return splitPaper(paperProof(network.network, number, proof), 2);
}

/** A code, as a photograph shows it: at an angle, on a page with other things. */
async function photographOf(text: string, mode: "Alphanumeric" | "Byte" = "Alphanumeric"): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 400, height: 420 } });
  const code = qrcode(0, "M");
  code.addData(text, mode);
  code.make();
  await page.setContent(
    `<body style="background:#ccb"><p>Licence</p><div style="width:340px;background:#fff;rotate:4deg;filter:blur(0.4px)">${code.createSvgTag({ scalable: true, margin: 4 })}</div>`,
  );
  const photograph = await page.screenshot();
  await page.close();
  return photograph;
}

/** A page on a phone, whose console and policy complaints count as failures. */
async function open(address: string, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(portal.url + address);
  return { page, complaints, close: () => context.close() };
}

async function faults(page: Page, ...rules: string[]): Promise<string[]> {
  const violations = await violationsOn(page, rules.length > 0 ? rules : "all");
  return violations.map(({ id, html }) => `${id}: ${html}`);
}

function address(language: Language, number = ""): string {
  return `${language === "ur" ? "/ur" : ""}/verify${number && `/${formatNumber(number)}`}`;
}

describe.each(["en", "ur"] as const)("the page in %s", { timeout: 120_000 }, (language) => {
  const words = WORDS[language];

  it.each(Object.entries(ANSWERS))("answers %s, accessibly, without a sideways scroll", async (answer, number) => {
    const { page, complaints, close } = await open(address(language, number), { colorScheme: "light" });
    await page.locator(`.result--${answer}`).waitFor();
    const expected = words.answers[answer as keyof typeof ANSWERS];
    expect(await page.locator("h2#answer").textContent()).toBe(expected.title);
    expect(await page.locator("article.result").count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("answer");
    expect(await page.locator(".check--failed").count()).toBe(answer === "unchecked" ? 1 : 0);
    expect(await page.locator(".demonstration").isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page, "color-contrast")).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("shows a wrong number beside the field, and asks nobody", async () => {
    const { page, complaints, close } = await open(`${address(language)}/SND-00000-00000-1`);
    await page.locator("#error").waitFor();
    expect(await page.locator("#error").innerText()).toContain(words.wrongCheck.slice(0, 12));
    expect(await page.locator("#number").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("article.result").count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("says what became of the institution since, as the portal's word, and survives an answer that is none", async () => {
    const { page, complaints, close } = await open(address(language));
    const [from, into] = [
      { name: "Example College", nameUr: "مثالی کالج" },
      { name: "Example University", nameUr: null },
    ];
    const became = [{ from, into, at: "2026-11-20T06:00:00.000Z" }, { from: "nobody" }];
    await page.route("**/became", (route) => route.fulfill({ json: { became } }));
    await page.goto(portal.url + address(language, VALID));
    const said = page.locator(".result__section").filter({ hasText: words.becameTitle });
    await said.waitFor();
    expect(await said.innerText()).toContain(language === "ur" ? from.nameUr : from.name);
    expect(await said.innerText()).toContain(into.name);
    expect(await said.innerText()).toContain(words.becameHint);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await faults(page)).toEqual([]);
    await page.unroute("**/became");
    await page.route("**/became", (route) => route.fulfill({ body: "<html>" }));
    await page.goto(portal.url + address(language, VALID));
    await page.locator(".result--valid").waitFor();
    expect(await page.locator(".result__section").filter({ hasText: words.becameTitle }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it("asks what stands behind the signature when somebody wants to know, and says what it does not prove", async () => {
    const { page, complaints, close } = await open(address(language, VALID));
    await page.locator(".result summary").click();
    const signer = page.locator(".signer");
    await signer.getByText("77".repeat(32)).waitFor();
    expect(await signer.locator("dt").count()).toBe(6);
    expect(await signer.innerText()).toContain(words.signer.kinds.application);
    expect(await signer.innerText()).toContain(words.signer.limitsTitle);
    expect(await faults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(complaints).toEqual([]);
    await close();
  });

  it("counts all licences itself, accessibly, and shows what proves it", async () => {
    const at = `${address(language)}/figures`;
    const { page, complaints, close } = await open(at, { colorScheme: "light" });
    await page.locator(".result--figures").waitFor();
    expect(await page.locator("h1:visible").innerText()).toBe(words.figures.title);
    expect(await page.locator("#number").isVisible()).toBe(false);
    expect(await page.locator("h2#answer").innerText()).toContain("1,237");
    const counted = page.locator(".counts").first();
    expect(await counted.locator("tbody tr:not(.counts__phase)").count()).toBe(2);
    expect(await counted.locator("tfoot .code").allInnerTexts()).toEqual(["1,237", "24", "2", "12", "1,199"]);
    expect(await page.locator(".result > .result__section > .checks .check--passed").count()).toBe(7);
    const accounts = page.locator(".result__section").filter({ hasText: words.accounts.title });
    await accounts.locator("summary").click();
    expect(await accounts.locator(".check--passed").count()).toBe(7);
    expect(await accounts.innerText()).toMatch(
      new RegExp(`${words.accounts.title}.*1,120.*1,117.*2.*${words.accounts.checks.witness}`, "s"),
    );
    expect(await page.locator("#language").getAttribute("href")).toBe(
      `${address(language === "en" ? "ur" : "en")}/figures`,
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page, "color-contrast")).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: words.save, exact: true }).click();
    const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
    expect(checkFigures({ network: saved.network, proof: saved.proof })).toMatchObject({
      answer: "figures",
      block: 11n,
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it("shows how many places there are, are taken and are free, to whoever comes from those figures, and what proves it", async () => {
    const { page, complaints, close } = await open(`${address(language)}/figures#places`, { colorScheme: "light" });
    const places = page.locator("#places");
    await places.waitFor();
    const rows = await places
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => [...row.querySelectorAll(".code")].map((cell) => cell.textContent)));
    expect(rows).toEqual([
      ["200", "23", "177"],
      ["700", "236", "464"],
      ["400", "0", "400"],
      ["200", "1", "199"],
    ]);
    expect(await places.locator("tfoot .code").allInnerTexts()).toEqual(["1,500", "260", "1,240"]);
    const title = places.locator("h3");
    await expect.poll(() => title.evaluate((of) => of.getBoundingClientRect().top < innerHeight)).toBe(true);
    await places.locator("summary").click();
    expect(await places.locator(".check--passed").count()).toBe(7);
    expect(await places.innerText()).toContain(words.places.checks.witness);
    expect(await page.locator(".glass").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("saves the proof of the places and of the accounts by themselves, each as the command line reads it", async () => {
    const { page, close } = await open(`${address(language)}/figures`);
    const savedBy = async (label: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: label }).click();
      return JSON.parse(await readFile(await (await download).path(), "utf8"));
    };
    const places = await savedBy(words.places.save);
    expect(savedIn(places)?.answer).toBe("governance");
    const { network, proof } = places;
    expect(checkGovernance({ network, proof })).toMatchObject({ governance: { free: { total: 1_240n } } });
    const accounts = await savedBy(words.accounts.save);
    expect(savedIn(accounts)?.answer).toBe("accounts");
    expect(checkAccounts({ network, proof: accounts.proof })).toMatchObject({ accounts: { opened: 1_120n } });
    await close();
  });

  it("says before everything else that the governors were replaced past every motion, and when", async () => {
    broken = true;
    const { page, complaints, close } = await open(`${address(language)}/figures`, { colorScheme: "light" });
    await page.locator(".result > .glass").waitFor();
    expect(await page.locator(".result > section").first().innerText()).toContain(words.places.brokenGlass.title);
    expect(await page.locator(".glass time").count()).toBe(1);
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page, "color-contrast")).toEqual([]);
    expect(complaints).toEqual([]);
    broken = false;
    await close();
  });

  it("shows no places where the answer about them is forged, and says so", async () => {
    [broken, forges] = [true, true];
    const { page, close } = await open(`${address(language)}/figures`);
    const places = page.locator("#places");
    await places.waitFor();
    expect(await places.innerText()).toContain(words.places.unchecked);
    expect(await places.innerText()).toContain("certificate-signature");
    expect(await page.locator("#places .counts, .glass").count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    [broken, forges] = [false, false];
    await close();
  });

  it("leads whoever comes from a sum of the portal's to what that sum has to come to", async () => {
    const { page, close } = await open(`${address(language)}/figures#parts`);
    await page.locator(".result--figures").waitFor();
    expect(await page.locator("#parts").textContent()).toBe(words.figures.parts);
    const isInSight = () =>
      page.locator("#parts").evaluate((part) => {
        const { top, bottom } = part.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    await expect.poll(isInSight).toBe(true);
    await close();
  });

  it("leads to the same page from the registry itself, where a gateway shows it", async () => {
    const { page, close } = await open(address(language), { serviceWorkers: "block" });
    expect(await page.locator("#site").isVisible()).toBe(false);
    const site = "http://registry.localhost:4943/";
    await page.route("**/api/v1/network", (route) => route.fulfill({ json: { ...network.network, site } }));
    await page.goto(portal.url + address(language));
    const link = page.getByRole("link", { name: words.site });
    expect(await link.getAttribute("href")).toBe(new URL(address(language), site).href);
    await page.locator("#number").fill(VALID);
    await page.keyboard.press("Enter");
    await page.locator(".result--valid").waitFor();
    const there = `${address(language)}/${formatNumber(VALID)}`;
    expect(await link.getAttribute("href")).toBe(new URL(there, site).href);
    expect(await faults(page)).toEqual([]);
    await close();
  });

  it("sends the form without JavaScript, and says what the check needs", async () => {
    const { page, close } = await open(address(language), { javaScriptEnabled: false });
    expect(await page.locator(".of-licence noscript").innerText()).toContain("/api/v1/licences/");
    await page.locator("#number").fill("snd 1");
    await page.locator("form button").click();
    expect(new URL(page.url()).search).toBe("?number=snd+1");
    await close();
  });
});

describe("the page by keyboard", { timeout: 120_000 }, () => {
  it("takes a number, changes the address, and goes back and forth", async () => {
    const { page, close } = await open(address("en"));
    for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
    await page.keyboard.type(VALID.toLowerCase());
    await page.keyboard.press("Enter");
    await page.locator(".result--valid").waitFor();
    expect(new URL(page.url()).pathname).toBe(address("en", VALID));
    expect(await page.title()).toContain(en.answers.valid.title);
    expect(await page.locator("#language").getAttribute("href")).toBe(address("ur", VALID));
    await page.goBack();
    expect(await page.locator("article.result").count()).toBe(0);
    await page.goForward();
    await page.locator(".result--valid").waitFor();
    await close();
  });

  it("saves a proof that stands on its own", async () => {
    const { page, close } = await open(address("en", VALID));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: en.save }).click();
    const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
    expect(checkProof({ number: VALID, network: saved.network, proof: saved.proof }).answer).toBe("valid");
    await close();
  });
});

describe("the page on a slow line", { timeout: 120_000 }, () => {
  it("asks the registry while the worker is on its way, and tells so until the answer is there", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
    const page = await context.newPage();
    const asked = page.waitForRequest(/\/api\/v2\/canister\/[^/]+\/query$/);
    // The script is held back until the registry has been asked.
    await page.route(/\/worker-[^/]*\.js$/, async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(portal.url + address("en", VALID), { waitUntil: "commit" });
    await page.getByText(en.asking).waitFor();
    await page.locator(".result--valid").waitFor();
    expect(await page.getByText(en.asking).isVisible()).toBe(false);
    expect(await page.locator(".check--passed").count()).toBe(8);
    await context.close();
  });
});

describe("the evidence of a batch", { timeout: 120_000 }, () => {
  it.each(["en", "ur"] as const)("is told from a file of figures, with what checks it, in %s", async (language) => {
    const { page, complaints, close } = await open(address(language));
    await page.locator("#paper summary").click();
    const buffer = Buffer.from(JSON.stringify({ format: "sanad-evidence", version: 1 }));
    await page
      .locator("#paper-file:enabled")
      .setInputFiles([{ name: "B-7-evidence.json", mimeType: "application/json", buffer }]);
    await page.getByText("sanad-verify --evidence").waitFor();
    expect(await page.locator("#paper-status").innerText()).toContain(WORDS[language].paper.evidence.slice(0, 30));
    expect(await page.locator("article.result").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("a licence on paper", { timeout: 120_000 }, () => {
  const paste = async (page: Page, text: string) => {
    await page.locator("#paper summary").click();
    await page.locator("#paper-text").fill(text);
    await page.locator("#paper-check").click();
  };

  it.each(["en", "ur"] as const)(
    "answers as of its day, and says that what came since is unknown, in %s",
    async (language) => {
      const words = WORDS[language].paper;
      const { page, complaints, close } = await open(address(language));
      await paste(page, codesOf(VALID, 5n * DAY).join("\n"));
      await page.locator(".result--valid").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(words.answers.valid.title);
      expect(await page.locator(".result__head").innerText()).toContain(words.unknown.slice(0, 30));
      expect(await page.locator(".check--passed").count()).toBe(6);
      expect(await page.locator(".check--failed, .check--skipped").count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await faults(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it("is read from photographs, whichever comes first, and from the PDF, after one that is none", async () => {
    const { page, complaints, close } = await open(address("en"));
    const codes = codesOf(VALID, 2n * DAY);
    const photographs: Buffer[] = [];
    for (const code of codes) photographs.push(await photographOf(code));
    await page.locator("#paper summary").click();
    const give = (name: string, buffer: Buffer) =>
      page.locator("#paper-file:enabled").setInputFiles([{ name, mimeType: "application/octet-stream", buffer }]);
    await give("holiday.txt", Buffer.from("nothing"));
    await page.getByText(en.paper.noCode).waitFor();
    await give("2.png", photographs[1] ?? Buffer.of());
    await page.getByText("1 of 2 codes read").waitFor();
    await give("1.png", photographs[0] ?? Buffer.of());
    await page.locator(".result--valid").waitFor();
    await give("licence.pdf", Buffer.from(`%PDF-1.7\nstream\n${codesOf(REVOKED, DAY).join("\n")}\nendstream`));
    await page.locator(".result--revoked").waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("is refused when it is forged or of two papers, and says so", async () => {
    const { page, close } = await open(address("en"));
    const [first = ""] = codesOf(VALID, DAY);
    const [, second = ""] = codesOf(REVOKED, DAY);
    await paste(page, `${first}\n${second}`);
    await page.getByText(en.troubles.paperMixed).waitFor();
    await page.locator("#paper-text").fill(codesOf(FORGED, DAY, new KeyPair(9)).join("\n"));
    await page.locator("#paper-check").click();
    await page.getByText("certificate-signature").waitFor();
    expect(await page.locator(".result--unchecked").count()).toBe(1);
    await close();
  });

  it.each(["en", "ur"] as const)("is checked without a network after one visit, in %s", async (language) => {
    const { page, close } = await open(address(language));
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await page.goto(portal.url + address(language, VALID));
    await page.locator(".result--unchecked").waitFor();
    expect(await page.locator(".result__trouble").textContent()).toBe(WORDS[language].troubles.connection);
    expect(await page.getByText(WORDS[language].paper.offline).isVisible()).toBe(true);
    await paste(page, codesOf(SUSPENDED, DAY).join("\n"));
    await page.locator(".result--suspended").waitFor();
    await close();
  });

  it.each(["en", "ur"] as const)(
    "is not read from photographs on the registry's own page, which says so and keeps nothing for it, in %s",
    async (language) => {
      const words = WORDS[language].paper;
      const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
      const page = await context.newPage();
      const { host, ...described } = network.network as { host: string };
      await context.route("**/api/v1/network", (route) => route.fulfill({ json: described }));
      await context.route(/\/scanner-|\.wasm$/, (route) => route.fulfill({ status: 404 }));
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "BarcodeDetector"));
      await page.goto(portal.url + address(language));
      await page.locator("#paper summary").click();
      expect(await page.locator("#paper-registry").innerText()).toBe(words.noPhotographs);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const buffer = await photographOf(codesOf(VALID, DAY)[0] ?? "");
      await page.locator("#paper-file:enabled").setInputFiles([{ name: "1.png", mimeType: "image/png", buffer }]);
      await expect.poll(() => page.locator("#paper-status").innerText()).toBe(words.noPhotographs);
      await page.waitForTimeout(1_000);
      expect(await keepsDecoder(page)).toBe(false);
      expect(host).toBe(network.url);
      await context.close();
      const { page: atPortal, close } = await open(address(language));
      await atPortal.locator("#paper summary").click();
      expect(await atPortal.locator("#paper-registry").isVisible()).toBe(false);
      await close();
    },
  );

  /** Whether the browser keeps what reads photographs. */
  const keepsDecoder = (page: Page) =>
    page.evaluate(async () => {
      const kept = (
        await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
      ).flat();
      return ["/scanner-", ".wasm"].every((part) => kept.some(({ url }) => url.includes(part)));
    });

  it.each(["en", "ur"] as const)(
    "is read from photographs without a network after one visit that touched nothing, in %s",
    async (language) => {
      const { page, close } = await open(address(language));
      await expect.poll(() => keepsDecoder(page), { timeout: 30_000 }).toBe(true);
      const files: { name: string; mimeType: string; buffer: Buffer }[] = [];
      for (const [n, code] of codesOf(VALID, 2n * DAY).entries())
        files.push({ name: `${n}.png`, mimeType: "image/png", buffer: await photographOf(code) });
      await page.context().setOffline(true);
      await page.goto(portal.url + address(language));
      await page.locator("#paper summary").click();
      await page.locator("#paper-file:enabled").setInputFiles(files);
      await page.locator(".result--valid").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(WORDS[language].paper.answers.valid.title);
      await close();
    },
  );

  it("has nothing fetched in the background for a reader who saves data", async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    const page = await context.newPage();
    await page.goto(portal.url + address("en"));
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForTimeout(2_500);
    expect(await keepsDecoder(page)).toBe(false);
    await context.close();
  });
});

describe("a proof that was saved", { timeout: 120_000 }, () => {
  const give = (page: Page, content: object) =>
    page
      .locator("#paper-file:enabled")
      .setInputFiles([
        { name: "SND.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) },
      ]);
  /** As the page saved it some time ago. */
  const savedAgo = (number: string, ago: bigint, making = {}) => {
    const time = BigInt(Date.now()) * 1_000_000n - ago;
    const tree = registryTree(certified());
    const proof = proofOf(number, { tree, making: { time, delegationTime: time - DAY, ...making } });
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
    return { number, proof: { certificate: base64(proof.certificate), witness: base64(proof.witness) } };
  };

  it.each(["en", "ur"] as const)(
    "answers as of its day, asks nobody, and says that what came since is unknown, in %s",
    async (language) => {
      const words = WORDS[language];
      const { page, complaints, close } = await open(address(language));
      let asked = 0;
      await page.route("**/api/v2/**", (route) => {
        asked += 1;
        return route.continue();
      });
      await page.locator("#paper summary").click();
      await give(page, { ...savedAgo(VALID, 5n * DAY), answer: "valid" });
      await page.locator(".result--valid").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(words.saved.answers.valid.title);
      expect(await page.locator(".result__head").innerText()).toContain(words.paper.unknown.slice(0, 30));
      expect(await page.locator(".check--passed").count()).toBe(6);
      expect(await page.locator(".check--failed, .check--skipped").count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await faults(page)).toEqual([]);
      await give(page, { ...savedAgo(ABSENT_NUMBER, 5n * DAY), answer: "valid" });
      await page.locator(".result--absent").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(words.saved.answers.absent.title);
      expect(await page.locator(".result__head").innerText()).toContain(words.saved.absentSince);
      expect(asked).toBe(0);
      await page.getByRole("button", { name: words.paper.ask }).click();
      await expect.poll(() => page.locator("h2#answer").textContent()).toBe(words.answers.absent.title);
      expect(asked).toBe(1);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it("of the figures, which bear no number, is left to the command line", async () => {
    const { page, close } = await open(address("ur"));
    await page.locator("#paper summary").click();
    const { proof } = savedAgo(VALID, DAY);
    await give(page, { answer: "figures", proof });
    await page.getByText(ur.paper.otherProof).waitFor();
    expect(await page.locator("article.result").count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    await close();
  });

  it("is refused when it is forged, or of tomorrow", async () => {
    const { page, close } = await open(address("en"));
    await page.locator("#paper summary").click();
    await give(page, savedAgo(VALID, DAY, { subnetSigner: new KeyPair(9) }));
    await page.getByText("certificate-signature").waitFor();
    await give(page, savedAgo(VALID, -DAY));
    await page.getByText("certificate-from-future").waitFor();
    expect(await page.locator(".result--unchecked .check--failed").count()).toBe(1);
    await close();
  });
});

describe("the licence's own link", { timeout: 120_000 }, () => {
  const link = (number: string) => `https://elsewhere.invalid/ur/verify/${formatNumber(number)}?from=paper`;
  const LONG = `https://${"a-rather-long-name.".repeat(6)}invalid`;

  it("is taken as its number in the field, and nothing else of it is opened", async () => {
    const { page, complaints, close } = await open(address("en"));
    for (const [text, number, answer] of [
      [link(VALID), VALID, "valid"],
      [`${LONG}/verify/${formatNumber(REVOKED)}`, REVOKED, "revoked"],
    ] as const) {
      await page.locator("#number").fill(text);
      await page.keyboard.press("Enter");
      await page.locator(`.result--${answer}`).waitFor();
      expect(page.url()).toBe(portal.url + address("en", number));
      expect(await page.locator("#number").inputValue()).toBe(formatNumber(number));
    }
    await page.locator("#number").fill("https://elsewhere.invalid/verify/SND-00000-00000-1");
    await page.keyboard.press("Enter");
    await page.locator("#error").waitFor();
    expect(await page.locator("#error").innerText()).toContain(en.wrongCheck.slice(0, 12));
    expect(complaints).toEqual([]);
    await close();
  });

  it("is taken as its number from a photograph of its code, and beside the codes of a paper is not", async () => {
    const { page, complaints, close } = await open(address("en"));
    await page.locator("#paper summary").click();
    const give = (...buffers: Buffer[]) =>
      page
        .locator("#paper-file:enabled")
        .setInputFiles(buffers.map((buffer, n) => ({ name: `${n}.png`, mimeType: "image/png", buffer })));
    await give(await photographOf(link(SUSPENDED), "Byte"));
    await page.locator(".result--suspended").waitFor();
    expect(page.url()).toBe(portal.url + address("en", SUSPENDED));
    expect(await page.locator("h2#answer").textContent()).toBe(en.answers.suspended.title);
    const codes: Buffer[] = [];
    for (const code of codesOf(VALID, 2n * DAY)) codes.push(await photographOf(code));
    await give(await photographOf(link(REVOKED), "Byte"), ...codes);
    await page.locator(".result--valid").waitFor();
    expect(await page.locator("h2#answer").textContent()).toBe(en.paper.answers.valid.title);
    await page.locator("#paper-text").fill(link(EXPIRED));
    await page.locator("#paper-check").click();
    await page.locator(".result--expired").waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("a file of figures", { timeout: 120_000 }, () => {
  /** Lets it fall on the page, as a file manager does. */
  const drop = async (page: Page, name: string, content: string) => {
    const carried = await page.evaluateHandle(
      ([called = "", text = ""]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], called, { type: "text/csv" }));
        return transfer;
      },
      [name, content],
    );
    await page.dispatchEvent("body", "drop", { dataTransfer: carried });
  };

  it.each(["en", "ur"] as const)(
    "is the very one that was noted, another one, or was never noted, in %s",
    async (language) => {
      const { answers } = WORDS[language].file;
      const { page, complaints, close } = await open(address(language));
      const text = DAILY.bytes.toString();
      await drop(page, DAILY.name.replace(".csv", " (1).csv"), text);
      await page.locator(".result--noted").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(answers.noted.title);
      expect(await page.locator(".result__head").innerText()).toContain(DAILY.name);
      expect(await page.locator(".result").innerText()).toContain(Buffer.from(sha256(DAILY.bytes)).toString("hex"));
      expect(await page.locator(".check--failed, .check--skipped").count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await faults(page)).toEqual([]);
      await drop(page, DAILY.name, text.replace("900", "990"));
      await page.locator(".result--changed").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(answers.changed.title);
      await drop(page, "figures-2026-07-01.csv", text);
      await page.locator(".result--absent").waitFor();
      expect(await page.locator("h2#answer").textContent()).toBe(answers.absent.title);
      expect(complaints).toEqual([]);
      await close();
    },
  );
});

describe("the page without a network", { timeout: 120_000 }, () => {
  it("says that it cannot be checked now, and tries again", async () => {
    const { page, close } = await open(address("en"));
    await page.route("**/api/v2/**", (route) => route.abort());
    await page.locator("#number").fill(VALID);
    await page.keyboard.press("Enter");
    await page.locator(".result--unchecked").waitFor();
    expect(await page.locator(".result__trouble").textContent()).toBe(en.troubles.connection);
    await page.unroute("**/api/v2/**");
    await page.getByRole("button", { name: en.again }).click();
    await page.locator(".result--valid").waitFor();
    await close();
  });

  it("counts nothing where the answer is forged, and says that it cannot be checked", async () => {
    const { page, close } = await open(address("en"));
    const rootKey = Buffer.from(new KeyPair(9).der).toString("hex");
    await page.route("**/api/v1/network", (route) => route.fulfill({ json: { ...network.network, rootKey } }));
    await page.goto(`${portal.url}/verify/figures`);
    await page.locator(".result--unchecked").waitFor();
    expect(await page.locator("h2#answer").innerText()).toBe(en.answers.unchecked.title);
    expect(await page.locator(".counts").count()).toBe(0);
    await close();
  });

  it("never believes a portal that gives another root key", async () => {
    const { page, close } = await open(address("en"), { serviceWorkers: "block" });
    const rootKey = Buffer.from(new KeyPair(9).der).toString("hex");
    await page.route("**/api/v1/network", (route) => route.fulfill({ json: { ...network.network, rootKey } }));
    await page.goto(portal.url + address("en", VALID));
    await page.locator(".result--unchecked").waitFor();
    expect(await page.locator(".result__head").innerText()).toContain("delegation-signature");
    await close();
  });
});
