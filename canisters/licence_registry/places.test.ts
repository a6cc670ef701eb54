import type { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bytes, hex, leb128, nthNumber, type Sector } from "../testing/encoding.ts";
import { decided, type Founded, founded, issueApproved, moved, nth, placesOf } from "../testing/governance.ts";
import { governanceBytes } from "../testing/leaves.ts";
import { entries, entry, sectorCase, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const full = { err: { capExceeded: { sector: [{ education: null }], cap: 3, issued: 3, asked: 1 } } };
const giving = (places: number, sector: Sector = "education") => ({
  returnPlaces: { sector: sectorCase(sector), places },
});
const taken = async () => (await registry.stranger.issued()).education;

// Every place is taken: of three licences one is revoked, and one has expired.
beforeEach(async () => {
  registry = await founded(bench, { caps: { total: 3, government: 0, education: 3, startups: 0, private: 0 } });
  const licences = [...entries(0, 2), entry(2, { validFrom: 1n, validUntil: 2n })];
  expect(await issueApproved(registry, single("batch-1", licences))).toHaveProperty("ok");
  const act = { operation: "revoke", number: nthNumber(0), reason: "r", decision: "d" };
  expect(await registry.acts.revoke(act)).toHaveProperty("ok");
});

describe("a place", () => {
  it("is not given again because its licence has ended: neither by a revocation nor by its end", async () => {
    expect(await taken()).toBe(3);
    expect(await issueApproved(registry, single("batch-2", [entry(5)]))).toEqual(full);
  });

  it("is given again once enough governors have returned it, at once, and no other", async () => {
    const chunk = single("batch-2", [entry(5)]);
    expect(await issueApproved(registry, chunk)).toEqual(full);
    const motion = await moved(registry, giving(1));
    expect(await registry.issuer.issueBatch(chunk)).toEqual(full);
    expect(await nth(registry.governors, 1).actor.agree({ motion })).toHaveProperty("ok");
    expect(await taken()).toBe(2);
    expect(await registry.issuer.issueBatch(chunk)).toHaveProperty("ok");
    expect(await issueApproved(registry, single("batch-3", [entry(6)]))).toEqual(full);
  });

  it("is returned of licences that have ended alone, of the sector, and once", async () => {
    const refused = "places";
    for (const wrong of [giving(0), giving(3), giving(1, "startups"), giving(4_294_967_295)])
      await expect(moved(registry, wrong)).rejects.toThrow(refused);
    // Two motions for both places: the second is looked at again when it would take effect.
    const [first, second] = [await moved(registry, giving(2)), await moved(registry, giving(1), 2)];
    expect(await nth(registry.governors, 1).actor.agree({ motion: first })).toHaveProperty("ok");
    expect(await nth(registry.governors, 1).actor.agree({ motion: second })).toEqual({ err: { invalid: refused } });
    expect(await taken()).toBe(1);
    await expect(moved(registry, giving(1))).rejects.toThrow(refused);
    await registry.upgrade();
    expect(await taken()).toBe(1);
    await expect(moved(registry, giving(1))).rejects.toThrow(refused);
    expect((await registry.stranger.licence(nthNumber(0)))[0]?.status).toEqual({ revoked: null });
  });

  it("is certified as taken or free with those who decide, and with how long the log is", async () => {
    await decided(registry, giving(1));
    const { certificate, witness, roles } = await registry.stranger.governance();
    const tree = await registry.certified({ certificate, witness });
    const named = roles.map(([principal, role]): [Principal, string] => [principal, Object.keys(role)[0] ?? ""]);
    const { caps } = await placesOf(registry);
    const taken = { total: 2, government: 0, education: 2, startups: 0, private: 0 };
    expect(hex(lookUp(tree, ["governance"]) as Bytes)).toBe(hex(governanceBytes({ roles: named, caps, taken })));
    const { log_length: length } = await registry.stranger.icrc3_get_blocks([{ start: 0n, length: 1n }]);
    expect(hex(lookUp(tree, ["last_block_index"]) as Bytes)).toBe(hex(leb128(length - 1n)));
  });

  it("is returned by governors alone: the issuer, an approver and a controller can return none", async () => {
    const args = { operation: "return", act: giving(1), decision: "d" };
    for (const { move } of [registry.issuer, registry.controller, nth(registry.approvers, 0).actor])
      expect(await move(args)).toEqual({ err: { notAuthorised: null } });
    await decided(registry, giving(1));
    expect(await taken()).toBe(2);
  });
});
