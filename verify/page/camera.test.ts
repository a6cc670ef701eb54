import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import qrcode from "qrcode-generator";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violationsOn } from "../../scripts/testing/axe.mts";
import { ensureBrowser } from "../../scripts/testing/browser.mts";
import { encodeCbor } from "../cbor.ts";
import { formatNumber, paperProof, splitPaper } from "../index.ts";
import { buildPage, servePage } from "../testing/page.ts";
import { DAY, NUMBERS, proofOf, recordFields, records, registryTree, SECOND } from "../testing/registry.ts";
import { type Served, serveProofs } from "../testing/server.ts";
import { en } from "./en.ts";
import { ur } from "./ur.ts";

const [VALID = "", SUSPENDED = ""] = NUMBERS;
const [WIDTH, HEIGHT, SIDE] = [1280, 720, 560];

let folder: string;
let network: Served;
let portal: Served;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sanad-camera-"));
  const tree = registryTree(certified());
  network = await serveProofs((argument) => {
    const time = nowNs() - SECOND;
    return proofOf(Buffer.from(argument).toString().slice(-14), {
      tree,
      making: { time, delegationTime: time - DAY },
    });
  });
  portal = await servePage(folder, await buildPage(folder), network);
}, 120_000);

afterAll(async () => {
  portal?.close();
  network?.close();
  await rm(folder, { recursive: true });
});

const nowNs = () => BigInt(Date.now()) * 1_000_000n;

function certified(): Map<string, Uint8Array> {
  const now = nowNs();
  const times = {
    issued: now - 10n * DAY,
    validFrom: now - 10n * DAY,
    statusSince: now - 10n * DAY,
    validUntil: now + DAY,
  };
  const suspended = { ...times, status: "suspended", reason: "underInvestigation" };
  return new Map(records())
    .set(VALID, encodeCbor(recordFields(VALID, times)))
    .set(SUSPENDED, encodeCbor(recordFields(SUSPENDED, suspended)));
}

const linkOf = (number: string) => `https://elsewhere.invalid/verify/${formatNumber(number)}`;

/** The codes of a licence on a paper of two days ago. */
function codesOf(number: string): string[] {
  const time = nowNs() - 2n * DAY;
  const proof = proofOf(number, { tree: registryTree(certified()), making: { time, delegationTime: time - DAY } });
  return splitPaper(paperProof(network.network, number, proof), 2);
}

/** A frame of a video: up to two codes side by side, on a table of wood. */
async function frameOf(...texts: string[]): Promise<Buffer> {
  const codes = texts.map(async (text, i) => {
    const code = qrcode(0, "M");
    code.addData(text, text.startsWith("SANAD") ? "Alphanumeric" : "Byte");
    code.make();
    const drawn = Buffer.from(code.createSvgTag({ cellSize: 8, margin: 32 }));
    const input = await sharp(drawn).resize(SIDE, SIDE).flatten({ background: "#fff" }).png().toBuffer();
    return { input, left: 40 + i * (WIDTH / 2), top: (HEIGHT - SIDE) / 2 };
  });
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#b9a88c" } })
    .composite(await Promise.all(codes))
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** What a camera sees, over and over: each frame for about a second. */
async function filmOf(name: string, ...frames: Buffer[]): Promise<string> {
  const file = path.join(folder, `${name}.mjpeg`);
  await writeFile(file, Buffer.concat(frames.flatMap((frame) => Array<Buffer>(30).fill(frame))));
  return file;
}

/** The page on a phone whose camera shows a film; without one, the reader gives no leave to use it. */
async function withCamera(film: string | null, at: string, work: (page: Page) => Promise<void>): Promise<void> {
  const { executablePath, env } = await ensureBrowser(console.log);
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--use-fake-device-for-media-stream"];
  if (film !== null) args.push("--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film}`);
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 780 } });
    const complaints: string[] = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(portal.url + at);
    await page.locator("#paper summary").click();
    await page.locator("#paper-camera:enabled").click();
    await work(page);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
}

const isStopped = (page: Page) =>
  page.locator("#paper-video").evaluate((video: HTMLVideoElement) => video.hidden && video.srcObject === null);

describe("the camera", { timeout: 120_000 }, () => {
  it("reads the codes of a paper one after the other, beside the licence's own, and stops", async () => {
    const [first = "", second = ""] = codesOf(VALID);
    const film = await filmOf("paper", await frameOf(linkOf(VALID), first), await frameOf(linkOf(VALID), second));
    await withCamera(film, "/verify", async (page) => {
      await page.locator(".result--valid").waitFor({ timeout: 60_000 });
      expect(await page.locator("h2#answer").textContent()).toBe(en.paper.answers.valid.title);
      expect(await page.locator(".result__head").innerText()).toContain(formatNumber(VALID));
      expect(await isStopped(page)).toBe(true);
      expect(await page.locator("#paper-camera").innerText()).toBe(en.paper.camera);
    });
  });

  it("reads the licence's own code as its number, opens nothing of its link, and stops", async () => {
    const film = await filmOf("link", await frameOf(linkOf(SUSPENDED)));
    await withCamera(film, "/ur/verify", async (page) => {
      await page.locator(".result--suspended").waitFor({ timeout: 60_000 });
      expect(await page.locator("h2#answer").textContent()).toBe(ur.answers.suspended.title);
      expect(page.url()).toBe(`${portal.url}/ur/verify/${formatNumber(SUSPENDED)}`);
      expect(await isStopped(page)).toBe(true);
    });
  });

  it("goes on looking while it sees another's code, or the licence's own without a network, and stops when told to", async () => {
    const film = await filmOf("other", await frameOf("https://elsewhere.invalid/menu"), await frameOf(linkOf(VALID)));
    await withCamera(film, "/verify", async (page) => {
      await page.getByText(en.paper.looking).waitFor();
      await page.context().setOffline(true);
      await page.waitForTimeout(6_000);
      expect(await page.locator("article.result").count()).toBe(0);
      expect(await page.locator("#paper-status").innerText()).toBe(en.paper.looking);
      expect(await violationsOn(page, "all")).toEqual([]);
      await page.getByRole("button", { name: en.paper.stop }).click();
      expect(await isStopped(page)).toBe(true);
    });
  });

  it("that may not be used is said, with what to do instead", async () => {
    await withCamera(null, "/verify", async (page) => {
      await page.getByText(en.paper.noCamera).waitFor();
      expect(await page.locator("#paper-video").isVisible()).toBe(false);
    });
  });
});
