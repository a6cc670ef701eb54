import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { noteAuditHead } from "../lib/audit/commands.ts";
import { auditHealth } from "../lib/audit/health.ts";
import { noteDaily } from "../lib/audit/noting.ts";
import { auditGuard } from "../lib/audit/queries.ts";
import { genesis, type SealedEvent, sealHash } from "../lib/audit/rules.ts";
import { sealAudit } from "../lib/audit/steps.ts";
import { actAsGovernor } from "../lib/chain/commands.ts";
import { recordEvent } from "../lib/platform/audit.ts";
import { type Chain, openChain } from "../lib/platform/chain/agent.ts";
import { type RegisteredHead, registeredHeads } from "../lib/platform/chain/auditHeads.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { registryUpdates } from "../lib/platform/chain/idl.ts";
import { governanceArgument, signedCall } from "../lib/platform/chain/signedCall.ts";
import { connect } from "../lib/platform/db/client.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { must } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";
import { testGovernors } from "./testing/registry.ts";

const { db, url, ownerUrl } = await testDatabase();
const { network, folder, keyFile } = await testChain();
const chain = openChain(network, loadIdentity(keyFile));
const write = chainWriter(chain, db);
const auditor = await person(db, { roles: ["AUDITOR"] });

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const notes = () => db.chainWrite.findMany({ where: { kind: "noteAuditHead" }, orderBy: { createdAt: "asc" } });
const deliver = async () => {
  for (const { id } of await notes()) await write(id);
};

async function happen(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await db.$transaction((tx) => recordEvent(tx, { actor: null, action: "people.signIn", outcome: "DONE" }));
  for (let left = 600; left > 0 && (await db.auditEvent.count({ where: { seal: null } })) > 0; left--)
    if ((await sealAudit()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Without `networkFile` the verifier knows of no register. Not at once: the network lives in this very process. */
function verify(
  networkFile: string | null = path.join(folder, "network.json"),
): Promise<{ status: number; said: string }> {
  const script = path.resolve(import.meta.dirname, "../scripts/audit-verify.mts");
  const { NETWORK_FILE: _, ...env } = process.env;
  const options = { env: { ...env, DATABASE_URL: url, ...(networkFile && { NETWORK_FILE: networkFile }) } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script], options, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

/** What a registry answers about its heads. */
type Answer = { heads: { block: bigint }[]; disowned: { head: bigint; at: bigint }[] };

/** A governor says of this head, by their own signature, which the portal hands on, that it is forged. */
async function disown(
  key: (typeof testGovernors)[number] | undefined,
  { block, sequence }: Pick<RegisteredHead, "block" | "sequence">,
): Promise<void> {
  if (!key) throw new Error("a governor was expected");
  const actor = { ...(await person(db, { roles: ["ADMINISTRATOR"] })), principal: key.getPrincipal().toText() };
  const call = {
    method: "disownHead" as const,
    argument: {
      ...{ block: block.toString(), sequence: sequence.toString() },
      ...{ reason: "keyStolen" as const, decision: "Minute 12/2026" },
    },
  };
  const canister = network.canisters.licence_registry;
  const arg = governanceArgument(call);
  const envelope = await signedCall(key, { canister, method: call.method, arg, expiresInSeconds: 240 });
  const { writeId } = must(await actAsGovernor(actor, { signature: Buffer.from(envelope).toString("base64") }));
  await write(writeId);
  expect(await db.chainWrite.findUniqueOrThrow({ where: { id: writeId } })).toMatchObject({ state: "CERTIFIED" });
}

/** As the owner of the tables: changes an event, and makes its seal and all after it anew, so that the chain holds. Gives the act that stood there. */
async function rewriteHistory(sequence: bigint, action: string): Promise<string> {
  const owner = connect(ownerUrl);
  const { eventId, event } = await owner.auditSeal.findUniqueOrThrow({ where: { sequence }, include: { event: true } });
  await owner.$executeRaw`update "AuditEvent" set action = ${action} where id = ${eventId}`;
  let hash: Uint8Array = genesis;
  for (const seal of await owner.auditSeal.findMany({ orderBy: { sequence: "asc" }, include: { event: true } })) {
    hash = sealHash(hash, seal.event as SealedEvent);
    await owner.$executeRaw`update "AuditSeal" set hash = ${Buffer.from(hash)} where sequence = ${seal.sequence}`;
  }
  await owner.$disconnect();
  return event.action;
}

describe("the head of the audit", { timeout: 120_000 }, () => {
  beforeEach(async () => happen(3));

  test("is written to the register once a day, and there is nothing to write before anything is sealed", async () => {
    expect(await registeredHeads(chain)).toEqual([]);
    expect(await auditHealth(chain)).toEqual({ check: "ok", disowned: 0 });
    expect(await auditHealth(chain, hours(49))).toEqual({ check: "late", disowned: 0 });
    expect((await verify()).said).toContain("the register has noted no head yet");

    expect(await noteDaily(chain)).toBe(true);
    expect(await noteDaily(chain)).toBe(false);
    expect(await auditGuard(auditor)).toMatchObject({ isUnderway: true });
    await deliver();
    const [first] = await notes();
    expect(first).toMatchObject({ state: "CERTIFIED", attempts: 1 });
    expect(await registeredHeads(chain)).toMatchObject([first?.payload && { sequence: 3n }]);
    await happen(2);
    expect(await noteDaily(chain, hours(23))).toBe(false);
    expect(await noteDaily(chain, hours(25))).toBe(true);
    await deliver();
    const heads = await registeredHeads(chain);
    expect(heads).toHaveLength(2);
    expect(await auditGuard(auditor)).toMatchObject({
      register: { count: 2, last: heads[1], contradicted: null },
      isUnderway: false,
    });
    expect(await auditHealth(chain)).toEqual({ check: "ok", disowned: 0 });
    expect(await auditHealth(chain, hours(49))).toEqual({ check: "late", disowned: 0 });
    const { status, said } = await verify();
    expect(said).toContain("the register agrees: 2 heads");
    expect(status).toBe(0);
  });

  test("is written when somebody asks, not twice within an hour", async () => {
    expect(await noteAuditHead(await person(db, { roles: ["APPROVER"] }), {})).toMatchObject({
      error: { code: "notAllowed" },
    });
    expect(await noteAuditHead(auditor, { sequence: "1" })).toMatchObject({ error: { code: "invalidInput" } });
    expect(await noteAuditHead(auditor, {})).toMatchObject({ error: { code: "notedLately" } });
    await db.chainWrite.updateMany({ data: { createdAt: hours(-2) } });
    const asked = await Promise.all([noteAuditHead(auditor, {}), noteAuditHead(auditor, {})]);
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    await deliver();
    expect(await registeredHeads(chain)).toHaveLength(3);
  });

  test("shows that whoever owns the database made history anew", async () => {
    const before = await verify();
    expect(before.status).toBe(0);
    const honest = await rewriteHistory(2n, "test.forged");
    // The chain by itself holds again: only the register knows better.
    const alone = await verify(null);
    expect(alone.status).toBe(0);
    expect(alone.said).toContain("not held against the register");
    const held = await verify();
    expect(held.status).toBe(1);
    expect(held.said).toMatch(/event 3 of the chain has another hash than the one that was noted/);

    expect(await auditHealth(chain)).toEqual({ check: "broken", disowned: 0 });
    expect(await auditGuard(auditor)).toMatchObject({ register: { contradicted: { sequence: 3n } } });
    const count = (await notes()).length;
    await expect(noteDaily(chain, hours(30))).rejects.toThrow("is not what the register noted at 3");
    expect(await notes()).toHaveLength(count);

    await rewriteHistory(2n, honest);
    expect(await verify()).toMatchObject({ status: 0 });
  });

  test("shows an end that was cut off", async () => {
    const owner = connect(ownerUrl);
    await owner.auditSeal.deleteMany({ where: { sequence: { gte: 5n } } });
    await owner.$disconnect();
    expect((await verify(null)).status).toBe(0);
    const { status, said } = await verify();
    expect(status).toBe(1);
    expect(said).toContain("is missing: it was removed");
    expect(await auditHealth(chain)).toEqual({ check: "broken", disowned: 0 });
  });

  test("is believed with its proof alone", async () => {
    const foreign = { ...network, rootKey: `${network.rootKey.slice(0, -2)}00` };
    await expect(registeredHeads(openChain(foreign))).rejects.toThrow();
    const file = path.join(folder, "foreign.json");
    fs.writeFileSync(file, JSON.stringify(foreign));
    expect((await verify(file)).status).toBe(3);
  });

  test("that no event has, noted by a stolen key, is told as such however high, and the portal adds nothing to it", async () => {
    const sequence = 2n ** 64n - 1n;
    const args = { operation: "forged", sequence, hash: new Uint8Array(32).fill(7) };
    const { noteAuditHead: method } = registryUpdates;
    await chain.update(network.canisters.licence_registry, "noteAuditHead", method, [args]);
    expect(await auditGuard(auditor)).toMatchObject({ register: { last: { sequence } } });
    expect(await auditHealth(chain)).toEqual({ check: "broken", disowned: 0 });
    await expect(noteDaily(chain, hours(60))).rejects.toThrow("is not what the register noted at");
    expect(await verify()).toMatchObject({ status: 1, said: expect.stringContaining("is missing: it was removed") });
  });

  test("that is forged two governors disown, each signing in the portal: heads are noted again, and all is well but says so", async () => {
    const sequence = 2n ** 64n - 1n;
    const forged = (await registeredHeads(chain)).at(-1);
    if (forged?.sequence !== sequence) throw new Error("no forged head");
    await disown(testGovernors[0], forged);
    expect(await auditHealth(chain)).toEqual({ check: "broken", disowned: 0 });
    const one = testGovernors[0]?.getPrincipal().toText();
    expect(await auditGuard(auditor)).toMatchObject({
      register: {
        contradictions: [{ sequence }],
        words: [{ head: forged.block, governor: one, reason: "keyStolen", decision: "Minute 12/2026" }],
      },
    });
    await expect(noteDaily(chain, hours(60))).rejects.toThrow("is not what the register noted at");

    await disown(testGovernors[1], forged);
    expect(await auditHealth(chain)).toEqual({ check: "ok", disowned: 1 });
    expect(await noteDaily(chain, hours(60))).toBe(true);
    await deliver();
    const heads = await registeredHeads(chain);
    expect(heads.at(-1)).toMatchObject({ disowned: null, at: expect.any(Date) });
    expect(heads.at(-1)?.sequence).toBeLessThan(sequence);
    expect(await auditGuard(auditor)).toMatchObject({
      register: { count: heads.length, last: heads.at(-1), contradicted: null, disowned: [{ sequence }], words: [] },
    });
    const { status, said } = await verify();
    expect([status, said]).toEqual([0, expect.stringContaining(`governors disowned the head at ${sequence} in block`)]);
    expect(said).toContain(`the register agrees: ${heads.length - 1} heads`);
  });

  test("that is disowned is proven to be, and nothing else is taken for it", async () => {
    const lying = (change: (answer: Answer) => Answer): Chain => ({
      ...chain,
      query: async (...asked) => change((await chain.query(...asked)) as Answer),
    });
    const told = (disowned: (all: Answer["disowned"], answer: Answer) => unknown) =>
      registeredHeads(
        lying((answer) => ({ ...answer, disowned: disowned(answer.disowned, answer) as Answer["disowned"] })),
      );
    expect((await told((all) => all)).filter(({ disowned }) => disowned !== null)).toHaveLength(1);
    await expect(told(() => [])).rejects.toThrow("other disowned heads");
    await expect(told((all) => [...all, ...all])).rejects.toThrow("other disowned heads");
    await expect(told((all, { heads }) => all.map((one) => ({ ...one, head: heads[0]?.block })))).rejects.toThrow(
      "other disowned heads",
    );
    await expect(told((all) => all.map((one) => ({ ...one, head: 0n })))).rejects.toThrow("was not noted");
    // Two heads whose blocks changed places: the digest over the heads has no blocks, the one over the disowned has them with the place.
    const swapped = lying((answer) => {
      const [first, ...rest] = answer.heads;
      const last = rest.pop();
      if (!first || !last) throw new Error("two heads were expected");
      const middle = rest.map((head) =>
        head.block === answer.disowned[0]?.head ? { ...head, block: last.block } : head,
      );
      return { ...answer, heads: [first, ...middle, { ...last, block: answer.disowned[0]?.head ?? 0n }] };
    });
    await expect(registeredHeads(swapped)).rejects.toThrow("other disowned heads");
    // Each head behind the disowned one is said to be in its block, too.
    const shared = lying((answer) => {
      const [{ head } = { head: 0n }] = answer.disowned;
      return { ...answer, heads: answer.heads.map((one) => (one.block > head ? { ...one, block: head } : one)) };
    });
    const isDisowned = async (of: Chain) => (await registeredHeads(of)).map(({ disowned }) => disowned !== null);
    expect(await isDisowned(shared)).toEqual(await isDisowned(chain));
    expect((await registeredHeads(shared)).at(-1)).toMatchObject({ disowned: null });
  });
});
