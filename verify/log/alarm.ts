/** What a follower of the log cries out about. */

/** The names are stable: docs/verification.md, "Following the log". */
export type AlarmCode =
  /** The mirror's own files are not what was written to them. */
  | "mirror-damaged"
  /** Blocks were handed over that the certified tip is not the end of: whoever answers lies, or answers badly. */
  | "log-forged"
  /** The registry signed fewer blocks than it had signed before. */
  | "log-shortened"
  /** The registry signed another history than it had signed before. */
  | "log-rewritten"
  /** A block does what the rules forbid. */
  | "rule-broken"
  /** The certified licences, figures, heads of the audit, digests of files, roles, motions or approvals are not what the log says. */
  | "state-differs"
  /** A licence that everybody may ask for gets no answer with a proof, though the registry answers otherwise. */
  | "canary-unanswered"
  /** A licence that everybody may ask for was certified as the log never says it was. */
  | "canary-differs"
  /** No head of the portal's audit was noted for too long. */
  | "audit-late"
  /** Governors disowned a noted head of the portal's audit in the last 30 days. */
  | "head-disowned"
  /** A controller replaced the governors in the last 30 days. */
  | "glass-broken"
  /** The log has blocks of a kind that this version does not know: nothing is said of the state behind them. */
  | "kind-unknown"
  /** Another's tip has more blocks than are here: the log has to be followed before the two can be compared. */
  | "tip-ahead"
  /** The other with whom to compare gave no tip that proves itself. */
  | "other-unanswered";

/** Alarms by which the registry is not caught at anything: the question stays open. */
const OPEN: ReadonlySet<AlarmCode> = new Set([
  "log-forged",
  "kind-unknown",
  "canary-unanswered",
  "tip-ahead",
  "other-unanswered",
]);

/** A named fault, with what proves it to others where something does. */
export class Alarm extends Error {
  readonly code: AlarmCode;
  /** For JSON. */
  readonly evidence: Record<string, unknown> | null;

  constructor(code: AlarmCode, detail: string, evidence: Record<string, unknown> | null = null) {
    super(detail);
    this.name = "Alarm";
    this.code = code;
    this.evidence = evidence;
  }

  /** Whether something was found, rather than nothing learnt. */
  get isFinding(): boolean {
    return !OPEN.has(this.code);
  }
}
