import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nthNumber, sha256 } from "../testing/encoding.ts";
import { approvalOf, approvalOfChange } from "../testing/governance.ts";
import type { AskedArgs, ProbeActor } from "../testing/idl.ts";
import { policy } from "../testing/leaves.ts";
import { entry, programmeCaps, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";

// The modules themselves, at any time: nobody waits thirty days for a canister.

let bench: Bench;
let probe: ProbeActor;

beforeAll(async () => {
  bench = await startBench();
  probe = await bench.probe();
});

afterAll(() => bench?.stop());

const hour = 3_600_000_000_000n;
const month = 720n * hour;
const begin = 1_800_000_000_000_000_000n;
const person = (name: string) => Principal.selfAuthenticating(sha256(name));
const [ada, bilal, chand] = ["ada", "bilal", "chand"].map(person) as [Principal, Principal, Principal];
const [omar, pari] = ["omar", "pari"].map(person) as [Principal, Principal];

const founding: [bigint, Principal, AskedArgs] = [
  0n,
  ada,
  { found: { governors: [ada, bilal, chand], approvers: [omar, pari], policy: { ...policy, delay: 2n * hour } } },
];

/** What the registry answers when it was just founded, each call so long after the founding. */
async function answers(...calls: [bigint, Principal, AskedArgs][]): Promise<string[]> {
  const all = [founding, ...calls].map(([after, caller, asked]) => ({ now: begin + after, caller, asked }));
  return (await probe.decide(all)).slice(1);
}

const grant: AskedArgs = {
  move: {
    operation: "op-1",
    act: { grant: { principal: person("nadia"), role: { approver: null } } },
    decision: "d-1",
  },
};
// The founding is block 0, and the motion's id is its block's index.
const motion = 1n;

describe("a motion", () => {
  it("may be agreed to for 30 days, and has lapsed then", async () => {
    const agreed = (after: bigint) => answers([0n, ada, grant], [after, bilal, { agree: { motion } }]);
    expect((await agreed(month - 1n))[1]).toContain("#ok");
    expect((await agreed(month))[1]).toBe("#err(#over(#lapsed))");
  });

  it("takes effect from the end of its delay on, and 30 days long", async () => {
    const enacted = async (after: bigint) =>
      (await answers([0n, ada, grant], [hour, bilal, { agree: { motion } }], [after, chand, { enact: { motion } }]))[2];
    expect(await enacted(3n * hour - 1n)).toContain("#tooEarly");
    expect(await enacted(3n * hour)).toContain("#ok");
    expect(await enacted(3n * hour + month - 1n)).toContain("#ok");
    expect(await enacted(3n * hour + month)).toBe("#err(#over(#lapsed))");
  });

  it("waits for nothing where the policy has no delay, which is allowed", async () => {
    const call = (caller: Principal, asked: AskedArgs) => ({ now: begin, caller, asked });
    const [, , { found }] = founding as [bigint, Principal, { found: { policy: typeof policy } }];
    const without = { found: { ...found, policy: { ...found.policy, delay: 0n } } } as AskedArgs;
    const asked = [
      call(ada, without),
      call(ada, grant),
      call(bilal, { agree: { motion } }),
      call(chand, { enact: { motion } }),
    ];
    for (const answer of await probe.decide(asked)) expect(answer).toContain("#ok");
  });

  it("that lapsed can be neither cancelled nor in the way of 64 others", async () => {
    const others = Array.from({ length: 64 }, (_, n): [bigint, Principal, AskedArgs] => [
      0n,
      ada,
      { move: { operation: `op-${n}`, act: { caps: programmeCaps }, decision: "d" } },
    ]);
    const next: AskedArgs = { move: { operation: "next", act: { caps: programmeCaps }, decision: "d" } };
    const later = await answers(
      ...others,
      [month - 1n, ada, next],
      [month, ada, { cancel: { motion, reason: "late", decision: "d" } }],
      [month, ada, next],
    );
    expect(later[64]).toBe("#err(#full)");
    expect(later[65]).toBe("#err(#over(#lapsed))");
    expect(later[66]).toContain("#ok");
  });
});

describe("a head of the audit", () => {
  const head = (sequence: bigint): AskedArgs => ({
    note: { operation: `audit-${sequence}`, sequence, hash: sha256("a head") },
  });
  const disown = (block: bigint, sequence: bigint): AskedArgs => ({
    disown: { block, sequence, reason: "forged", decision: "d" },
  });

  it("can be disowned for 30 days, and is history from then on, whatever governors say", async () => {
    const said = async (after: bigint) =>
      (
        await answers(
          [0n, ada, head(9n)],
          [hour, ada, disown(1n, 9n)],
          [after, bilal, disown(1n, 9n)],
          [after, ada, head(2n)],
        )
      ).slice(2);
    expect(await said(month - 1n)).toEqual([expect.stringContaining("#ok"), expect.stringContaining("#ok")]);
    expect(await said(month)).toEqual(["#err(#tooLate)", "#err(#notAfter(9))"]);
  });

  it("has its words forgotten when it can be disowned no more, and no others", async () => {
    const later = await answers(
      ...([
        [0n, ada, head(1n)],
        [hour, ada, head(2n)],
      ] as [bigint, Principal, AskedArgs][]),
      ...([
        [hour, ada, disown(1n, 1n)],
        [hour, ada, disown(2n, 2n)],
      ] as [bigint, Principal, AskedArgs][]),
      [month, ada, head(3n)],
      [month, ada, disown(5n, 3n)],
      [month, bilal, disown(2n, 2n)],
      [month, chand, disown(2n, 2n)],
      [month, ada, disown(1n, 1n)],
    );
    expect(later.slice(-3)).toEqual([expect.stringContaining("#ok"), "#err(#alreadyDisowned)", "#err(#tooLate)"]);
  });
});

describe("an approval", () => {
  const chunk = single("batch-1", [entry(0)]);
  const approve: AskedArgs = { approve: approvalOf(chunk) };
  const room: [bigint, Principal, AskedArgs] = [0n, ada, { caps: programmeCaps }];

  it("counts for 30 days, and can be given anew then", async () => {
    const issued = async (after: bigint, ...more: [bigint, Principal, AskedArgs][]) =>
      (await answers(room, [0n, omar, approve], [hour, pari, approve], ...more, [after, ada, { issue: chunk }])).at(-1);
    expect(await issued(month - 1n)).toContain("#ok");
    expect(await issued(month)).toBe("#err(#notApproved({approvals = 1; needed = 2}))");
    expect(await issued(month + 1n, [month, omar, approve])).toContain("#ok");
  });

  it("lets a licence be suspended for 30 days, and is asked for anew then", async () => {
    const suspension = { operation: "op-1", number: nthNumber(0), reason: "termsBreach", decision: "d-1" };
    const said: AskedArgs = { approve: approvalOfChange("suspend", suspension) };
    const suspended = async (after: bigint, ...more: [bigint, Principal, AskedArgs][]) => {
      const issued: typeof more = [room, [0n, omar, approve], [0n, pari, approve], [0n, ada, { issue: chunk }]];
      return (await answers(...issued, [hour, omar, said], ...more, [after, ada, { suspend: suspension }])).at(-1);
    };
    expect(await suspended(hour + month - 1n)).toContain("#ok");
    expect(await suspended(hour + month)).toBe("#err(#notApproved({approvals = 0; needed = 1}))");
    expect(await suspended(hour + month, [hour + month, omar, said])).toContain("#ok");
    expect(await suspended(hour + month, [month, pari, said])).toContain("#ok");
  });

  it("given again before it has run out is the first one still", async () => {
    const [first, again, anew] = await answers(
      [0n, omar, approve],
      [month - 1n, omar, approve],
      [month, omar, approve],
    );
    expect(again).toBe(first);
    expect(anew).not.toBe(first);
  });
});
