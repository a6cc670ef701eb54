import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import qrcode from "qrcode-generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { paperProof, splitPaper } from "./index.ts";
import { formatNumber } from "./number.ts";
import { principalText } from "./principal.ts";
import { cell, cellEntry, countedTree } from "./testing/figures.ts";
import {
  ABSENT_NUMBER,
  DAY,
  NUMBER,
  NUMBERS,
  proofOf,
  recordFields,
  records,
  registryTree,
} from "./testing/registry.ts";
import { type Served, serveProofs } from "./testing/server.ts";
import { trie } from "./testing/trees.ts";

const [, REVOKED = "", EXPIRED = ""] = NUMBERS;
let served: Served;
let folder: string;

function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const cli = path.join(import.meta.dirname, "cli.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], (failure, out, error) => {
      resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out, error });
    });
  });
}

/** A code as a picture of a few kilobytes. */
function pictureOf(text: string): Buffer {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  return Buffer.from(code.createDataURL(4, 16).split(",")[1] ?? "", "base64");
}

beforeAll(async () => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = { issued: now - 10n * DAY, validFrom: now - 10n * DAY, statusSince: now - DAY, validUntil: now + DAY };
  const all = new Map(records());
  all.set(NUMBER, encodeCbor(recordFields(NUMBER, times)));
  all.set(REVOKED, encodeCbor(recordFields(REVOKED, { ...times, status: "revoked", reason: "terms-broken" })));
  all.set(EXPIRED, encodeCbor(recordFields(EXPIRED, { ...times, validUntil: now - DAY })));
  const tree = registryTree(all);
  served = await serveProofs((argument) => {
    const asked = Buffer.from(argument).toString().slice(-14);
    if (asked.length < 14) {
      const time = BigInt(Date.now()) * 1_000_000n;
      const counted = countedTree(trie([cellEntry(cell({}, time))]));
      return proofOf("", { tree: counted, shown: counted, making: { time } });
    }
    return proofOf(asked, { tree, making: { time: BigInt(Date.now()) * 1_000_000n } });
  });
  folder = await mkdtemp(path.join(tmpdir(), "sanad-verify-"));
});

afterAll(async () => {
  served.close();
  await rm(folder, { recursive: true });
});

describe("the command line", { timeout: 60_000 }, () => {
  it("exits with 0 for a valid licence, and says by whom it was signed", async () => {
    const { code, out } = await run(formatNumber(NUMBER).toLowerCase(), "--url", served.url);
    expect(code).toBe(0);
    expect(out).toContain(`${formatNumber(NUMBER)}: valid`);
    expect(out).toContain("University of the Punjab");
    expect(out).toContain(`subnet ${served.network.subnetId}`);
    expect(out).toContain("demonstration");
  });

  it("says who signs, and which program runs", async () => {
    const { code, out } = await run("--signer", "--url", served.url);
    expect(out).toContain(`subnet ${served.network.subnetId}`);
    expect(out).toContain(`SHA-256 ${"77".repeat(32)}`);
    expect(code).toBe(0);
    const { out: json } = await run("--signer", "--url", served.url, "--json");
    expect(JSON.parse(json)).toMatchObject({ licenceRegistry: { answer: "signed" }, messenger: { answer: "signed" } });
  });

  it("counts all licences, and checks a count that was saved", async () => {
    const { code, out } = await run("figures", "--url", served.url);
    expect(out).toContain("20 issued, 12 in force");
    expect(out).toMatch(/20 +12 +1 +6 +1 {2}sovereign-cloud, 1, education/);
    expect(out).toMatch(/Last block +11/);
    expect(code).toBe(0);
    const { out: json } = await run("figures", "--url", served.url, "--json");
    expect(JSON.parse(json)).toMatchObject({ demonstration: true, block: 11, figures: [{ issued: 20, inForce: 12 }] });
    const file = path.join(folder, "figures.json");
    await writeFile(file, JSON.stringify({ proof: JSON.parse(json).evidence.proof }));
    expect((await run("figures", "--url", served.url, "--proof", file)).code).toBe(0);
    const other = { ...served.network, rootKey: served.network.rootKey.replace(/..$/, "00") };
    await writeFile(file, JSON.stringify(other));
    expect((await run("figures", "--network", file)).code).toBe(3);
  });

  it("exits with 1 for a revoked and an expired one", async () => {
    const revoked = await run(REVOKED, "--url", served.url);
    expect(revoked).toMatchObject({ code: 1, out: expect.stringContaining("terms-broken") });
    expect(await run(EXPIRED, "--url", served.url)).toMatchObject({
      code: 1,
      out: expect.stringContaining(": expired"),
    });
  });

  it("exits with 2 when no licence has the number", async () => {
    expect((await run(ABSENT_NUMBER, "--url", served.url)).code).toBe(2);
  });

  it("takes the network from a file, and then trusts that root key alone", async () => {
    const file = path.join(folder, "network.json");
    await writeFile(file, JSON.stringify(served.network));
    expect((await run(NUMBER, "--network", file)).code).toBe(0);
    const other = {
      ...served.network,
      canisters: { ...served.network.canisters, licence_registry: principalText(new Uint8Array(10).fill(0xff)) },
    };
    await writeFile(file, JSON.stringify(other));
    expect(await run(NUMBER, "--network", file)).toMatchObject({
      code: 3,
      out: expect.stringContaining("canister-out-of-range"),
    });
  });

  it("checks a proof that was saved", async () => {
    const fresh = await run(NUMBER, "--url", served.url, "--json");
    const { evidence, ...verdict } = JSON.parse(fresh.out);
    expect(verdict).toMatchObject({ answer: "valid", demonstration: true, record: { number: NUMBER } });
    const file = path.join(folder, "proof.json");
    await writeFile(file, JSON.stringify({ answer: "valid", proof: evidence.proof }));
    expect((await run(NUMBER, "--url", served.url, "--proof", file)).code).toBe(0);
    const old = proofOf(NUMBER);
    const proof = { certificate: toBase64(old.certificate), witness: toBase64(old.witness) };
    await writeFile(file, JSON.stringify({ proof }));
    const stale = await run(NUMBER, "--url", served.url, "--proof", file);
    expect(stale).toMatchObject({ code: 3, out: expect.stringMatching(/-too-old|-from-future/) });
  });

  it("checks a licence on paper by its PDF, a photograph or its text, and asks nobody for it", async () => {
    const network = path.join(folder, "paper-network.json");
    await writeFile(network, JSON.stringify({ ...served.network, host: "http://127.0.0.1:9" }));
    const old = proofOf(NUMBER, { making: { time: BigInt(Date.now()) * 1_000_000n - 9n * DAY } });
    const texts = splitPaper(paperProof(served.network, NUMBER, old), 2);
    const pdf = path.join(folder, "licence.pdf");
    const packed = deflateSync(texts.join("\n"));
    await writeFile(
      pdf,
      Buffer.concat([Buffer.from("%PDF-1.7 /Filter /FlateDecode >>\nstream\n"), packed, Buffer.from("\nendstream")]),
    );
    const checked = await run(pdf, "--network", network);
    expect(checked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: valid as of .*; status since then unknown/),
    });

    const pictures = texts.map((_, i) => path.join(folder, `${i}.gif`));
    for (const [i, text] of texts.entries()) await writeFile(pictures[i] ?? "", pictureOf(text));
    expect((await run(...pictures.toReversed(), "--network", network, "--json")).code).toBe(0);
    const half = await run(pictures[0] ?? "", "--network", network);
    expect(half).toMatchObject({ code: 3, out: expect.stringContaining("paper-incomplete") });
  });

  it("exits with 3 when nothing answers", async () => {
    const refused = await run(NUMBER, "--url", "http://127.0.0.1:9");
    expect(refused.code).toBe(3);
    expect(refused.error).toContain("cannot be checked now");
  });

  it("exits with 64 for a question that is none", async () => {
    for (const args of [
      [],
      ["SND-00000-00000-1", "--url", served.url],
      [NUMBER],
      [NUMBER, "--unknown"],
      [NUMBER, "more", "--url", served.url],
    ]) {
      expect((await run(...args)).code, args.join(" ")).toBe(64);
    }
  });
});
