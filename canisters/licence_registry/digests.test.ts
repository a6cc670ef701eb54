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
    expect(await certified("figures-2020-11-21.csv")).toBe("absent");
    for (const day of ["2020-11-20", "2020-11-21", "2020-11-22"]) {
      const answer = await note(day);
      if (!("ok" in answer)) throw new Error("refused");
      const leaf = (await certified(`figures-${day}.csv`)) as Bytes;
      expect(hex(leaf)).toBe(hex(digestBytes({ ...file(day), ...answer.ok })));
    }
    expect(await certified("figures-2020-11-23.csv")).toBe("absent");
  });

  it("are the same after an upgrade", async () => {
    await note("2020-11-21");
    const before = await certified("figures-2020-11-21.csv");
    await registry.upgrade();
    expect(await certified("figures-2020-11-21.csv")).toEqual(before);
  });
});

describe("the digest of a file", () => {
  it("is noted once: the same again gets the first receipt, and nothing ever replaces it", async () => {
    const first = await note("2020-11-21");
    const before = await certified("figures-2020-11-21.csv");
    expect(await note("2020-11-21")).toEqual(first);
    expect(await note("2020-11-21", { hash: sha256("another") })).toEqual({ err: { conflict: null } });
    for (const fields of [{}, { hash: sha256("another") }, { size: 43n }])
      expect(await note("2020-11-21", { operation: `again-${Object.keys(fields)}`, ...fields })).toEqual({
        err: { alreadyNoted: null },
      });
    expect(await certified("figures-2020-11-21.csv")).toEqual(before);
  });

  it("is not noted before its day has begun in Pakistan, by the registry's own clock, so that nobody takes a coming day's name", async () => {
    const day = 86_400_000;
    const inPakistan = (at: number) => new Date(at + 5 * 3_600_000).toISOString().slice(0, "2026-11-21".length);
    const now = Date.now();
    for (const ahead of [2, 3, 365, 9_999]) {
      const coming = inPakistan(now + ahead * day);
      const begins = BigInt(Date.parse(`${coming}T00:00:00+05:00`) - 300_000) * 1_000_000n;
      const answer = await note(coming);
      expect(answer).toEqual({ err: { tooEarly: begins } });
      expect(await certified(`figures-${coming}.csv`)).toBe("absent");
    }
    expect(await note(inPakistan(now))).toHaveProperty("ok");
  });

  it("has a day in its name, before its ending", async () => {
    const none = ["figures.csv", "figures-2020-02-30.csv", "figures-2021-02-29.csv", "figures-1900-02-29.csv"];
    const odd = ["figures-2020-13-01.csv", "figures-2020-00-10.csv", "figures-2020-01-00.csv", "figures2020-01-01.csv"];
    const more = [
      "figures-2020-01-01",
      "2020-01-01-figures.csv",
      "figures-2020-01-01.tar.gz",
      "figures-20x0-01-01.csv",
    ];
    for (const name of [...none, ...odd, ...more, "figures-1969-12-31.csv"])
      expect([name, await note("2020-11-21", { name })]).toEqual([name, { err: { invalid: "name" } }]);
    for (const day of ["1970-01-01", "2000-02-29", "2020-02-29", "2020-12-31", "2021-01-31", "2021-02-28"])
      expect(await note(day)).toHaveProperty("ok");
  });

  it("has a name of printable characters, a hash of 32 bytes, and an operation", async () => {
    for (const name of ["", "اعداد.csv", "a\nb", "x".repeat(129)])
      expect(await note("2020-11-21", { name })).toEqual({ err: { invalid: "name" } });
    expect(await note("2020-11-21", { hash: new Uint8Array(31) })).toEqual({ err: { invalid: "hash" } });
    expect(await note("2020-11-21", { operation: "" })).toEqual({ err: { invalid: "operation" } });
  });
});
