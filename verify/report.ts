/** Verdicts as plain text and as JSON, for the command line and for other programs. */
import { toBase64, toHex } from "./bytes.ts";
import type { EvidenceVerdict } from "./evidence.ts";
import type { Governance, Motion, MotionAct, Places } from "./governance.ts";
import { formatNumber } from "./number.ts";
import type { PaperVerdict } from "./paper/check.ts";
import { principalText } from "./principal.ts";
import { SECTORS } from "./record.ts";
import type { SignerVerdict } from "./signer.ts";
import type {
  AccountsVerdict,
  AccountVerdict,
  Evidence,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  OwnerVerdict,
  Unchecked,
} from "./verdict.ts";

export type AnyVerdict = LicenceVerdict | AccountVerdict | OwnerVerdict;

/** Exit codes of the command line, by answer. */
export const EXIT = { good: 0, notInForce: 1, absent: 2, unchecked: 3, usage: 64 } as const;

/** The exit code that a verdict stands for; a question that is none is a fault of usage. */
export function exitCode(verdict: AnyVerdict): number {
  switch (verdict.answer) {
    case "valid":
    case "active":
    case "listed":
      return EXIT.good;
    case "absent":
      return EXIT.absent;
    case "unchecked":
      return verdict.failed === "number" && QUESTIONS.has(verdict.code) ? EXIT.usage : EXIT.unchecked;
    default:
      return EXIT.notInForce;
  }
}

const QUESTIONS: ReadonlySet<string> = new Set(["number-malformed", "number-check", "name-malformed"]);

const HEADLINES: Readonly<Record<AnyVerdict["answer"], string>> = {
  valid: "valid",
  suspended: "suspended",
  revoked: "revoked",
  expired: "expired",
  upcoming: "not in force yet",
  absent: "no entry",
  unchecked: "cannot be checked now",
  active: "active",
  listed: "has a messenger account",
};

/** How many licences there are, a line for each programme, phase and sector that has any. Times are shown in UTC. */
export function figuresReport(verdict: FiguresVerdict, demonstration: boolean, isSaved = false): string {
  if (verdict.answer === "unchecked") return ["The figures: cannot be checked now", ...troubleRows(verdict)].join("\n");
  const { figures, block, evidence } = verdict;
  const counts = ["issued", "inForce", "suspended", "expired", "revoked"] as const;
  const line = (of: (count: (typeof counts)[number]) => string) =>
    `  ${counts.map((count) => of(count).padStart(10)).join("")}`;
  const together = (count: (typeof counts)[number]) => figures.reduce((sum, of) => sum + of[count], 0n);
  return [
    `The figures: ${together("issued")} issued, ${together("inForce")} in force${isSaved ? asOfWords(evidence) : ""}`,
    ...(demonstration ? ["  A demonstration: these are no real licences."] : []),
    line((count) => (count === "inForce" ? "in force" : count)),
    ...figures.map(
      (of) => `${line((count) => String(of[count]))}  ${plain(`${of.programme}, ${of.phase}, ${of.sector}`)}`,
    ),
    ...(block === null ? [] : [row("Last block", String(block))]),
    ...evidenceRows(evidence),
  ].join("\n");
}

/** How many messenger accounts there are. Times are shown in UTC. */
export function accountsReport(verdict: AccountsVerdict, demonstration: boolean, isSaved = false): string {
  if (verdict.answer === "unchecked")
    return ["Messenger accounts: cannot be checked now", ...troubleRows(verdict)].join("\n");
  const { opened, active, suspended } = verdict.accounts;
  return [
    `Messenger accounts: ${active} active, ${suspended} suspended, ${opened} ever opened${isSaved ? asOfWords(verdict.evidence) : ""}`,
    ...(demonstration ? ["  A demonstration: these are no real accounts."] : []),
    ...evidenceRows(verdict.evidence),
  ].join("\n");
}

/** Who decides, and the places, a line for each sector. Times are shown in UTC. */
export function governanceReport(verdict: GovernanceVerdict, demonstration: boolean, isSaved = false): string {
  if (verdict.answer === "unchecked") return ["Who decides: cannot be checked now", ...troubleRows(verdict)].join("\n");
  const { governance, block, evidence } = verdict;
  const { caps, taken, free, policy, roles, motions, brokenGlass } = governance;
  const line = (cells: readonly unknown[], name = "") =>
    `  ${cells.map((of) => String(of).padStart(10)).join("")}  ${name}`;
  const of = (part: keyof Places, name: string) => line([caps[part], taken[part], free[part]], name);
  return [
    `The places: ${caps.total}, ${taken.total} taken, ${free.total} free${isSaved ? asOfWords(evidence) : ""}`,
    ...(demonstration ? ["  A demonstration: these are no real licences."] : []),
    ...brokenGlass.map(({ at }) =>
      row("Broken glass", `${time(at)}: controllers replaced the governors past every motion`),
    ),
    line(["places", "taken", "free"]).trimEnd(),
    of("total", "together"),
    ...SECTORS.map((sector) => of(sector, sector)),
    row("Policy", policyWords(policy)),
    ...(roles.length === 0 ? [row("Roles", "none: nobody governs it yet")] : []),
    ...roles.map(({ principal, role }) =>
      row(
        role.replace(/^./, (first) => first.toUpperCase()),
        principal,
      ),
    ),
    ...(motions.length === 0 ? [row("Motions", "none is open")] : []),
    ...motions.map((motion) => row(`Motion ${motion.id}`, motionWords(motion, policy))),
    ...(block === null ? [] : [row("Last block", String(block))]),
    ...evidenceRows(evidence),
  ].join("\n");
}

function policyWords({ approvals, governors, delay }: Governance["policy"]): string {
  return `${approvals} approvals a batch, ${governors} governors a motion, a delay of ${delay / 1_000_000_000n} s`;
}

function motionWords(
  { act, decision, moved, agreed, effectiveFrom }: Motion,
  { governors }: Governance["policy"],
): string {
  const stands =
    effectiveFrom === null ? `${agreed.length} of ${governors} agree` : `agreed, from ${time(effectiveFrom)}`;
  return `${actWords(act)}; ${decision}, moved ${time(moved)}; ${stands}`;
}

function actWords(act: MotionAct): string {
  switch (act.kind) {
    case "grant":
      return `make ${act.principal} ${act.role}`;
    case "withdraw":
      return `withdraw the role of ${act.role} from ${act.principal}`;
    case "caps":
      return `places: ${["total" as const, ...SECTORS].map((part) => `${part} ${act.caps[part]}`).join(", ")}`;
    case "policy":
      return `policy: ${policyWords(act.policy)}`;
    case "returnPlaces":
      return `return ${act.places} places of ${act.sector}`;
    case "archive":
      return `archive in ${act.canister}, keeping ${act.keep} blocks`;
  }
}

/** Whether a file is the one that was noted under its name, which stays so; that none was noted may have changed since a saved proof. Times are shown in UTC. */
export function fileReport(name: string, verdict: FileVerdict, demonstration: boolean, isSaved = false): string {
  const headlines = {
    noted: "the file whose digest was noted",
    changed: "another file than the one whose digest was noted",
    absent: "no digest was noted under this name",
    unchecked: "cannot be checked now",
  } as const;
  const headline = plain(`${name}: ${headlines[verdict.answer]}`);
  if (verdict.answer === "unchecked") return [headline, ...troubleRows(verdict)].join("\n");
  const said = isSaved && verdict.answer === "absent" ? headline + asOfWords(verdict.evidence) : headline;
  const lines = [said, ...(demonstration ? ["  A demonstration: it speaks of no real licences."] : [])];
  if (verdict.answer !== "absent") {
    const { hash, size, at, block } = verdict.digest;
    lines.push(row("Noted", `${time(at)}, in block ${block}`), row("SHA-256", `${toHex(hash)}, ${size} bytes`));
  }
  return [...lines, ...evidenceRows(verdict.evidence)].join("\n");
}

/** The exit code that a verdict on a file stands for. */
export function fileExit({ answer }: FileVerdict): number {
  const codes = { noted: EXIT.good, changed: EXIT.notInForce, absent: EXIT.absent, unchecked: EXIT.unchecked } as const;
  return codes[answer];
}

/** What each part of a batch's evidence comes to, a line each and one for every problem. */
export function evidenceReport({ code, holds, parts }: EvidenceVerdict): string {
  const lines = parts.flatMap(({ check, problems }) => [
    row(check, problems.length === 0 ? "holds" : "does not hold"),
    ...problems.map((problem) => `      ${problem}`),
  ]);
  return [`Evidence of batch ${code}: ${holds ? "holds" : "does not hold"}`, ...lines].join("\n");
}

/** A few lines for a person. Times are shown in UTC. */
export function textReport(subject: string, verdict: AnyVerdict, demonstration: boolean): string {
  const headline = `${subject}: ${HEADLINES[verdict.answer]}`;
  if (verdict.answer === "unchecked") return [headline, ...troubleRows(verdict)].join("\n");
  const lines = [headline];
  if (demonstration) lines.push("  A demonstration: these are no real licences.");
  if ("since" in verdict) lines.push(row("Since", time(verdict.since)));
  if ("reason" in verdict && verdict.reason !== null) lines.push(row("Reason", verdict.reason));
  if ("record" in verdict) {
    const { record } = verdict;
    lines.push(row("Institution", record.institutionName), row("Sector", record.sector));
    lines.push(row("Programme", `${record.programme}, ${record.phase}`));
    lines.push(
      row("Issued", time(record.issued)),
      row("Valid", `${time(record.validFrom)} to ${time(record.validUntil)}`),
    );
  }
  if ("account" in verdict) {
    lines.push(row("Owner", principalText(verdict.account.owner)), row("Institution", verdict.account.institutionName));
  }
  if ("handle" in verdict) lines.push(row("Handle", verdict.handle));
  return [...lines, ...evidenceRows(verdict.evidence)].join("\n");
}

/** The same of a proof that was made earlier, which says nothing of what came after it; `name` stands for a paper's number while it is not known. */
export function asOfReport(
  name: string,
  verdict: LicenceVerdict | PaperVerdict,
  demonstration: boolean,
  made: "paper" | "proof",
): string {
  if (verdict.answer === "unchecked") return textReport(name, verdict, demonstration);
  const [headline, ...lines] = textReport(asOfSubject(name, verdict), verdict, demonstration).split("\n");
  const { certificateTime } = verdict.evidence;
  const isOverSince = verdict.answer === "expired" && verdict.since > certificateTime;
  const by = isOverSince ? ` by this clock; the ${made} is` : "";
  return [`${headline}${by}${asOfWords(verdict.evidence)}`, ...lines].join("\n");
}

/** The verdict on a proof that was made earlier as JSON, with the instant that it is of. */
export function jsonAsOfReport(name: string, verdict: LicenceVerdict | PaperVerdict, demonstration: boolean): string {
  if (verdict.answer === "unchecked") return jsonOf({ subject: name, demonstration, ...verdict });
  const asOf = verdict.evidence.certificateTime;
  return jsonOf({ subject: asOfSubject(name, verdict), demonstration, asOf, ...verdict });
}

function asOfSubject(name: string, verdict: LicenceVerdict): string {
  return "record" in verdict ? formatNumber(verdict.record.number) : name;
}

function asOfWords({ certificateTime }: Evidence): string {
  return ` as of ${time(certificateTime)}; status since then unknown`;
}

/** Who signs for a canister, and which program it runs. What it does not prove: docs/verification.md, "Who signs". */
export function signerReport(canister: "licenceRegistry" | "messenger", verdict: SignerVerdict): string {
  const name = canister === "messenger" ? "The messenger" : "The licence registry";
  if (verdict.answer === "unchecked") return [`${name}: cannot be checked now`, ...troubleRows(verdict)].join("\n");
  const { signer } = verdict;
  const lines = [
    `${name}: ${signer.canisterId}`,
    row("Signed by", `subnet ${signer.subnetId}`),
    row("Its key", `SHA-256 ${signer.keyFingerprint}`),
    row("Its type", signer.type ?? "not told"),
    ...signer.nodes.map(({ id, keyFingerprint }) => row("Computer", `${id}, key SHA-256 ${keyFingerprint}`)),
    ...(signer.canisterRanges ?? []).map(([first, last]) => row("Canisters", `${first} to ${last}`)),
    row("Program", signer.moduleHash === null ? "none" : `SHA-256 ${signer.moduleHash}`),
    ...signer.controllers.map((controller) => row("Controller", controller)),
  ];
  return [...lines, ...ageRows(signer)].join("\n");
}

function troubleRows({ failed, code, detail }: Unchecked): string[] {
  return [row("Failed at", failed), row("Code", code), row("Detail", detail)];
}

function ageRows(of: Pick<Evidence, "certificateTime" | "delegationTime" | "checkedAt">): string[] {
  const age = (from: bigint) => `${time(from)} (${duration(of.checkedAt - from)})`;
  return [
    row("Certificate", age(of.certificateTime)),
    row("Delegation", of.delegationTime === null ? "none: signed by the root key" : age(of.delegationTime)),
  ];
}

function evidenceRows(evidence: Evidence): string[] {
  return [
    row("Signed by", `subnet ${evidence.subnetId}`),
    row("Canister", evidence.canisterId),
    ...ageRows(evidence),
    row("Root key", `SHA-256 ${evidence.rootKeyFingerprint}`),
    row("Checked", evidence.checks.join(", ")),
  ];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(12)} ${plain(value)}`;
}

/** Names come from a certified record, but a terminal obeys control characters whoever wrote them. */
function plain(value: string): string {
  return value.replace(/\p{Cc}/gu, "\u{fffd}");
}

/** Nanoseconds since 1970 as an ISO instant. */
function time(nanoseconds: bigint): string {
  const milliseconds = Number(nanoseconds / 1_000_000n);
  return milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString() : `${nanoseconds} ns`;
}

function duration(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds / 1_000_000_000n);
  if (seconds < 0) return `${-seconds} s ahead of this clock`;
  return seconds < 7200 ? `${seconds} s old` : `${Math.floor(seconds / 3600)} h old`;
}

/** The verdict as JSON: instants in ISO 8601, proof in base64, commitment in hexadecimal. */
export function jsonReport(subject: string, verdict: AnyVerdict, demonstration: boolean): string {
  return jsonOf({ subject, demonstration, ...verdict });
}

/** What this package answers, as JSON: instants in ISO 8601, bytes in base64, owners and commitments as they are written. */
export function jsonOf(answer: object): string {
  return JSON.stringify(answer, portable, 2);
}

/** The figures as JSON; counts are numbers. */
export function figuresJson(verdict: FiguresVerdict, demonstration: boolean): string {
  if (verdict.answer === "unchecked") return jsonOf({ demonstration, ...verdict });
  const figures = verdict.figures.map((of) => ({ ...of, issued: Number(of.issued) }));
  return jsonOf({ demonstration, ...verdict, figures });
}

const INSTANTS: ReadonlySet<string> = new Set([
  "moved",
  "effectiveFrom",
  "at",
  "since",
  "issued",
  "opened",
  "validFrom",
  "validUntil",
  "statusSince",
  "certificateTime",
  "delegationTime",
  "checkedAt",
  "asOf",
]);

function portable(key: string, value: unknown): unknown {
  if (typeof value === "bigint") return INSTANTS.has(key) ? time(value) : Number(value);
  if (!(value instanceof Uint8Array)) return value;
  if (key === "owner") return principalText(value);
  return key === "holder" || key === "hash" ? toHex(value) : toBase64(value);
}

/** How a licence number is named in a report: with hyphens if it is one, otherwise as it was given. */
export function subjectOf(number: string): string {
  return /^SND[0-9A-Z]{11}$/.test(number) ? formatNumber(number) : number;
}
