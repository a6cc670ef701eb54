// Every bound that no other test reaches: the last act that is admitted, the first that is not, and what still works. Which states
// stand behind each is in testing/Bounds.mo.
import { readFileSync } from "node:fs";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { beforeAll, describe, expect, it } from "vitest";
import { freshIdentity } from "../localnet/testing.ts";
import { buildCanisters, buildProbe } from "../scripts/canisters.mts";
import type { Bound } from "./testing/bindings/probe.ts";
import { archiveInterface, messengerInterface, probeInterface } from "./testing/idl.ts";
import { encoded, type InProcess, installed } from "./testing/inProcess.ts";
import { candidEntry, entries } from "./testing/licences.ts";

const anybody = Principal.anonymous();
let probe: InProcess;

beforeAll(async () => {
  probe = installed(readFileSync((await buildProbe(console.error)).wasmPath), probeInterface, anybody);
});

type NameOf<Case> = Case extends unknown ? keyof Case & string : never;
type BoundName = NameOf<Bound>;
type Answered = { answer: string; changes: boolean };

/** Answers of the acts around a bound, and whether each changed what is certified. Throws what they trap with. */
function around(bound: BoundName, beyond = false): Answered[] {
  const method = probe.method("bound");
  const args = [{ [bound]: null }, entries(0, 4).map(candidEntry), beyond];
  const outcome = probe.call(method, anybody, encoded(method, args));
  probe.discard();
  if ("trap" in outcome) throw outcome.trap;
  const [answers] = IDL.decode(method.types.retTypes, outcome.reply) as unknown as [[string, boolean][]];
  return answers.map(([answer, changes]) => ({ answer, changes }));
}

const done = { answer: expect.stringMatching(/^#ok\(/), changes: true };
const again = { answer: expect.stringMatching(/^#ok\(/), changes: false };
const refused = (error: string) => ({ answer: `#err(${error})`, changes: false });
const full = refused("#full");

/** By the act's order in testing/Bounds.mo. */
const table: [BoundName, string, Answered[]][] = [
  [
    "approvals",
    "16 of a batch; whoever has approved is answered as before, and may approve anew when that has run out",
    [done, full, again, full, done],
  ],
  [
    "batches",
    "100,000 approved or dropped; the known ones are approved and dropped still",
    [done, full, full, again, done, done],
  ],
  ["heads", "10,000 heads of the audit", [done, full, again]],
  ["headsOfDay", "24 heads of the audit on a day in Pakistan, and as many on the next", [done, full, again, done]],
  [
    "words",
    "1,000 words on heads of the last 30 days that are not disowned: one more once those heads are older, or disowned",
    [done, full, again, done, { answer: "filled", changes: false }, full, { answer: "disowned", changes: true }, done],
  ],
  ["digests", "100,000 digests of files", [done, full, again]],
  [
    "digestsOfDay",
    "64 digests of files on a day in Pakistan, and as many on the next; none of a day that begins in more than five minutes",
    [done, full, again, done, refused("#tooEarly(154_500_000_000_000)"), done],
  ],
  [
    "ends",
    "8,192 ends of licences: none is issued or renewed to another, and what is there changes as before",
    [done, refused('#invalidEntry({field = "validUntil"; index = 0})'), refused('#invalid("renewals")'), done],
  ],
  [
    "cells",
    "256 programmes and phases by sector: no new one begins, and those that there are go on",
    [done, refused('#invalidEntry({field = "phase"; index = 0})'), done],
  ],
  [
    "archives",
    "64 archives, all of which stay",
    [done, { answer: "filled", changes: false }, full, { answer: "64", changes: false }],
  ],
  [
    "brokenGlass",
    "100 broken glasses; the governors that there are govern on",
    [done, full, refused('#invalid("quorum")'), done],
  ],
  [
    "grants",
    "64 grants, by a motion or by the breaking of the glass",
    [done, { answer: "filled", changes: true }, full, full],
  ],
  [
    "motionsKept",
    "1,000 motions: the first that ended goes, and what is open stays however old",
    [
      { answer: "(1_000, true, true, true)", changes: false },
      { answer: "(1_000, true, false, true)", changes: true },
    ],
  ],
  ["places", "1,000,000 places", [refused('#invalid("total: over the limit")'), done]],
  [
    "accounts",
    "100,000 messenger accounts ever, a chunk all of it or nothing; those that there are change as before",
    [done, full, done, full, again, done],
  ],
  ["changes", "1,000,000 changes of messenger accounts", [done, full, full, again]],
  [
    "archived",
    "1,000,000 blocks of an archive, which takes as many as it has room for",
    [
      { answer: "(?(#full), 1_000_000, true)", changes: true },
      { answer: "(?(#full), 1_000_000, true)", changes: false },
    ],
  ],
];

const acts = 18;
const every = (one: Answered) => Array.from({ length: acts }, () => one);

/** The registry's own life. By the act's order in testing/Bounds.mo. */
const whole: [BoundName, string, Answered[]][] = [
  [
    "liveBlocks",
    "1,000,000 blocks that are not archived: no act is done, none that takes two blocks for one, and all once an archive has taken some",
    [
      ...[full, done, full, ...every(full), again],
      ...[{ answer: "taken", changes: false }, done, done, ...every(done)],
    ],
  ],
  ["allBlocks", "5,000,000 blocks in all", [done, full, full, again]],
  [
    "statusPlaces",
    "1,048,576 places in the status lists: none is issued any more, and other acts go on",
    [done, full, again, done],
  ],
];

describe("a bound is reached, answered as such, and loses nothing", () => {
  it.each([...table, ...whole])("%s: %s", (bound, _, expected) => {
    expect(around(bound)).toEqual(expected);
  });
});

describe("a bound that ends the message, which undoes it", () => {
  it("grants: an issuer more than 64 before the founding, or in a messenger or an archive", async () => {
    expect(() => around("grants", true)).toThrow("Too many grants");
    const built = await buildCanisters(console.error);
    const controller = freshIdentity().getPrincipal();
    for (const [{ wasmPath }, service] of [
      [built.messenger, messengerInterface],
      [built.log_archive, archiveInterface],
    ] as const) {
      const canister = installed(readFileSync(wasmPath), service, controller);
      const grant = (n: number) => [Principal.fromUint8Array(Uint8Array.of(n, 1)), { issuer: null }];
      for (let n = 0; n < 64; n += 1) canister.does("grantRole", controller, grant(n));
      expect(() => canister.does("grantRole", controller, grant(64))).toThrow("Too many grants");
      canister.discard();
      canister.does("grantRole", controller, grant(63));
      canister.does("withdrawRole", controller, grant(0));
      canister.does("grantRole", controller, grant(64));
    }
  });
});
