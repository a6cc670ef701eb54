import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sha256 } from "@noble/hashes/sha2";
import { describe, expect, it } from "vitest";
import { utf8Bytes } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { type HashTree, reconstruct } from "./hashTree.ts";
import { checkFile, createVerifier } from "./index.ts";
import { digestLabel } from "./labels.ts";
import { serveRegistry, TestRegistry } from "./testing/log.ts";
import { DAY, NETWORK, NOW, NOW_MS, SECOND } from "./testing/registry.ts";
import { type Making, makeCertificate } from "./testing/subnet.ts";
import { EMPTY, leaf, level, treeBytes, trie, witness } from "./testing/trees.ts";

const NAME = "figures-2026-06-30.csv";
const FILE = utf8Bytes("asOf,section,row,measure,value,source\r\n2026-06-30,registry,total,taken,900,subnet\r\n");
const FORGED = utf8Bytes(new TextDecoder().decode(FILE).replace("900", "990"));

const noted = (name: string, file: Uint8Array, changes: object = {}) => ({
  ...{ v: 1n, at: NOW - DAY, hash: sha256(file), name, size: BigInt(file.length), block: 7n },
  ...changes,
});
const entry = (of: ReturnType<typeof noted>, name = of.name) => [digestLabel(name), leaf(encodeCbor(of))] as const;
const others = Array.from({ length: 9 }, (_, day) => entry(noted(`figures-2026-06-0${day + 1}.csv`, FORGED)));
const registry = (digests: HashTree) =>
  level([
    [utf8Bytes("digests"), digests],
    [utf8Bytes("licences"), EMPTY],
  ]);
const honest = registry(trie([...others, entry(noted(NAME, FILE))]));

const verifier = createVerifier(NETWORK, { now: () => NOW_MS });
const shownOf = (tree: HashTree, name: string) => witness(tree, [utf8Bytes("digests"), digestLabel(name)]);
const proofIn = (tree: HashTree, name: string, shown = shownOf(tree, name), making: Partial<Making> = {}) => ({
  certificate: makeCertificate({ certifiedData: reconstruct(tree), time: NOW - 2n * SECOND, ...making }),
  witness: treeBytes(shown),
});
const judged = (file: Uint8Array, proof = proofIn(honest, NAME), name = NAME) => verifier.fileProof(name, file, proof);
const codeOf = (...given: Parameters<typeof judged>) => {
  const verdict = judged(...given);
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
};

describe("a file of figures", () => {
  it("is the one whose digest was noted under its name, and when, and in which block", () => {
    expect(judged(FILE)).toMatchObject({ answer: "noted", digest: { at: NOW - DAY, block: 7n, name: NAME } });
    const saved = { network: NETWORK, name: NAME, bytes: FILE, proof: proofIn(honest, NAME), now: () => NOW_MS };
    expect(checkFile(saved).answer).toBe("noted");
  });

  it("is told from one with another figure, one byte more or fewer, and from nothing", () => {
    for (const file of [FORGED, new Uint8Array([...FILE, 10]), FILE.slice(1), new Uint8Array()])
      expect(judged(file)).toMatchObject({ answer: "changed", digest: { hash: sha256(FILE) } });
  });

  it("under a name that was never noted is not the portal's, whatever is in it", () => {
    for (const name of ["figures-2026-07-02.csv", NAME.toUpperCase(), "اعداد.csv"])
      expect(judged(FILE, proofIn(honest, name), name).answer).toBe("absent");
    expect(judged(FILE, proofIn(registry(EMPTY), NAME)).answer).toBe("absent");
  });

  it("is not believed by a digest that is forged, hidden, another's, or of another registry", () => {
    const forgedTree = registry(trie([...others, entry(noted(NAME, FORGED))]));
    expect(codeOf(FORGED, { ...proofIn(honest, NAME), witness: treeBytes(shownOf(forgedTree, NAME)) })).toBe(
      "witness-mismatch",
    );
    const hidden = shownOf(honest, "figures-2026-06-01.csv");
    expect(codeOf(FORGED, proofIn(honest, NAME, hidden))).toBe("witness-incomplete");
    const another = registry(trie([entry(noted("figures-2026-06-01.csv", FORGED), NAME)]));
    expect(codeOf(FORGED, proofIn(another, NAME))).toBe("record-mismatch");
    const odd = registry(trie([entry(noted(NAME, FILE, { more: 1n }))]));
    expect(codeOf(FILE, proofIn(odd, NAME))).toBe("record-malformed");
    const foreign = level([[utf8Bytes("licences"), EMPTY]]);
    expect(codeOf(FILE, proofIn(foreign, NAME, foreign))).toBe("witness-foreign");
    expect(codeOf(FILE, proofIn(honest, NAME, undefined, { time: NOW - DAY }))).toBe("certificate-too-old");
  });
});

describe("the command line, of a file", { timeout: 60_000 }, () => {
  it("exits with 0 for what was noted, 1 for another file, 2 for a name that was not noted, and 3 for silence", async () => {
    const own = new TestRegistry();
    own.noteDigest(NAME, FILE);
    const served = await serveRegistry(own);
    const folder = await mkdtemp(path.join(tmpdir(), "sanad-file-"));
    const file = path.join(folder, NAME);
    const run = (...args: string[]) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        const cli = path.join(import.meta.dirname, "cli.ts");
        execFile(process.execPath, [cli, ...args, "--url", served.url], (failure, out) => {
          resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out });
        });
      });
    await writeFile(file, FILE);
    const [good, asked] = await Promise.all([run("file", file), run("file", file, "--name", "figures-2026-07-01.csv")]);
    expect(good).toMatchObject({ code: 0, out: expect.stringContaining("the file whose digest was noted") });
    expect(good.out).toContain(Buffer.from(sha256(FILE)).toString("hex"));
    expect(asked).toMatchObject({ code: 2, out: expect.stringContaining("no digest was noted under this name") });
    // Without the word before it, and as a browser names the second copy of it.
    const copy = path.join(folder, NAME.replace(".csv", " (1).csv"));
    await writeFile(copy, FILE);
    expect(await run(copy)).toMatchObject({ code: 0, out: expect.stringContaining("the file whose digest was noted") });
    await writeFile(file, FORGED);
    const changed = await run(file, "--json");
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.out)).toMatchObject({ answer: "changed", digest: { name: NAME, block: 3 } });
    own.making = { ranges: [] };
    expect((await run("file", file)).code).toBe(3);
    served.close();
    await rm(folder, { recursive: true });
  });
});
