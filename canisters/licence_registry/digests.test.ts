import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bytes, digestBytes, digestLabel, hex, sha256 } from "../testing/encoding.ts";
import type { RegistryActor } from "../testing/idl.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Deployed<RegistryActor>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await bench.registry();
});

const file = (day: string) => ({ name: `figures-${day}.csv`, hash: sha256(`figures of ${day}`), size: 42n });

const note = (day: string, fields: object = {}) =>
  registry.issuer.noteDigest({ operation: `digest:${day}`, ...file(day), ...fields });

/** What a stranger is told of a file by the certificate. */
const certified = async (name: string) =>
  lookUp(await registry.certified(await registry.anonymous.digest(name)), ["digests", digestLabel(name)]);

describe("the digests of files", () => {
  it("are proven one by one, and so is that a name has none", async () => {
    expect(await certified("figures-2026-11-21.csv")).toBe("absent");
    for (const day of ["2026-11-20", "2026-11-21", "2026-11-22"]) {
      const answer = await note(day);
      if (!("ok" in answer)) throw new Error("refused");
      const leaf = (await certified(`figures-${day}.csv`)) as Bytes;
      expect(hex(leaf)).toBe(hex(digestBytes({ ...file(day), ...answer.ok })));
    }
    expect(await certified("figures-2026-11-23.csv")).toBe("absent");
  });

  it("are the same after an upgrade", async () => {
    await note("2026-11-21");
    const before = await certified("figures-2026-11-21.csv");
    await registry.upgrade();
    expect(await certified("figures-2026-11-21.csv")).toEqual(before);
  });
});

describe("the digest of a file", () => {
  it("is noted once: the same again gets the first receipt, and nothing ever replaces it", async () => {
    const first = await note("2026-11-21");
    const before = await certified("figures-2026-11-21.csv");
    expect(await note("2026-11-21")).toEqual(first);
    expect(await note("2026-11-21", { hash: sha256("another") })).toEqual({ err: { conflict: null } });
    for (const fields of [{}, { hash: sha256("another") }, { size: 43n }])
      expect(await note("2026-11-21", { operation: `again-${Object.keys(fields)}`, ...fields })).toEqual({
        err: { alreadyNoted: null },
      });
    expect(await certified("figures-2026-11-21.csv")).toEqual(before);
  });

  it("has a name of printable characters, a hash of 32 bytes, and an operation", async () => {
    for (const name of ["", "اعداد.csv", "a\nb", "x".repeat(129)])
      expect(await note("2026-11-21", { name })).toEqual({ err: { invalid: "name" } });
    expect(await note("2026-11-21", { hash: new Uint8Array(31) })).toEqual({ err: { invalid: "hash" } });
    expect(await note("2026-11-21", { operation: "" })).toEqual({ err: { invalid: "operation" } });
  });
});
