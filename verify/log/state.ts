/** What the registry certifies of its whole state, held against what its log says it must be. */
import { equalBytes, utf8Bytes } from "../bytes.ts";
import type { Verification } from "../candid.ts";
import { VerifyError } from "../errors.ts";
import { type HashTree, lookupLabel, lookupPath, reconstruct } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { decodeRecord, encodeRecord, type LicenceRecord } from "../record.ts";
import { Alarm } from "./alarm.ts";
import {
  type Asking,
  askAuditHeads,
  askFigures,
  askGovernance,
  askLicence,
  askLicences,
  askStatusLists,
} from "./asking.ts";
import { countDifference } from "./counts.ts";
import { follow } from "./follow.ts";
import type { Mirror } from "./mirror.ts";
import type { Rebuilt } from "./rebuild.ts";
import type { Signatures, Tip } from "./tip.ts";

/** Proofs of one and the same state: the tip of the log, all licences, the heads of the audit with the digests of files, who decides, the status lists, and all figures. */
export interface Certified {
  readonly tip: Tip;
  readonly licences: Verification;
  readonly audit: Verification;
  readonly governance: Verification;
  readonly status: Verification;
  readonly figures: Verification;
}

/** The trees of one state, as they were proven. */
interface Trees {
  readonly licences: HashTree;
  readonly audit: HashTree;
  readonly governance: HashTree;
  readonly status: HashTree;
}

/** How often the registry may go on while its parts are asked for. */
const ATTEMPTS = 8;
/** How many licences are asked for one by one when all together are not what they should be, and how many are named. */
const MOST_ASKED = 2000;
const MOST_NAMED = 10;

/** Follows the log and takes the proofs of the state at its tip. Throws what `follow` throws. */
export async function certifiedState(mirror: Mirror, signatures: Signatures, asking: Asking): Promise<Certified> {
  const now = () => BigInt(Math.trunc(asking.now())) * 1_000_000n;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { tip } = await follow(mirror, signatures, asking);
    const [licences, audit, governance, status, figures] = await Promise.all([
      askLicences(asking),
      askAuditHeads(asking),
      askGovernance(asking),
      askStatusLists(asking),
      askFigures(asking),
    ]);
    const roots = [licences, audit, governance, status, figures].map((proof) => signatures.tree(proof, now()).root);
    if (roots.every((root) => equalBytes(root, tip.root))) return { tip, licences, audit, governance, status, figures };
  }
  throw new VerifyError("host-timeout", "the registry went on each time before its state was known");
}

/** Says where a certified tree is not what was rebuilt; null where it is. */
export function difference(rebuilt: Rebuilt, { licences, audit, governance, status }: Trees): string | null {
  if (!equalBytes(rootBelow("licences", licences), rebuilt.licencesRoot()))
    return `the ${rebuilt.records.size} licences of the log are not those that are certified`;
  if (!equalBytes(rootBelow("status", status), rebuilt.statusRoot()))
    return "the status lists that are certified are not those of the log";
  if (!isDigest("audit_heads", rebuilt.audit.digest, audit))
    return "the heads of the audit in the log are not those that are certified";
  if (!isDigest("audit_disowned", rebuilt.audit.disownedDigest, audit))
    return "the disowned heads of the audit in the log are not those that are certified";
  if (!isDigestsRoot(rebuilt, audit)) return "the digests of files in the log are not those that are certified";
  const decides = lookupPath([utf8Bytes("governance")], governance);
  if (decides.status !== "found") throw new VerifyError("witness-incomplete", "the witness does not show who decides");
  if (!equalBytes(decides.value, rebuilt.governanceLeaf()))
    return "roles, policy, places and motions of the log are not those that are certified";
  return equalBytes(rootBelow("batches", governance), rebuilt.council.batchesRoot())
    ? null
    : "the approvals of the log are not those that are certified";
}

/** Whether a leaf holds this digest, or is not there where there is none. */
function isDigest(name: string, digest: Uint8Array | null, tree: HashTree): boolean {
  const leaf = lookupPath([utf8Bytes(name)], tree);
  if (leaf.status === "absent") return digest === null;
  if (leaf.status !== "found") throw new VerifyError("witness-incomplete", `the witness does not show ${name}`);
  return digest !== null && equalBytes(leaf.value, digest);
}

/** A registry from before there were digests certifies none, and that is proven. */
function isDigestsRoot({ digests }: Rebuilt, audit: HashTree): boolean {
  const isMissing = lookupLabel(utf8Bytes("digests"), audit).status === "absent";
  return isMissing ? digests.size === 0 : equalBytes(rootBelow("digests", audit), digests.root());
}

function rootBelow(name: string, tree: HashTree): Uint8Array {
  const subtree = lookupLabel(utf8Bytes(name), tree);
  if (subtree.status !== "found") throw new VerifyError("witness-incomplete", `the witness does not show the ${name}`);
  return reconstruct(subtree.tree);
}

/** The trees that prove a state. */
export function treesOf(
  { licences, audit, governance, status }: Omit<Certified, "tip" | "figures">,
  signatures: Signatures,
): Trees {
  const treeOf = (proof: Verification) => signatures.tree(proof).tree;
  return { licences: treeOf(licences), audit: treeOf(audit), governance: treeOf(governance), status: treeOf(status) };
}

/** Says where certified figures are not what the log adds up to at their certificate's time; null where they are. */
export function figuresDifference({ records }: Rebuilt, figures: Verification, signatures: Signatures): string | null {
  const { tree, time } = signatures.tree(figures);
  return countDifference(records.values(), tree, time);
}

/** In what the certified state is not what the log says, and in which licences; null where it is. Throws `kind-unknown`. */
export async function stateDifference(
  rebuilt: Rebuilt,
  certified: Certified,
  signatures: Signatures,
  asking: Asking,
): Promise<string | null> {
  const found =
    difference(rebuilt, treesOf(certified, signatures)) ?? figuresDifference(rebuilt, certified.figures, signatures);
  if (found === null) return null;
  const [unknown] = rebuilt.unknown;
  if (unknown)
    throw new Alarm("kind-unknown", `block ${unknown.block} is of a kind that is not known here: ${unknown.what}`);
  const named = await differing(rebuilt, certified.tip, signatures, asking);
  return named.length > 0 ? `${found}: ${named.join(", ")}` : found;
}

/** The numbers of the log's licences that are certified otherwise, or not at all, in the same state. */
async function differing(rebuilt: Rebuilt, tip: Tip, signatures: Signatures, asking: Asking): Promise<string[]> {
  const named: string[] = [];
  for (const record of [...rebuilt.records.values()].slice(0, MOST_ASKED)) {
    const { tree, root } = signatures.tree(await askLicence(asking, record.number));
    if (!equalBytes(root, tip.root)) break;
    const what = recordDifference(record, tree);
    if (what !== null) named.push(`${record.number} (${what})`);
    if (named.length === MOST_NAMED) break;
  }
  return named;
}

/** In which fields a certified record is not what the log says; null where it is the same. */
export function recordDifference(record: LicenceRecord, tree: HashTree): string | null {
  const leaf = lookupPath([utf8Bytes("licences"), licenceLabel(record.number)], tree);
  if (leaf.status !== "found") return leaf.status;
  const should = encodeRecord(record);
  if (equalBytes(leaf.value, should)) return null;
  const [certified, logged] = [decodeRecord(leaf.value), decodeRecord(should)];
  const keys = Object.keys(logged) as (keyof LicenceRecord)[];
  return keys.filter((key) => String(certified[key]) !== String(logged[key])).join(" and ");
}
