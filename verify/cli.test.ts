import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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
import { governed, governedTree } from "./testing/governance.ts";
import { GOVERNORS } from "./testing/officials.ts";
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
import { KeyPair } from "./testing/subnet.ts";
import { trie } from "./testing/trees.ts";

const [, REVOKED = "", EXPIRED = ""] = NUMBERS;
let served: Served;
let folder: string;
let tree: ReturnType<typeof registryTree>;

const run = (...args: string[]) => runIn(folder, {}, ...args);

/** In a folder, with more in the environment. */
function runIn(
  cwd: string,
  more: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string; error: string }> {
  const cli = path.join(import.meta.dirname, "cli.ts");
  const env = { ...process.env, SANAD_NETWORK: "", ...more };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd, env }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out, error });
    });
  });
}

async function save(name: string, content: object): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return file;
}

/** A description of the network whose host is this. */
const networkFile = (host: string) => save(`network-${new URL(host).port}.json`, { ...served.network, host });

const nowNs = () => BigInt(Date.now()) * 1_000_000n;

const portable = ({ certificate, witness }: ReturnType<typeof proofOf>) => ({
  proof: { certificate: toBase64(certificate), witness: toBase64(witness) },
});

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
  tree = registryTree(all);
  served = await serveProofs((argument, method) => {
    const asked = Buffer.from(argument).toString().slice(-14);
    if (method === "governance") {
      const shown = governedTree(governed({ broken: [nowNs() - DAY] }, nowNs()));
      return proofOf("", { tree: shown, shown, making: { time: nowNs() } });
    }
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

  it("says who decides and how many places are free, and checks that where it was saved", async () => {
    const { code, out } = await run("governance", "--url", served.url);
    expect(code).toBe(0);
    expect(out).toContain("The places: 1500, 260 taken, 1240 free\n");
    expect(out).toContain("demonstration");
    expect(out).toMatch(/700 +236 +464 {2}education/);
    expect(out).toMatch(/Policy +3 approvals a batch, 2 governors a motion, a delay of 86400 s/);
    expect(out).toMatch(new RegExp(`Governor +${principalText(GOVERNORS[0])}`));
    expect(out).toMatch(/Motion 7 +make \S+ approver; d-1, moved \S+Z; 1 of 2 agree/);
    expect(out).toMatch(/Motion 9 +return 4 places of startups; d-2, moved \S+Z; agreed, from \S+Z/);
    expect(out).toMatch(/Broken glass \S+Z: controllers replaced the governors/);
    expect(out).toMatch(/Last block +11/);
    const json = await run("governance", "--url", served.url, "--json");
    const said = JSON.parse(json.out);
    expect(said).toMatchObject({
      demonstration: true,
      governance: { free: { total: 1240, startups: 400 }, brokenGlass: [{ at: expect.stringMatching(/Z$/) }] },
    });
    const silent = await networkFile("http://127.0.0.1:9");
    const file = await save("governance.json", said);
    const asOf = /The places: 1500, 260 taken, 1240 free as of \S+Z; status since then unknown/;
    for (const args of [[file], ["governance", "--proof", file]])
      expect(await run(...args, "--network", silent)).toMatchObject({ code: 0, out: expect.stringMatching(asOf) });
    expect((await run("governance", "--network", silent)).code).toBe(3);
    const figures = await run("figures", "--url", served.url, "--json");
    const other = await save("figures-proof.json", JSON.parse(figures.out).evidence.proof);
    expect(await run("governance", "--network", silent, "--proof", other)).toMatchObject({
      code: 3,
      out: expect.stringContaining("witness-foreign"),
    });
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

  it("checks a proof that was saved, months ago too, as of then, and asks nobody", async () => {
    const silent = await networkFile("http://127.0.0.1:9");
    const fresh = await run(NUMBER, "--url", served.url, "--json");
    const { evidence, ...verdict } = JSON.parse(fresh.out);
    expect(verdict).toMatchObject({ answer: "valid", demonstration: true, record: { number: NUMBER } });
    const file = await save("proof.json", { number: NUMBER, answer: "valid", proof: evidence.proof });
    const asOf = /^SND-\S+: valid as of \S+Z; status since then unknown$/m;
    expect(await run(NUMBER, "--network", silent, "--proof", file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(asOf),
    });
    const old = proofOf(NUMBER, { tree, making: { time: nowNs() - 5n * DAY } });
    const json = await run(await save("old.json", { number: NUMBER, ...portable(old) }), "--network", silent, "--json");
    expect(json.code).toBe(0);
    const said = JSON.parse(json.out);
    expect(said).toMatchObject({ answer: "valid", asOf: said.evidence.certificateTime });
    const withoutNumber = await save("bare.json", portable(old).proof);
    expect((await run(NUMBER, "--network", silent, "--proof", withoutNumber)).out).toMatch(asOf);
    expect(await run(withoutNumber, "--network", silent)).toMatchObject({
      code: 64,
      error: expect.stringContaining("--proof"),
    });
    const revoked = proofOf(REVOKED, { tree, making: { time: nowNs() - DAY / 2n } });
    const none = proofOf(ABSENT_NUMBER, { tree, making: { time: nowNs() - 40n * DAY } });
    // What the file says of itself is not believed.
    const gone = await save("revoked.json", { number: REVOKED, answer: "valid", ...portable(revoked) });
    expect(await run(gone, "--network", silent)).toMatchObject({ code: 1, out: expect.stringContaining(": revoked") });
    const absent = await save("absent.json", { subject: formatNumber(ABSENT_NUMBER), ...portable(none) });
    expect(await run(absent, "--network", silent)).toMatchObject({
      code: 2,
      out: expect.stringMatching(/: no entry as of \S+Z; status since then unknown/),
    });
  });

  it("refuses a saved proof that is forged, of another licence, or of the future", async () => {
    const forged = proofOf(NUMBER, { tree, making: { time: nowNs() - DAY, subnetSigner: new KeyPair(9) } });
    const future = proofOf(NUMBER, { tree, making: { time: nowNs() + DAY } });
    const other = proofOf(REVOKED, { tree, making: { time: nowNs() - DAY } });
    const codes = { "certificate-signature": forged, "certificate-from-future": future, "witness-incomplete": other };
    for (const [code, proof] of Object.entries(codes)) {
      const file = await save("wrong.json", { number: NUMBER, answer: "valid", ...portable(proof) });
      for (const args of [[file], [NUMBER, "--proof", file]])
        expect(await run(...args, "--url", served.url)).toMatchObject({ code: 3, out: expect.stringContaining(code) });
    }
  });

  it("tells files apart that come without a word before them", async () => {
    const { out } = await run("figures", "--url", served.url, "--json");
    const counted = await save("counted.json", { answer: "figures", proof: JSON.parse(out).evidence.proof });
    expect(await run(counted, "--url", served.url)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/20 issued, 12 in force as of \S+Z; status since then unknown/),
    });
    const network = await networkFile(served.url);
    expect(await run(network, "--url", served.url)).toMatchObject({
      code: 64,
      error: expect.stringContaining("give it with --network"),
    });
    const evidence = await save("evidence.json", { format: "sanad-evidence", version: 1 });
    expect(await run(evidence, "--url", served.url)).toMatchObject({
      code: 1,
      out: expect.stringContaining("does not hold"),
    });
    expect((await run(evidence, counted, "--url", served.url)).code).toBe(64);
    const photograph = path.join(folder, "holiday.gif");
    await writeFile(photograph, pictureOf("NOTHING"));
    expect(await run(photograph, "--network", network)).toMatchObject({
      code: 3,
      out: expect.stringContaining("paper-malformed"),
    });
  });

  it("takes the network from SANAD_NETWORK or from the current folder, and says from which file", async () => {
    const own = await networkFile(served.url);
    const other = path.join(folder, "other");
    await mkdir(other);
    const named = await runIn(other, { SANAD_NETWORK: own }, NUMBER);
    expect(named).toMatchObject({ code: 0, error: expect.stringContaining(own) });
    expect(await runIn(other, {}, NUMBER)).toMatchObject({ code: 64, error: expect.stringContaining("SANAD_NETWORK") });
    const here = path.join(other, "sanad-network.json");
    await writeFile(
      here,
      JSON.stringify({ ...served.network, rootKey: Buffer.from(new KeyPair(9).der).toString("hex") }),
    );
    expect(await runIn(other, {}, NUMBER)).toMatchObject({ code: 3, error: expect.stringContaining(here) });
    // What is named counts before what lies there.
    expect((await runIn(other, { SANAD_NETWORK: own }, NUMBER)).code).toBe(0);
    expect(await runIn(other, { SANAD_NETWORK: "none.json" }, NUMBER, "--network", own)).toMatchObject({
      ...{ code: 0, error: "" },
    });
    expect((await run(NUMBER, "--url", served.url, "--network", own)).code).toBe(64);
  });

  it("takes a link as its number, whatever its host, and so the link's code in a picture", async () => {
    const link = `https://elsewhere.invalid/ur/verify/${formatNumber(NUMBER)}?x=1`;
    expect(await run(link, "--url", served.url)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${formatNumber(NUMBER)}: valid\n`),
    });
    const picture = path.join(folder, "link.gif");
    await writeFile(picture, pictureOf(`HTTPS://ELSEWHERE.INVALID/VERIFY/${formatNumber(REVOKED)}`));
    expect(await run(picture, "--url", served.url)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${formatNumber(REVOKED)}: revoked\n`),
    });
    expect((await run("https://elsewhere.invalid/verify/SND-00000-00000-1", "--url", served.url)).code).toBe(64);
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

  it("refuses a saved proof beside what it cannot answer, and asks nobody", async () => {
    const file = await save("proof-beside.json", portable(proofOf(NUMBER, { tree })));
    for (const subject of [["--handle", "ayesha"], ["--principal", "aaaaa-aa"], ["--signer"], ["--evidence", file]])
      expect(await run(...subject, "--proof", file, "--url", "http://127.0.0.1:9"), subject.join(" ")).toMatchObject({
        ...{ code: 64, out: "" },
        error: expect.stringContaining("--proof goes with"),
      });
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
