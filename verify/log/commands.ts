/** What the command line does with a folder that mirrors the log. */
import { toHex } from "../bytes.ts";
import { PATIENCE } from "../client.ts";
import { type Network, parseNetwork } from "../network.ts";
import type { LicenceRecord } from "../record.ts";
import { Alarm } from "./alarm.ts";
import type { Asking } from "./asking.ts";
import type { Council } from "./council.ts";
import { dayOf, dayText } from "./days.ts";
import { follow } from "./follow.ts";
import type { AuditHead, Heads } from "./heads.ts";
import { describe, type Mirror, mirroredNetwork, openMirror } from "./mirror.ts";
import { type Places, Rebuilt } from "./rebuild.ts";
import { type Certified, certifiedState, stateDifference } from "./state.ts";
import { Signatures, saveProof } from "./tip.ts";
import { valueToJson } from "./value.ts";

/** What a command found, for a person and for a program. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly json: Record<string, unknown>;
}

export interface Follower {
  readonly folder: string;
  readonly network: Network;
  readonly signatures: Signatures;
  readonly asking: Asking;
}

/** A follower of a mirror that is there already, or is begun for the network that is described. Throws `network-invalid`. */
export async function follower(folder: string, description: unknown, now: () => number = Date.now): Promise<Follower> {
  const network = await mirroredNetwork(folder, description === null ? null : parseNetwork(description));
  const asking = { network, fetch: globalThis.fetch.bind(globalThis), now, timeout: PATIENCE };
  return { folder, network, signatures: new Signatures(network), asking };
}

/** Brings the mirror up to the certified tip. Throws alarms, and what asking and checking throw. */
export async function mirrorLog({ folder, signatures, asking }: Follower): Promise<Outcome> {
  const mirror = await openMirror(folder, signatures);
  const { tip, added } = await follow(mirror, signatures, asking);
  const at = instant(tip.time);
  return {
    lines: [`${tip.length} blocks, ${added} of them new, up to the tip that was certified at ${at}`, hashLine(mirror)],
    json: { blocks: tip.length, added, hash: tip.hash && toHex(tip.hash), certificateTime: at },
  };
}

/** What a mirror says, rebuilt, and what the registry certifies at the same tip, where it was asked. */
export interface Checked {
  readonly mirror: Mirror;
  readonly rebuilt: Rebuilt;
  readonly certified: Certified | null;
}

/**
 * Rebuilds the state from the mirror and holds every rule against every block; where the registry is asked, follows the log
 * first and holds the state against what it certifies. Throws `rule-broken`, `state-differs` and `kind-unknown` too.
 */
export async function checkState(from: Follower, isAsked: boolean): Promise<Checked> {
  const { folder, signatures, asking } = from;
  const mirror = await openMirror(folder, signatures);
  const certified = isAsked ? await certifiedState(mirror, signatures, asking) : null;
  const rebuilt = new Rebuilt();
  await openMirror(folder, signatures, rebuilt.apply);
  const [first, ...more] = rebuilt.breaches;
  if (first && mirror.tip) {
    const others = more.length > 0 ? `, and ${more.length} more` : "";
    const detail = `block ${first.block}: ${first.what}${others}`;
    throw new Alarm("rule-broken", detail, await wholeLog(from, { tip: saveProof(mirror.tip.proof) }));
  }
  if (certified) {
    const { tip, licences, audit, governance, status, figures } = certified;
    const differs = await stateDifference(rebuilt, certified, signatures, asking);
    const parts = { tip: tip.proof, licences, audit, governance, status, figures };
    const proofs = Object.fromEntries(Object.entries(parts).map(([part, proof]) => [part, saveProof(proof)]));
    if (differs !== null) throw new Alarm("state-differs", differs, await wholeLog(from, proofs));
  }
  return { mirror, rebuilt, certified };
}

/** Evidence that holds every block of a mirror, beside proofs. */
export async function wholeLog(
  { folder, network, signatures }: Follower,
  proofs: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const blocks: unknown[] = [];
  await openMirror(folder, signatures, (_, block) => blocks.push(valueToJson(block)));
  return { network: describe(network), ...proofs, blocks };
}

/** The state of a mirror in words. Throws what `checkState` throws. */
export async function rebuildState(from: Follower, isAsked: boolean): Promise<Outcome> {
  const { mirror, rebuilt, certified } = await checkState(from, isAsked);
  const { records, caps, issued, council, audit } = rebuilt;
  const statuses = Object.groupBy(records.values(), ({ status }) => status);
  const counts = Object.entries(statuses).map(([status, of]) => [status, of?.length ?? 0] as const);
  const byDay = issuedByDay(records.values());
  const unknown = rebuilt.unknown.map(({ what }) => what);
  return {
    lines: [
      `${mirror.tip?.length ?? 0} blocks, no rule broken`,
      hashLine(mirror),
      row("licences", `${records.size}${counts.map(([status, count]) => `, ${count} ${status}`).join("")}`),
      row("issued", placesText(issued)),
      row(
        "by day",
        Object.entries(byDay)
          .map(([day, count]) => `${day} ${count}`)
          .join(", ") || "none",
      ),
      row("caps", placesText(caps)),
      row("roles", [...council.roles].map(([principal, role]) => `${principal} ${role}`).join(", ") || "none"),
      row("policy", policyText(council)),
      ...council.broken.map(({ at, reason }) =>
        row("broken", `the governors were replaced at ${instant(at)}: ${reason}`),
      ),
      row("audit", auditText(audit)),
      ...audit.disowned.map((head) => row("disowned", disownedText(head))),
      row("files", `${rebuilt.digests.size} digests`),
      ...(unknown.length > 0 ? [row("unknown", [...new Set(unknown)].join(", "))] : []),
      certified
        ? `the same as certified at ${instant(certified.tip.time)}: every licence and figure, the status lists, who decides and what was approved, the heads of the audit, and the digests of files`
        : "not compared: no network was named",
    ],
    json: {
      blocks: mirror.tip?.length ?? 0,
      hash: mirror.tip?.hash ? toHex(mirror.tip.hash) : null,
      licences: records.size,
      ...Object.fromEntries(counts),
      issued,
      issuedByDay: byDay,
      caps,
      roles: Object.fromEntries(council.roles),
      policy: council.isFounded ? policyOf(council) : null,
      motions: council.motions.size,
      brokenGlass: council.broken.map(({ at, reason }) => ({ at: instant(at), reason })),
      auditHeads: audit.all.length,
      disownedHeads: audit.disowned.map(disownedHead),
      digests: rebuilt.digests.size,
      unknown,
      comparedAt: certified && instant(certified.tip.time),
    },
  };
}

/** How many of these licences were issued on each day in Pakistan, the first day first: each day's figure, from the log alone. */
function issuedByDay(records: Iterable<LicenceRecord>): Record<string, number> {
  const days = [...records].map(({ issued }) => dayOf(issued)).sort((one, other) => Number(one - other));
  const byDay = Map.groupBy(days, (day) => day);
  return Object.fromEntries([...byDay].map(([day, of]) => [dayText(day), of.length]));
}

function auditText({ all, last }: Heads): string {
  if (all.length === 0) return "no heads";
  return `${all.length} heads, ${last ? `the last at ${last.sequence}` : "of which none stands"}`;
}

/** A head that is disowned, as JSON has it. */
export function disownedHead({ sequence, block, disowned }: AuditHead) {
  return { sequence: sequence.toString(), block, disownedAt: disowned && instant(disowned.at) };
}

/** A head that is disowned: how far it said the audit had come, and when governors said otherwise. */
export function disownedText({ sequence, block, disowned }: AuditHead): string {
  const when = disowned ? ` at ${instant(disowned.at)}, in block ${disowned.block}` : "";
  return `governors disowned the head at event ${sequence} of block ${block}${when}`;
}

function placesText({ total, ...sectors }: Places): string {
  const parts = Object.entries(sectors).map(([sector, count]) => `${sector} ${count}`);
  return `${total} (${parts.join(", ")})`;
}

function policyOf({ policy: { approvals, governors, delay } }: Council) {
  return { approvals: Number(approvals), governors: Number(governors), delaySeconds: Number(delay / 1_000_000_000n) };
}

function policyText(council: Council): string {
  if (!council.isFounded) return "none: there are no governors, and nothing can be issued";
  const { approvals, governors, delaySeconds } = policyOf(council);
  return `${approvals} approvals a batch, ${governors} governors a motion, ${delaySeconds} s of delay`;
}

function hashLine({ tip }: Mirror): string {
  return row("tip", tip?.hash ? `${tip.length - 1}:${toHex(tip.hash)}` : "none");
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`;
}

/** Nanoseconds since 1970 as an ISO instant. */
export function instant(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}
