import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hex, nthNumber, sha256 } from "../testing/encoding.ts";
import {
  approvalOfChange,
  approvalOfRenewals,
  decided,
  type Founded,
  founded,
  issueApproved,
  nth,
} from "../testing/governance.ts";
import type { ApproveArgs } from "../testing/idl.ts";
import { entry, single } from "../testing/licences.ts";
import { blocksOf, field, tipOf } from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";

// What whoever holds the issuer's key alone can do to licences that exist.

let bench: Bench;
let registry: Founded;
let licences = 0;
let number: string;

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  licences += 1;
  number = nthNumber(licences);
  await issueApproved(registry, single(`batch-${licences}`, [entry(licences)]));
});

const change = (operation: string) => ({ operation, number, reason: "termsBreach", decision: "d-1" });
const renewal = (operation: string, later = 0n) => ({
  operation,
  reason: "terms-kept",
  decision: "d-1",
  renewals: [{ number, validUntil: 4_000_000_000_000_000_000n + later }],
});
const standing = async () => (await registry.stranger.licence(number))[0];
const suspend = () => registry.acts.suspend(change(`suspended-${licences}`));
const refused = (approvals: number, needed = 2) => ({ err: { notApproved: { needed, approvals } } });

/** An act that takes approvers: as many as the policy wants or fewer, what they say of it, how the issuer does it, and the same under its id with another content. */
type Taking = {
  needed?: number;
  said: ApproveArgs;
  act: () => Promise<object>;
  other: () => Promise<object>;
  ready?: () => Promise<unknown>;
};

const taking: [string, () => Taking][] = [
  [
    "suspension",
    () => {
      const args = change(`stopped-${licences}`);
      return {
        needed: 1,
        said: approvalOfChange("suspend", args),
        act: () => registry.issuer.suspend(args),
        other: () => registry.issuer.suspend({ ...args, reason: "cleared" }),
      };
    },
  ],
  [
    "reinstatement",
    () => {
      const args = change(`reinstated-${licences}`);
      return {
        ready: suspend,
        said: approvalOfChange("reinstate", args),
        act: () => registry.issuer.reinstate(args),
        other: () => registry.issuer.reinstate({ ...args, reason: "cleared" }),
      };
    },
  ],
  [
    "revocation",
    () => {
      const args = change(`revoked-${licences}`);
      return {
        said: approvalOfChange("revoke", args),
        act: () => registry.issuer.revoke(args),
        other: () => registry.issuer.revoke({ ...args, number: nthNumber(licences - 1) }),
      };
    },
  ],
  [
    "renewal",
    () => {
      const args = renewal(`renewed-${licences}`);
      return {
        said: approvalOfRenewals(args),
        act: () => registry.issuer.renewBatch(args),
        other: () => registry.issuer.renewBatch(renewal(args.operation, 1n)),
      };
    },
  ],
];

describe.each(taking)("a %s", (_, make) => {
  it("is done once as many approvers as it takes have approved it, and not by one approval fewer", async () => {
    const { said, act, ready, needed = 2 } = make();
    await ready?.();
    const [before, tip] = [await standing(), await tipOf(registry.stranger)];
    expect(await act()).toEqual(refused(0, needed));
    expect(await tipOf(registry.stranger)).toBe(tip);
    for (const [n, { actor }] of registry.approvers.slice(0, needed).entries()) {
      expect(await act()).toEqual(refused(n, needed));
      expect(await standing()).toEqual(before);
      expect(await actor.approveBatch(said)).toHaveProperty("ok");
      // By the same again: one approval still.
      expect(await actor.approveBatch(said)).toHaveProperty("ok");
    }
    const first = await act();
    expect(first).toHaveProperty("ok");
    expect(await standing()).not.toEqual(before);
    expect(await act()).toEqual(first);
  });

  it("is not the one that was approved when its content is another, its approvals are another act's, or it was dropped", async () => {
    const { said, act, other, ready, needed = 2 } = make();
    await ready?.();
    const [one, two, three] = [0, 1, 2].map((n) => nth(registry.approvers, n).actor);
    for (const actor of [one, two]) await actor?.approveBatch(said);
    expect(await other()).toEqual(refused(0, needed));
    const elsewhere = { ...said, batchId: `elsewhere-${said.batchId}` };
    await three?.approveBatch(elsewhere);
    expect(await three?.approveBatch({ ...said, manifestHash: sha256("another") })).toEqual({
      err: { conflict: null },
    });
    const drop = { operation: `drop-${said.batchId}`, batchId: said.batchId, reason: "withdrawn", decision: "d-1" };
    expect(await three?.dropBatch(drop)).toHaveProperty("ok");
    expect(await act()).toEqual(refused(0, needed));
  });

  it("cannot be approved by the issuer, a governor, a controller or a stranger", async () => {
    const { said, act, ready, needed = 2 } = make();
    await ready?.();
    for (const actor of [registry.issuer, nth(registry.governors, 0).actor, registry.controller, registry.stranger])
      expect(await actor.approveBatch(said)).toEqual({ err: { notAuthorised: null } });
    expect(await act()).toEqual(refused(0, needed));
  });
});

it("what approvers say of an act has the hash that the portal signs", () => {
  const args = { operation: "x", number: "SND0123456789A", reason: "termsBreach", decision: "status:1:2" };
  const renewals = [
    { number: "SND0123456789A", validUntil: 1n },
    { number: "SNDBCDEFGHJKMN", validUntil: 18_446_744_073_709_551_615n },
  ];
  const said = [
    approvalOfChange("suspend", args),
    approvalOfChange("revoke", args),
    approvalOfChange("reinstate", args),
    approvalOfRenewals({ operation: "x", reason: "institutionRequest", decision: "r1", renewals }),
  ];
  // The same bytes as in lib/platform/chain/encoding.test.ts.
  expect(said.map(({ manifestHash }) => hex(manifestHash as Uint8Array))).toEqual([
    "b5e29a02ef9d3873ed01d4dce53eb5c8784d2e52d30660ccc96a76318afac19a",
    "4dec87cf947d3896e078df658435d9546eb64d412c69219d1309936e91d44203",
    "02879063520a2595bb7e16b971f9997de45e150ca0d5f6e4e03b9c47d01f895b",
    "015ede18c826893fcdf9e0d0ec78d0edee285dbb9462b4d298027a1bd1d054b2",
  ]);
});

it("an approval counts no more once its approver has lost the role, and more are asked for once the policy is another", async () => {
  const other = await founded(bench);
  await issueApproved(other, single("batch-x", [entry(900)]));
  const args = { operation: "x", number: nthNumber(900), reason: "r", decision: "d" };
  const said = approvalOfChange("revoke", args);
  for (const { actor } of other.approvers.slice(0, 2)) await actor.approveBatch(said);
  await decided(other, { withdraw: { principal: nth(other.approvers, 0).principal, role: { approver: null } } });
  expect(await other.issuer.revoke(args)).toEqual(refused(1));
  await nth(other.approvers, 2).actor.approveBatch(said);
  expect(await other.issuer.revoke(args)).toHaveProperty("ok");
});

describe("a suspension, which is the brake", () => {
  it("takes any one approver, and lets nobody but as many as the policy wants undo it", async () => {
    const [stopped, back] = [change(`stopped-${licences}`), change(`back-${licences}`)];
    const { actor: last } = nth(registry.approvers, 2);
    await last.approveBatch(approvalOfChange("suspend", stopped));
    expect(await registry.issuer.suspend(stopped)).toHaveProperty("ok");
    await last.approveBatch(approvalOfChange("reinstate", back));
    expect(await registry.issuer.reinstate(back)).toEqual(refused(1));
    expect((await standing())?.status).toEqual({ suspended: null });
  });

  it("is not done by an approval of another: of another reason, decision, licence, operation, or kind of act", async () => {
    const args = change(`stopped-${licences}`);
    const { actor } = nth(registry.approvers, 0);
    const [tip, before] = [await tipOf(registry.stranger), await standing()];
    for (const [n, other] of [
      { reason: "cleared" },
      { decision: "d-2" },
      { number: nthNumber(licences - 1) },
      { operation: `another-${licences}` },
    ].entries()) {
      const asked = { ...args, operation: `${args.operation}-${n}` };
      expect(await actor.approveBatch(approvalOfChange("suspend", { ...asked, ...other }))).toHaveProperty("ok");
      expect(await registry.issuer.suspend(asked)).toEqual(refused(0, 1));
    }
    await actor.approveBatch(approvalOfChange("revoke", args));
    expect(await registry.issuer.suspend(args)).toEqual(refused(0, 1));
    expect(await standing()).toEqual(before);
    // Approvals are in the log, and nothing else is.
    expect(await tipOf(registry.stranger)).not.toBe(tip);
    expect((await blocksOf(registry.stranger)).slice(-5).map(({ block }) => field(block, "btype"))).toEqual(
      Array.from({ length: 5 }, () => ({ Text: "sanad_approve" })),
    );
  });

  it("is not done by the approval of somebody who is no approver any more, and by another's then", async () => {
    const other = await founded(bench);
    await issueApproved(other, single("batch-x", [entry(901)]));
    const args = { operation: "x", number: nthNumber(901), reason: "r", decision: "d" };
    const said = approvalOfChange("suspend", args);
    await nth(other.approvers, 0).actor.approveBatch(said);
    await decided(other, { withdraw: { principal: nth(other.approvers, 0).principal, role: { approver: null } } });
    expect(await other.issuer.suspend(args)).toEqual(refused(0, 1));
    await nth(other.approvers, 1).actor.approveBatch(said);
    expect(await other.issuer.suspend(args)).toHaveProperty("ok");
  });

  it("is refused for want of an approval before it is looked at whether there is such a licence, or whether it is active", async () => {
    const nowhere = { ...change(`nowhere-${licences}`), number: nthNumber(99_999) };
    expect(await registry.issuer.suspend(nowhere)).toEqual(refused(0, 1));
    expect(await registry.acts.suspend(nowhere)).toEqual({ err: { notFound: null } });
    await suspend();
    const again = change(`again-${licences}`);
    expect(await registry.issuer.suspend(again)).toEqual(refused(0, 1));
    expect(await registry.acts.suspend(again)).toHaveProperty("err.illegalTransition");
    expect(await registry.issuer.suspend({ ...again, reason: "" })).toEqual({ err: { invalid: "reason" } });
  });
});
