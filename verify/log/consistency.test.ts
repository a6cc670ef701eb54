import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseNetwork } from "../network.ts";
import { TestRegistry } from "../testing/log.ts";
import { NETWORK } from "../testing/registry.ts";
import { KeyPair } from "../testing/subnet.ts";
import { type Follower, mirrorLog } from "./commands.ts";
import { checkConsistency, proveConsistency } from "./consistency.ts";
import { mirroredNetwork } from "./mirror.ts";
import { Signatures } from "./tip.ts";
import { hashOf } from "./value.ts";

const signatures = new Signatures(parseNetwork(NETWORK));
const registry = new TestRegistry();
let folder: string;
let from: Follower;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sanad-consistency-"));
  registry.issue(0, 5);
  registry.suspend(1);
  registry.noteAudit(40n);
  const network = await mirroredNetwork(folder, parseNetwork(NETWORK));
  const asking = { network, fetch: registry.fetch, now: Date.now, timeout: 60_000 };
  from = { folder, network, signatures, asking };
  await mirrorLog(from);
});

afterAll(() => rm(folder, { recursive: true }));

async function proof(earlier: number, later: number) {
  const file = path.join(folder, "proof.json");
  await proveConsistency(from, [earlier, later], file);
  return JSON.parse(await readFile(file, "utf8"));
}

describe("that one size of the log is the beginning of another", () => {
  it("is proven of any two, with the hash that each had", async () => {
    const all = registry.blocks.length;
    for (let later = 2; later <= all; later++)
      for (let earlier = 1; earlier < later; earlier++) {
        const shown = checkConsistency(await proof(earlier, later), signatures);
        expect([shown.earlier.blocks, shown.later.blocks]).toEqual([earlier, later]);
        for (const { blocks, hash } of [shown.earlier, shown.later]) {
          const block = registry.blocks[blocks - 1];
          expect(block && Buffer.from(hashOf(block)).equals(hash)).toBe(true);
        }
      }
  });

  it("is not proven once any hash, size, link or signature is another", async () => {
    const honest = await proof(3, 6);
    const other = await proof(2, 5);
    const zeros = "00".repeat(32);
    const lies: [string, (copy: typeof honest) => void][] = [
      ["the earlier hash", (copy) => (copy.earlier.hash = zeros)],
      ["the later hash", (copy) => (copy.later.hash = zeros)],
      ["the earlier size", (copy) => (copy.earlier.blocks = 2)],
      ["the later size", (copy) => (copy.later.blocks = 5)],
      ["sizes the wrong way round", (copy) => ([copy.earlier, copy.later] = [copy.later, copy.earlier])],
      [
        "both sizes, by as much",
        ({ earlier, later }) => Object.assign(earlier, { blocks: 4 }) && Object.assign(later, { blocks: 7 }),
      ],
      ["a size of no blocks", (copy) => (copy.earlier.blocks = 0)],
      ["a link less at the beginning", (copy) => copy.chain.shift()],
      ["a link less at the end", (copy) => copy.chain.pop()],
      ["no links", (copy) => (copy.chain = [])],
      ["another proof's links", (copy) => (copy.chain = other.chain)],
      ["another format", (copy) => (copy.format = "sanad-alarm")],
      ["no tip", (copy) => (copy.tip = null)],
      ...honest.chain.flatMap((link: string[][], at: number) =>
        link.flatMap((pair, field) =>
          pair.map((_, part): [string, (copy: typeof honest) => void] => [
            `link ${at}, field ${field}, part ${part}`,
            (copy) => (copy.chain[at][field][part] = zeros),
          ]),
        ),
      ),
    ];
    for (const [name, lie] of lies) {
      const copy = structuredClone(honest);
      lie(copy);
      expect(() => checkConsistency(copy, signatures), name).toThrow();
    }
    const stranger = new Signatures(
      parseNetwork({ ...NETWORK, rootKey: Buffer.from(new KeyPair(9).der).toString("hex") }),
    );
    expect(() => checkConsistency(honest, stranger)).toThrow();
  });

  it("is not proven of more blocks than are certified here", async () => {
    await expect(proof(1, registry.blocks.length + 1)).rejects.toMatchObject({ code: "certificate-missing" });
  });
});
