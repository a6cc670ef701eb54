/** One licence, asked for once a day the way everybody does, and what is proven of it held against the log. */
import { equalBytes, utf8Bytes } from "../bytes.ts";
import type { Verification } from "../candid.ts";
import { CERTIFICATE_MAX_AGE } from "../certificate.ts";
import { VerifyError } from "../errors.ts";
import { lookupPath } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { encodeRecord, type LicenceRecord } from "../record.ts";
import { createVerifier } from "../verifier.ts";
import { Alarm } from "./alarm.ts";
import { type Checked, type Follower, instant, wholeLog } from "./commands.ts";
import { follow } from "./follow.ts";
import { describe, openMirror } from "./mirror.ts";
import { Rebuilt } from "./rebuild.ts";
import { isObject, type Signatures, savedProof, saveProof } from "./tip.ts";
import { fieldsOf, type Value } from "./value.ts";

const CANARY_EVERY = 24n * 3_600_000_000_000n;

/**
 * Asks for the licence of this number, or for the first that the log says is in force, and gives what `monitor.json` keeps of it.
 * An answer that is newer than the log here waits for the next look as `waiting`. Throws `canary-unanswered`, `canary-differs`,
 * `kind-unknown`, and what following the log throws.
 */
export async function askCanary(
  from: Follower,
  { rebuilt, certified }: Checked,
  canary: string | undefined,
  before: unknown,
): Promise<unknown> {
  const { network, asking } = from;
  const last = isObject(before) ? before : {};
  if (typeof last.number === "string" && last.waiting !== undefined)
    return hold(from, last.number, savedProof(last.waiting), last);
  const now = BigInt(Math.trunc(asking.now())) * 1_000_000n;
  const inForce = ({ status, validFrom, validUntil }: LicenceRecord) =>
    status === "active" && validFrom <= now && now < validUntil;
  const record = canary ? rebuilt.records.get(canary) : rebuilt.records.values().find(inForce);
  if (!record || !certified) {
    if (canary) throw new Alarm("canary-unanswered", `${canary} is not in the log`);
    return null;
  }
  const { number } = record;
  if (last.number === number && now - BigInt(Date.parse(String(last.at))) * 1_000_000n < CANARY_EVERY) return before;
  const verdict = await createVerifier(describe(network), asking).licence(number);
  if (verdict.answer === "unchecked")
    throw new Alarm("canary-unanswered", `${number} cannot be checked: ${verdict.code}: ${verdict.detail}`);
  const { proof } = verdict.evidence;
  const asked = { number, answer: verdict.answer, at: new Date(asking.now()).toISOString() };
  if (equalBytes(leafOf(proof, number, from.signatures) ?? NOTHING, encodeRecord(record))) return asked;
  return hold(from, number, proof, asked);
}

const NOTHING = new Uint8Array();

/** Holds an answer against the log, which is followed until it is as new as the answer. */
async function hold(
  from: Follower,
  number: string,
  proof: Verification,
  { waiting: _, ...asked }: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { folder, signatures, asking } = from;
  const { tip } = await follow(await openMirror(folder, signatures), signatures, asking);
  const { time } = signatures.tree(proof);
  // Another node may be a little behind the one that answered: the log that explains the answer may still come.
  if (tip.time < time) return { ...asked, waiting: saveProof(proof) };
  const blocks: Value[] = [];
  const rebuilt = new Rebuilt();
  await openMirror(folder, signatures, (id, block) => {
    blocks.push(block);
    rebuilt.apply(id, block);
  });
  if (!canaryDiffers(number, proof, blocks, signatures)) return asked;
  const [unknown] = rebuilt.unknown;
  if (unknown) throw new Alarm("kind-unknown", `block ${unknown.block} may say of ${number} what is not known here`);
  const detail = `${number} was certified at ${instant(time)} as the log says it never was`;
  const proofs = { tip: saveProof(tip.proof), number, canary: saveProof(proof) };
  throw new Alarm("canary-differs", detail, await wholeLog(from, proofs));
}

/**
 * Whether a proof about a licence shows what the log, which reaches to the proof's time at least, did not say of it at any moment
 * of the five minutes before. That long an answer may be old, and a block may be on its way into the state.
 */
export function canaryDiffers(
  number: string,
  proof: Verification,
  blocks: readonly Value[],
  signatures: Signatures,
): boolean {
  const { time } = signatures.tree(proof);
  const leaf = leafOf(proof, number, signatures);
  const rebuilt = new Rebuilt();
  const isSame = () => {
    const record = rebuilt.records.get(number);
    return leaf === null || !record ? leaf === null && !record : equalBytes(leaf, encodeRecord(record));
  };
  for (const [id, block] of blocks.entries()) {
    const ts = fieldsOf(block).get("ts");
    const at = ts !== undefined && "Nat" in ts ? ts.Nat : 0n;
    if (at > time - CERTIFICATE_MAX_AGE && isSame()) return false;
    if (at > time) return true;
    rebuilt.apply(id, block);
  }
  return !isSame();
}

/** What a proof shows of a licence; null where it shows that there is none. Throws what a proof's check throws. */
function leafOf(proof: Verification, number: string, signatures: Signatures): Uint8Array | null {
  const found = lookupPath([utf8Bytes("licences"), licenceLabel(number)], signatures.tree(proof).tree);
  if (found.status === "found") return found.value;
  if (found.status === "absent") return null;
  throw new VerifyError("witness-incomplete", `the witness does not show ${number}`);
}
