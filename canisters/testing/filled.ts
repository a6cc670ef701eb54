// Registries in this process that hold as much as a test asks for, and all that they say of it.
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { freshIdentity } from "../../localnet/testing.ts";
import { hex, nthNumber, sha256 } from "./encoding.ts";
import { approvalOf, approvalOfChange, approvalOfRenewals } from "./governance.ts";
import { type ApproveArgs, type Change, type IssueArgs, type RenewArgs, registryInterface } from "./idl.ts";
import { encoded, type InProcess, installed } from "./inProcess.ts";
import { policy } from "./leaves.ts";
import { batch, entries } from "./licences.ts";

const [controller, issuer] = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const governors = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const approvers = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const mostInACall = 500;
const mostInABatch = 10_000;
/** In nanoseconds: of heads and files a day has so many, and all changes fall within the 30 days for which an approval counts. */
const tenMinutes = 600_000_000_000n;
const validFrom = BigInt(Date.now()) * 1_000_000n;
const validUntil = validFrom + 365n * 24n * 3600n * 1_000_000_000n;

/** What an act on a licence is answered. */
export type Answer = { ok: { block: bigint; at: bigint } } | { err: object };

/** A registry after its founding with so many licences, a multiple of 500, of which some have been changed in every way unless told otherwise, and a head of the audit that is disowned. */
export function filledRegistry(wasm: Uint8Array, count: number, { isChanged = true } = {}): InProcess {
  const registry = installed(wasm, registryInterface, controller);
  const caps = { total: 200_000, government: 0, education: 200_000, startups: 0, private: 0 };
  registry.does("grantRole", controller, [issuer, { issuer: null }]);
  registry.does("setCaps", controller, [{ operation: "caps", caps, decision: "act-1" }]);
  registry.does("found", controller, [{ governors, approvers, policy }]);
  if (count > 0) issueAll(registry, count, isChanged);
  const move = { operation: "move", act: { caps: { ...caps, total: 300_000 } }, decision: "act-2" };
  registry.does("move", governors[0] ?? issuer, [move]);
  const forged = { operation: "forged", sequence: 2n ** 64n - 1n, hash: sha256("forged") };
  const { ok } = called(registry, issuer, "noteAuditHead", forged) as { ok: { block: bigint } };
  const word = { block: ok.block, sequence: forged.sequence, reason: "forged", decision: "act-3" };
  for (const governor of governors) registry.does("disownHead", governor, [word]);
  return registry;
}

/** The calls that issued the last batch of so many licences. */
export function chunksOf(count: number): IssueArgs[] {
  const before = Math.floor((count - 1) / mostInABatch) * mostInABatch;
  const chunk = (nth: number) => entries(before + nth * mostInACall, mostInACall, { validFrom, validUntil });
  return batch(
    `batch-${before}`,
    Array.from({ length: (count - before) / mostInACall }, (_, nth) => chunk(nth)),
  );
}

function issueAll(registry: InProcess, count: number, isChanged: boolean): void {
  for (let before = 0; before < count; before += mostInABatch) {
    const chunks = chunksOf(Math.min(before + mostInABatch, count));
    const [first] = chunks;
    if (first) for (const approver of approvers) called(registry, approver, "approveBatch", approvalOf(first));
    for (const chunk of chunks) done(registry, "issueBatch", chunk);
  }
  for (let n = 0; isChanged && n < count; n += 97) {
    change(registry, n);
    registry.pass(tenMinutes);
  }
  registry.keep();
}

/** Something else with each. */
function change(registry: InProcess, n: number): void {
  const of = { operation: `operation-${n}`, number: nthNumber(n) };
  const why = { reason: "terms-broken", decision: "act-1" };
  const sequence = BigInt(n + 1);
  const renewals = [{ number: of.number, validUntil: validUntil + sequence }];
  const acts: [string, object][] = [
    ["suspend", { ...of, ...why }],
    ["revoke", { ...of, ...why }],
    ["bindHolder", { ...of, ...why, commitment: sha256(of.number) }],
    ["renewBatch", { operation: of.operation, ...why, renewals }],
    ["noteAuditHead", { operation: of.operation, sequence, hash: sha256(of.number) }],
    ["noteDigest", { operation: of.operation, name: `file-${n}-2020-01-01.csv`, hash: sha256(of.number), size: 1n }],
    ["dropBatch", { operation: of.operation, batchId: `dropped-${n}`, ...why }],
  ];
  const [name, args] = acts[(n / 97) % acts.length] ?? [];
  if (name && args) done(registry, name, args);
}

/**
 * Does it as the issuer, approved by one where it is a suspension and by two where it is another act that takes approvers, or as an approver where
 * it is a drop, and keeps nothing yet: comparing the memory takes longer than the call. Throws where it is refused.
 */
export function done(registry: InProcess, name: string, args: object): object {
  const said = saidOf(name, args);
  const needed = name === "suspend" ? 1 : 2;
  if (said) for (const approver of approvers.slice(0, needed)) called(registry, approver, "approveBatch", said);
  return called(registry, name === "dropBatch" ? (approvers[0] ?? issuer) : issuer, name, args);
}

/** What the issuer is answered by an act on a licence. Keeps nothing yet. */
export function answered(registry: InProcess, name: string, args: object): Answer {
  return answerOf(registry, issuer, name, args) as Answer;
}

/** The nth approver says this. Keeps nothing yet. Throws where it is refused. */
export function approve(registry: InProcess, nth: number, said: ApproveArgs): void {
  called(registry, approvers[nth] ?? issuer, "approveBatch", said);
}

function saidOf(name: string, args: object): ApproveArgs | null {
  if (name === "renewBatch") return approvalOfRenewals(args as RenewArgs);
  return name === "suspend" || name === "reinstate" || name === "revoke"
    ? approvalOfChange(name, args as Change)
    : null;
}

function answerOf(registry: InProcess, by: Principal, name: string, args: object): object {
  const method = registry.method(name);
  const outcome = registry.call(method, by, encoded(method, [args]));
  if ("trap" in outcome) throw outcome.trap;
  const [answer] = IDL.decode(method.types.retTypes, outcome.reply) as [object];
  return answer;
}

function called(registry: InProcess, by: Principal, name: string, args: object): object {
  const answer = answerOf(registry, by, name, args);
  if ("err" in answer) throw new Error(`${name} was refused: ${Object.keys(answer.err as object)}`);
  return answer;
}

/** Answers to queries, in hexadecimal by name: of all, and about some licences. */
export function said(registry: InProcess, numbers: readonly string[]): Record<string, string> {
  const names = ["caps", "issued", "roles", "archiving", "auditHeads", "governance", "figures", "statusLists"];
  const whole = names.map((name) => [name, asked(registry, name, [])]);
  const blocks = asked(registry, "icrc3_get_blocks", [[0n, 50n, 150n].map((start) => ({ start, length: 20n }))]);
  const each = numbers.flatMap((number) =>
    ["licence", "verify", "statusPlace"].map((name) => [`${name} ${number}`, asked(registry, name, [number])]),
  );
  return Object.fromEntries([...whole, ...each, ["icrc3_get_blocks", blocks]]);
}

function asked(registry: InProcess, name: string, args: readonly unknown[]): string {
  const method = registry.method(name);
  const outcome = registry.call(method, issuer, encoded(method, args));
  registry.discard();
  if ("trap" in outcome) throw outcome.trap;
  return hex(outcome.reply);
}
