/** The evidence of a batch (docs/verification.md, "The evidence of a batch"): whether one document holds together. */
import { sha256 } from "@noble/hashes/sha2";
import { concat, equalBytes, fromBase64, fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { type Encodable, encodeCbor } from "./cbor.ts";
import { CertificateChecker } from "./certificate.ts";
import { type Approval, type Entry, type Evidence, type PlanItem, parseEvidence } from "./evidenceForm.ts";
import { signatures } from "./evidenceSignatures.ts";
import { type HashTree, lookupLabel } from "./hashTree.ts";
import { parseNetwork } from "./network.ts";
import { createVerifier } from "./verifier.ts";

/** The parts of the check, in order. */
export const EVIDENCE_CHECKS = [
  "form",
  "plan",
  "approvals",
  "conflicts",
  "scores",
  "awards",
  "chunks",
  "receipts",
  "signatures",
  "licences",
] as const;
export type EvidenceCheck = (typeof EVIDENCE_CHECKS)[number];

/** `problems` of a part that does not hold; none where it does. */
export interface EvidenceVerdict {
  readonly holds: boolean;
  readonly code: string;
  readonly parts: readonly { readonly check: EvidenceCheck; readonly problems: readonly string[] }[];
}

/**
 * Checks a document against a network that the caller trusts; what the document says of the network itself counts for nothing.
 * Never throws.
 */
export function checkEvidence(question: { network: unknown; evidence: unknown }): EvidenceVerdict {
  let evidence: Evidence;
  try {
    evidence = parseEvidence(question.evidence);
  } catch (error) {
    return { holds: false, code: "", parts: [{ check: "form", problems: [messageOf(error)] }] };
  }
  const checks: [EvidenceCheck, (of: Evidence) => Iterable<string>][] = [
    ["form", () => []],
    ["plan", plan],
    ["approvals", approvals],
    ["conflicts", conflicts],
    ["scores", scores],
    ["awards", awards],
    ["chunks", chunks],
    ["receipts", (of) => receipts(of, question.network)],
    ["signatures", (of) => signatures(of, question.network)],
    ["licences", (of) => licences(of, question.network)],
  ];
  const parts = checks.map(([check, run]) => ({ check, problems: problemsOf(() => run(evidence)) }));
  return { holds: parts.every(({ problems }) => problems.length === 0), code: evidence.batch.code, parts };
}

function problemsOf(run: () => Iterable<string>): string[] {
  try {
    return [...run()];
  } catch (error) {
    return [messageOf(error)];
  }
}

/** What was approved is what is written: the hash over the plan. */
function* plan({ batch, plan: items }: Evidence): Iterable<string> {
  const ordered = [...items].sort((a, b) => (a.receipt < b.receipt ? -1 : a.receipt > b.receipt ? 1 : 0));
  const rows = ordered.map((item) => [
    ...[item.itemId, item.applicationId, item.receipt, item.institutionId, item.institutionName, item.sector],
    ...[item.phaseCode, item.asked, item.outcome, item.seats, item.reason, item.evidence, item.note],
  ]);
  const { code, programme, passedOver, manifestHash } = batch;
  const reason = passedOver && [passedOver.waiting, passedOver.reason];
  const text = JSON.stringify(["sanad-plan", 4, code, programme, rows, reason, manifestHash]);
  if (toHex(sha256(utf8Bytes(text))) !== batch.planHash)
    yield "the plan has another hash than the one that was approved";
}

/** As many as the quorum asks for, each somebody else than the proposer, of this very plan, all of it opened before. */
function* approvals({ batch, approvals: given, plan: items }: Evidence): Iterable<string> {
  const people = new Set(given.map(({ approver }) => approver));
  if (people.size !== given.length) yield "somebody approved twice";
  if (given.length < Math.max(1, batch.quorum)) yield `${given.length} approvals of ${Math.max(1, batch.quorum)}`;
  if (people.has(batch.proposedBy)) yield "the proposer approved";
  for (const approval of given) yield* approved(approval, batch.planHash, items);
}

function* approved({ approver, planHash, approvedAt, opened }: Approval, hash: string, items: readonly PlanItem[]) {
  if (planHash !== hash) yield `${approver} approved another plan`;
  const before = new Set(opened.filter(({ at }) => Date.parse(at) <= Date.parse(approvedAt)).map(({ item }) => item));
  const missed = items.filter(({ itemId }) => !before.has(itemId)).length;
  if (missed > 0) yield `${approver} approved without opening ${missed} of the decisions`;
}

/** Nobody decided on what they were asked to score. */
function* conflicts({ batch, approvals: given, reviews, plan: items }: Evidence): Iterable<string> {
  const decided = new Set(items.map(({ applicationId }) => applicationId));
  const deciders = new Set([batch.proposedBy, ...given.map(({ approver }) => approver)]);
  for (const { application, reviewer, state } of reviews)
    if (state !== "WITHDRAWN" && decided.has(application) && deciders.has(reviewer))
      yield `${reviewer} decided on ${application} and was asked to score it`;
}

/** Each total is what the rubric makes of the scores: hundredths of a percent, halves rounded up. */
function* scores({ reviews, rubrics }: Evidence): Iterable<string> {
  for (const { application, reviewer, state, rubric, scores: given, total } of reviews) {
    if (state !== "SUBMITTED") continue;
    const criteria = rubrics.find(({ version }) => version === rubric)?.criteria;
    if (!criteria) {
      yield `${application} was scored on rubric ${rubric}, which is not here`;
      continue;
    }
    const whole = criteria.reduce((product, { max }) => product * BigInt(max), 1n);
    const sum = criteria.reduce(
      (all, { code, weight, max }) => all + BigInt(given[code] ?? 0) * BigInt(weight) * 100n * (whole / BigInt(max)),
      0n,
    );
    const right = (2n * sum + whole) / (2n * whole);
    if (total === null || BigInt(total) !== right)
      yield `${reviewer}'s total of ${application} is ${total}, not ${right}`;
  }
}

/** As many licences were asked for as each award says, and for declines none. */
function* awards({ plan: items, writes }: Evidence): Iterable<string> {
  const asked = new Map<string, number>();
  for (const { payload } of writes)
    for (const { decision } of payload.entries) asked.set(decision, (asked.get(decision) ?? 0) + 1);
  for (const { itemId, receipt, seats } of items) {
    const count = asked.get(itemId) ?? 0;
    if (count !== seats) yield `${receipt}: ${seats} seats awarded, ${count} licences asked for`;
    asked.delete(itemId);
  }
  if (asked.size > 0) yield `licences were asked for without a decision of this batch: ${asked.size}`;
}

/** What was asked for is what was answered: the hash of each chunk, and of all of them. */
function* chunks({ batch, writes }: Evidence): Iterable<string> {
  const hashes = writes.map(({ payload }) => chunkHash(payload.entries));
  if (writes.length !== batch.chunks) yield `${writes.length} chunks of ${batch.chunks}`;
  for (const [index, { payload, answer }] of writes.entries()) {
    if (payload.chunk !== index || payload.batchId !== batch.code) yield `chunk ${index} is another's`;
    if (!answer) yield `chunk ${index} is not certified`;
    else if (toHex(hashes[index] ?? new Uint8Array()) !== answer.chunkHash) yield `chunk ${index} has another hash`;
  }
  const manifest = batch.chunks === 0 ? null : toHex(separated("sanad-manifest", ...hashes));
  if (manifest !== batch.manifestHash) yield "the manifest has another hash";
}

/** The subnet signed each chunk's receipt, in which the chunk's hash stands. */
function* receipts({ writes }: Evidence, description: unknown): Iterable<string> {
  const { rootKey, canisters } = parseNetwork(description);
  const checker = new CertificateChecker(rootKey);
  for (const [index, { certificate, answer }] of writes.entries()) {
    if (certificate === null || !answer) {
      yield `chunk ${index} has no certificate`;
      continue;
    }
    const tree = checker.signed(fromBase64(certificate), canisters.licenceRegistry);
    const statuses = lookupLabel(utf8Bytes("request_status"), tree);
    const hash = fromHex(answer.chunkHash);
    if (statuses.status !== "found" || !leaves(statuses.tree).some((leaf) => holds(leaf, hash)))
      yield `the certificate of chunk ${index} is of something else`;
  }
}

/** The registry proves a licence of each award as this decision's and this batch's. */
function* licences({ batch, plan: items, proofs, writes, madeAt }: Evidence, description: unknown): Iterable<string> {
  const now = Date.parse(madeAt);
  const verifier = createVerifier(description, { now: () => now });
  const proven = new Set<string>();
  const entries = new Map(writes.flatMap(({ payload }) => payload.entries.map((entry) => [entry.number, entry])));
  for (const { number, certificate, witness } of proofs) {
    const proof = { certificate: fromBase64(certificate), witness: fromBase64(witness) };
    const verdict = verifier.licenceProof(number, proof);
    const entry = entries.get(number);
    if (verdict.answer === "unchecked") yield `${number} cannot be checked: ${verdict.code}`;
    else if (verdict.answer === "absent") yield `${number} is not on the register`;
    else if (!entry || verdict.record.batch !== batch.code || verdict.record.decision !== entry.decision)
      yield `${number} is another batch's`;
    else if (verdict.record.institutionId !== entry.institutionId) yield `${number} is another institution's`;
    else proven.add(entry.decision);
  }
  for (const { itemId, receipt, seats } of items)
    if (seats > 0 && !proven.has(itemId)) yield `${receipt}: no licence of this award is proven`;
}

function chunkHash(entries: readonly Entry[]): Uint8Array {
  const maps = entries.map(
    (entry): Encodable => ({
      ...entry,
      validFrom: BigInt(entry.validFrom),
      validUntil: BigInt(entry.validUntil),
    }),
  );
  return separated("sanad-chunk", encodeCbor(maps));
}

/** SHA-256 over a length-prefixed name and what follows it (docs/verification.md, "A batch"). */
function separated(name: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(concat(Uint8Array.of(name.length), utf8Bytes(name), ...parts));
}

function leaves(tree: HashTree): Uint8Array[] {
  switch (tree.kind) {
    case "fork":
      return [...leaves(tree.left), ...leaves(tree.right)];
    case "labeled":
      return leaves(tree.tree);
    case "leaf":
      return [tree.value];
    default:
      return [];
  }
}

function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = 0; at + part.length <= bytes.length; at++)
    if (equalBytes(bytes.subarray(at, at + part.length), part)) return true;
  return false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown fault";
}
