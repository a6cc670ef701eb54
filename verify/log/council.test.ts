import { sha256 } from "@noble/hashes/sha2";
import { beforeEach, describe, expect, it } from "vitest";
import { encodeCbor } from "../cbor.ts";
import { principalText } from "../principal.ts";
import { ISSUER, nthNumber, TestRegistry } from "../testing/log.ts";
import {
  APPROVERS,
  agree,
  breakGlass,
  CONTROLLER,
  cancel,
  capsAct,
  decide,
  decideAtOnce,
  decideCaps,
  drop,
  enact,
  found,
  GOVERNORS,
  grantOf,
  move,
  policyAct,
  returnAct,
  STRANGER,
} from "../testing/officials.ts";
import { Rebuilt } from "./rebuild.ts";
import type { Value } from "./value.ts";

const [one, two, three] = APPROVERS;
const DAY = 86_400_000_000_000n;
let registry: TestRegistry;

beforeEach(() => {
  registry = new TestRegistry();
});

function rebuilt(): Rebuilt {
  const all = new Rebuilt();
  for (const [id, block] of registry.blocks.entries()) all.apply(id, block);
  return all;
}

const breaches = () => rebuilt().breaches.map(({ what }) => what);

type ByApprovers = (of: TestRegistry, approvers: readonly Uint8Array[]) => void;
const acts: [string, ByApprovers][] = [
  ["a reinstatement", (of, by) => of.reinstate(0, by)],
  ["a revocation", (of, by) => of.revoke(1, by)],
  ["a renewal", (of, by) => of.renew(2, of.time + 900n * DAY, by)],
];
const prepared = (of: TestRegistry): TestRegistry => {
  of.issue(0, 5);
  of.suspend(0);
  return of;
};

describe("a log of those who decide", () => {
  it("breaks no rule where all was decided, and gives roles, policy, caps and approvals", () => {
    registry.issue(0, 5, [one, two]);
    decide(registry, grantOf(STRANGER, "approver"));
    decide(registry, policyAct(3n));
    registry.issue(5, 5, [one, three, STRANGER]);
    decide(registry, grantOf(one, "approver", "withdraw"));
    decideCaps(registry, 900n);
    cancel(registry, move(registry, grantOf(CONTROLLER, "governor")));
    move(registry, grantOf(CONTROLLER, "governor"));
    drop(registry, "batch-never", two);
    registry.act("sanad_approve", approval("batch-approved"), two);
    drop(registry, "batch-approved", ISSUER);
    const { council, caps: places, breaches: none, issued } = rebuilt();
    expect(none).toEqual([]);
    expect(issued.total).toBe(10);
    expect(places).toMatchObject({ total: 900, education: 900 });
    expect(council.policy.approvals).toBe(3n);
    expect(council.holders("approver")).toEqual([two, three, STRANGER].map(principalText));
    expect(council.motions.size).toBe(1);
  });

  it("has places given again that two governors returned, of licences that have ended", () => {
    decideCaps(registry, 5n);
    registry.issue(0, 5);
    registry.revoke(2);
    decideAtOnce(registry, returnAct("education", 1n));
    expect(rebuilt().issued).toMatchObject({ total: 4, education: 4 });
    registry.issue(5, 1);
    expect(breaches()).toEqual([]);
    expect(rebuilt().issued.total).toBe(5);
    registry.time += 366n * DAY;
    decideAtOnce(registry, returnAct("education", 5n));
    expect(breaches()).toEqual([]);
    expect(rebuilt().issued.total).toBe(0);
  });

  it("goes on under the governors that a broken glass has named, and forgets what was moved before", () => {
    move(registry, capsAct(900n));
    breakGlass(registry, [STRANGER, GOVERNORS[0]]);
    const { council, breaches: none } = rebuilt();
    expect(none).toEqual([]);
    expect(council.motions.size).toBe(0);
    expect(council.broken).toMatchObject([{ reason: "keys lost" }]);
    expect(council.holders("governor")).toEqual([STRANGER, GOVERNORS[0]].map(principalText));
    move(registry, capsAct(900n), GOVERNORS[1]);
    expect(breaches()).toEqual([`${principalText(GOVERNORS[1])} holds no role, and is no governor`]);
  });

  it("has licences reinstated, revoked and renewed by as many approvers as the policy wants, under the operation's id", () => {
    prepared(registry);
    for (const [, act] of acts) act(registry, [two, three]);
    expect(breaches()).toEqual([]);
    const records = [...rebuilt().records.values()];
    expect(records.map(({ status }) => status)).toEqual(["active", "revoked", "active", "active", "active"]);
  });

  it("has a licence suspended by any one approver", () => {
    registry.issue(0, 3);
    registry.suspend(0, [one]);
    registry.suspend(1, [three]);
    registry.suspend(2, [one, two]);
    expect(breaches()).toEqual([]);
    expect([...rebuilt().records.values()].map(({ status }) => status)).toEqual(Array(3).fill("suspended"));
  });

  it("has licences of 100 holders taken on a day by the issuer's word alone, and of any number that an approver approved", () => {
    registry.issue(0, 2);
    registry.bind(0, identity(0));
    for (let day = 0; day < 2; day += 1) {
      registry.time += DAY - (registry.time % DAY);
      for (let n = 0; n < 50; n += 1) registry.rebind(0, identity(n));
      registry.rebind(0, identity(200), [one]);
      for (let n = 0; n < 49; n += 1) registry.rebind(0, identity(n));
      registry.unbind(0);
      registry.bind(0, identity(0));
      registry.unbind(0, [two]);
      registry.bind(0, identity(1));
    }
    expect(breaches()).toEqual([]);
    registry.rebind(0, identity(3));
    expect(breaches()).toEqual(["takes from more than 100 holders on one day by the issuer's word alone"]);
  });

  it("has the audit go on behind the last head that two governors did not disown", () => {
    registry.noteAudit(5n);
    registry.noteAudit(2n ** 64n - 1n);
    const forged = registry.blocks.length - 1;
    registry.disown(forged, [GOVERNORS[2]]);
    expect(rebuilt().audit).toMatchObject({ disowned: [], disownedDigest: null });
    registry.disown(forged, [GOVERNORS[0]]);
    registry.noteAudit(6n);
    const { audit, breaches: none } = rebuilt();
    expect(none).toEqual([]);
    expect(audit.last).toMatchObject({ sequence: 6n, disowned: null });
    expect(audit.disowned).toMatchObject([{ block: forged, disowned: { block: forged + 2 } }]);
  });

  it("has a head disowned by a word that is given again, once the words are enough by other roles", () => {
    registry.noteAudit(9n);
    const forged = registry.blocks.length - 1;
    const [first, , third] = GOVERNORS;
    registry.disown(forged, [third]);
    decide(registry, grantOf(third, "governor", "withdraw"));
    registry.disown(forged, [first]);
    decide(registry, grantOf(third, "governor"));
    expect(rebuilt().audit.disowned).toEqual([]);
    registry.disown(forged, [third]);
    registry.noteAudit(5n);
    expect(breaches()).toEqual([]);
    expect(rebuilt().audit.disowned).toMatchObject([
      { block: forged, disowned: { block: registry.blocks.length - 2 } },
    ]);
  });

  it("has 1,000 words on heads that can be disowned and are not, whatever was said of others, and not one more", () => {
    decide(registry, policyAct(2n, 3n));
    const [first, second, third] = GOVERNORS;
    const forged: number[] = [];
    for (let n = 1n; n <= 501n; n += 1n) {
      // 24 a day, in three weeks.
      registry.time += DAY / 24n + 60_000_000_000n;
      registry.noteAudit(n);
      const block = registry.blocks.length - 1;
      registry.disown(block, n === 1n ? GOVERNORS : [first, second]);
      forged.push(block);
    }
    expect(breaches()).toEqual([]);
    registry.disown(forged.at(-1) ?? 0, [third]);
    expect(breaches()).toEqual([expect.stringContaining("is beside 1000 other words")]);
  });

  it("lets an approval count for 30 days, and then be given anew", () => {
    const expired = registry.fork();
    registry = expired;
    registry.act("sanad_approve", approval("batch-x"), one);
    registry.time += 31n * DAY;
    registry.act("sanad_approve", approval("batch-x"), one);
    expect(breaches()).toEqual([]);
  });
});

/** What an approver says of the suspension of the nth licence. */
const suspensionOf = (n: number, reason = "underInvestigation") =>
  sha256(encodeCbor(["sanad_suspend", nthNumber(n), reason, "d-1", new Uint8Array()]));

const identity = (n: number) => new Uint8Array(32).fill(n);

/** Blocks without a reason and a decision. */
const unexplained: [string, Record<string, Value>, Uint8Array][] = [
  ["sanad_drop", { operation: { Text: "drop" }, batch: { Text: "batch-x" } }, ISSUER],
  ["sanad_cancel", { motion: { Nat: 3n } }, GOVERNORS[2]],
  ["sanad_disown", { head: { Nat: 3n } }, GOVERNORS[2]],
  ["sanad_break_glass", { governors: { Array: GOVERNORS.map((one) => ({ Blob: one })) } }, CONTROLLER],
];

const approval = (batch: string, fill = 1) => ({
  batch: { Text: batch },
  manifest: { Blob: new Uint8Array(32).fill(fill) },
  plan: { Blob: new Uint8Array(32).fill(2) },
});

describe("a log that was tampered with, or a registry that lets through what it must not, is told by", () => {
  type Case = [string, (of: TestRegistry) => void, string];
  const cases: Case[] = [
    ["a batch that nobody approved", (of) => of.issue(0, 5, []), "has 0 of 2 approvals"],
    [
      "a batch of before the founding",
      (of) => {
        of.blocks.splice(-1);
        of.issue(0, 5, []);
        found(of);
      },
      "has 0 of 2 approvals",
    ],
    ["a batch that one approved", (of) => of.issue(0, 5, [one]), "has 1 of 2 approvals"],
    ["one approver, twice", (of) => of.issue(0, 5, [one, one]), "has 1 of 2 approvals"],
    ["an approval by a stranger", (of) => of.issue(0, 5, [one, STRANGER]), "holds no role, and is no approver"],
    ["an approval by the issuer", (of) => of.issue(0, 5, [one, ISSUER]), "is issuer, and no approver"],
    ["an approval by a governor", (of) => of.issue(0, 5, [one, GOVERNORS[0]]), "is governor, and no approver"],
    [
      "a licence taken from its holder beyond the day's allowance, though an approver dropped that",
      (of) => {
        of.issue(0, 1);
        of.bind(0, identity(0));
        of.time += DAY - (of.time % DAY);
        for (let n = 0; n < 100; n += 1) of.rebind(0, identity(n));
        const operation = `op-${of.blocks.length + 2}`;
        const content = sha256(encodeCbor(["sanad_unbind", nthNumber(0), "holderLeft", "d-5", new Uint8Array()]));
        of.approve(operation, content, [one]);
        drop(of, operation);
        of.unbind(0);
      },
      "takes from more than 100 holders on one day",
    ],
    [
      "an approval by somebody who was approver before",
      (of) => {
        decide(of, grantOf(one, "approver", "withdraw"));
        of.issue(0, 5, [one, two]);
      },
      "holds no role, and is no approver",
    ],
    ...acts.flatMap(([name, act]): [string, (of: TestRegistry) => void, string][] => [
      [`${name} that nobody approved`, (of) => act(prepared(of), []), "has 0 of 2 approvals"],
      [`${name} that one approved`, (of) => act(prepared(of), [one]), "has 1 of 2 approvals"],
      [`${name} that the issuer approved`, (of) => act(prepared(of), [one, ISSUER]), "is issuer, and no approver"],
      [
        `${name} that was approved otherwise`,
        (of) => {
          prepared(of);
          of.approve(`op-${of.blocks.length + 4}`, new Uint8Array(32).fill(9), [one, two]);
          act(of, [one, two]);
        },
        "with another manifest or plan",
      ],
    ]),
    [
      "a suspension that nobody approved",
      (of) => {
        of.issue(0, 5);
        of.suspend(0, []);
      },
      "has 0 of 1 approvals",
    ],
    [
      "a suspension that the issuer approved",
      (of) => {
        of.issue(0, 5);
        of.suspend(0, [ISSUER]);
      },
      "is issuer, and no approver",
    ],
    [
      "a suspension that was approved for another reason",
      (of) => {
        of.issue(0, 5);
        of.approve(`op-${of.blocks.length + 1}`, suspensionOf(0, "cleared"), [one]);
        of.suspend(0, []);
      },
      "has 0 of 1 approvals",
    ],
    [
      "a suspension whose approver had lost the role",
      (of) => {
        of.issue(0, 5);
        of.approve(`op-${of.blocks.length + 4}`, suspensionOf(0), [one]);
        decide(of, grantOf(one, "approver", "withdraw"));
        of.suspend(0, []);
      },
      "has 0 of 1 approvals",
    ],
    [
      "a suspension whose approval had run out",
      (of) => {
        of.issue(0, 5);
        of.approve(`op-${of.blocks.length + 1}`, suspensionOf(0), [one]);
        of.time += 30n * DAY;
        of.suspend(0, []);
      },
      "has 0 of 1 approvals",
    ],
    [
      "approvals that ran out",
      (of) => {
        const last = of.blocks.length;
        of.issue(0, 5, [one, two]);
        // The same, issued a month later.
        const [issue] = of.blocks.splice(-1);
        const later = { Nat: of.time + 31n * DAY };
        if (issue && "Map" in issue)
          of.blocks.push({ Map: issue.Map.map(([key, value]) => (key === "ts" ? [key, later] : [key, value])) });
        expect(of.blocks.length).toBe(last + 3);
      },
      "has 0 of 2 approvals",
    ],
    [
      "a batch approved with another manifest",
      (of) => {
        of.act("sanad_approve", approval("batch-x", 1), one);
        of.act("sanad_approve", approval("batch-x", 3), two);
      },
      "was approved with another manifest or plan",
    ],
    [
      "a dropped batch that is approved",
      (of) => {
        drop(of, "batch-x");
        of.act("sanad_approve", approval("batch-x"), one);
      },
      "batch-x was dropped",
    ],
    [
      "a batch that nobody approved and the portal dropped",
      (of) => drop(of, "batch-x", ISSUER),
      "is no approver, and nobody approved batch-x",
    ],
    ["a role without a motion", (of) => of.act("sanad_grant", grantFields("issuer"), CONTROLLER), "without a motion"],
    [
      "a role taken without one",
      (of) => of.act("sanad_withdraw", grantFields("issuer"), CONTROLLER),
      "without a motion",
    ],
    ["caps without a motion", (of) => of.caps(5000n), "sets caps without a motion"],
    ["a grant that no motion moved", (of) => enact(of, 999n, grantOf(STRANGER, "approver")), "no motion 999"],
    [
      "a grant that only its mover agreed to",
      (of) => enact(of, move(of, grantOf(STRANGER, "approver")), grantOf(STRANGER, "approver")),
      "too few have agreed to",
    ],
    [
      "a grant whose agreement was a stranger's",
      (of) => agree(of, move(of, grantOf(STRANGER, "approver")), STRANGER),
      "holds no role, and is no governor",
    ],
    [
      "a governor who agrees twice",
      (of) => agree(of, move(of, grantOf(STRANGER, "approver")), GOVERNORS[0]),
      "has agreed before",
    ],
    [
      "a grant before its delay was over",
      (of) => {
        const motion = move(of, grantOf(STRANGER, "approver"));
        agree(of, motion);
        enact(of, motion, grantOf(STRANGER, "approver"));
      },
      "before the delay is over",
    ],
    [
      "a motion for one, enacted for another",
      (of) => {
        const motion = move(of, grantOf(CONTROLLER, "approver"));
        agree(of, motion);
        of.time += DAY;
        enact(of, motion, grantOf(STRANGER, "approver"));
      },
      "enacts another act",
    ],
    [
      "a motion that was cancelled",
      (of) => {
        const motion = move(of, policyAct(3n));
        agree(of, motion);
        cancel(of, motion);
        of.time += DAY;
        enact(of, motion, policyAct(3n));
      },
      "no motion",
    ],
    [
      "a motion that had lapsed",
      (of) => {
        const motion = move(of, policyAct(3n));
        of.time += 31n * DAY;
        agree(of, motion);
      },
      "no motion",
    ],
    ["a policy that was lowered without a motion", (of) => enact(of, 3n, policyAct(2n)), "no motion 3"],
    [
      "places returned of licences that are in force",
      (of) => {
        of.issue(0, 5);
        decideAtOnce(of, returnAct("education", 1n));
      },
      "returns 1 places of education, of 0 that have ended",
    ],
    [
      "places returned that nobody decided to return",
      (of) => {
        of.issue(0, 5);
        enact(of, 999n, returnAct("education", 1n));
      },
      "no motion 999",
    ],
    ["a policy of one approval", (of) => decide(of, policyAct(1n)), "a policy of 1"],
    ["a policy that cannot be met", (of) => decide(of, policyAct(4n)), "leaves fewer than 4 approvers"],
    ["somebody with two roles", (of) => decide(of, grantOf(one, "governor")), "has a role already"],
    ...unexplained.flatMap(([kind, fields, by]): Case[] => [
      [`${kind} without a reason`, (of) => of.act(kind, { ...fields, decision: { Text: "d" } }, by), "no reason"],
      [`${kind} without a decision`, (of) => of.act(kind, { ...fields, reason: { Text: "no" } }, by), "no decision"],
    ]),
    ["words on a block that holds no head", (of) => of.disown(0, GOVERNORS.slice(0, 1)), "holds no head of the audit"],
    [
      "a head that one governor disowned twice, and another is noted as if that were two",
      (of) => {
        of.noteAudit(9n);
        of.disown(3, [GOVERNORS[0], GOVERNORS[0]]);
        of.noteAudit(5n);
      },
      "has disowned it before; the audit at 5, where it had come to 9",
    ],
    [
      "a head that the issuer and a governor disowned",
      (of) => {
        of.noteAudit(9n);
        of.disown(3, [GOVERNORS[0], ISSUER]);
        of.noteAudit(5n);
      },
      "is issuer, and no governor; the audit at 5, where it had come to 9",
    ],
    [
      "a head that was disowned with the word of somebody who had lost the role",
      (of) => {
        of.noteAudit(9n);
        of.disown(3, [GOVERNORS[0]]);
        decide(of, grantOf(GOVERNORS[0], "governor", "withdraw"));
        of.disown(3, [GOVERNORS[1]]);
        of.noteAudit(5n);
      },
      "the audit at 5, where it had come to 9",
    ],
    [
      "a head that was disowned after 30 days",
      (of) => {
        of.noteAudit(9n);
        of.time += 30n * DAY;
        of.disown(3, [GOVERNORS[0]]);
      },
      "is too old to be disowned",
    ],
    [
      "a word on a head that is disowned",
      (of) => {
        of.noteAudit(9n);
        of.disown(3, GOVERNORS);
      },
      "is disowned already",
    ],
    ["a second founding", (of) => found(of), "founds what was founded"],
    ["a glass broken for one governor", (of) => breakGlass(of, [STRANGER]), "leaves fewer than 2 governors"],
  ];

  it.each(cases)("%s", (_, tamper, what) => {
    tamper(registry);
    expect(breaches().join("; ")).toContain(what);
  });
});

function grantFields(role: string) {
  return { principal: { Blob: STRANGER }, role: { Text: role } };
}
