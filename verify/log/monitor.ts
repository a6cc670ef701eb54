/** One look of a monitor: the log followed, every rule held, the state compared, a licence asked for, the audit's age. */
import path from "node:path";
import { toHex } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { Alarm } from "./alarm.ts";
import { askCanary } from "./canary.ts";
import { checkState, disownedHead, disownedText, type Follower, instant, wholeLog } from "./commands.ts";
import { compareWith } from "./compare.ts";
import { readText, replace } from "./mirror.ts";
import type { Rebuilt } from "./rebuild.ts";
import { isObject, saveProof, type Tip } from "./tip.ts";

export interface Watching {
  /** The number of the licence to ask for; one that the log says is in force, when none is named. */
  readonly canary?: string | undefined;
  /** The address of another follower's tip, to be compared at each look. */
  readonly other?: string | undefined;
}

/** What a monitor last found, as `monitor.json` has it. */
export type Report = Record<string, unknown> & { readonly answer: "holds" | "alarm" | "unchecked" };

const HOUR = 3_600_000_000_000n;
/** Nanoseconds after which the portal should have noted another head of its audit, which it does every day. */
const AUDIT_LATE = 48n * HOUR;
/** For how long a broken glass, and a disowned head of the audit, are cried about. */
const LOUD = 30n * 24n * HOUR;

/** Looks once, writes `monitor.json`, and gives it. Never throws for what it finds. */
export async function watch(
  from: Follower,
  options: Watching,
  keep: (alarm: Alarm) => Promise<string>,
): Promise<Report> {
  const file = path.join(from.folder, "monitor.json");
  const before = await lastReport(file);
  const checkedAt = new Date(from.asking.now()).toISOString();
  const cried = async (known: Record<string, unknown>, alarm: Alarm): Promise<Report> => {
    const isKnown = before.code === alarm.code && before.detail === alarm.message;
    const evidence = isKnown || !alarm.evidence ? before.evidence : await keep(alarm);
    const answer = alarm.isFinding ? "alarm" : "unchecked";
    const report: Report = { ...known, answer, code: alarm.code, detail: alarm.message };
    // What was asked is in the evidence: at the next look it is asked anew.
    if (alarm.code === "canary-differs") report.canary = null;
    return { ...report, evidence: alarm.evidence ? evidence : null };
  };
  const report = await look(from, options, before).then(
    ({ found, alarm }): Report | Promise<Report> =>
      alarm
        ? cried({ ...before, ...found }, alarm)
        : { answer: "holds", code: null, detail: null, evidence: null, ...found, heldAt: checkedAt },
    async (error: unknown): Promise<Report> => {
      if (error instanceof VerifyError)
        return { ...before, answer: "unchecked", code: error.code, detail: error.message, evidence: null };
      if (!(error instanceof Alarm)) throw error;
      return cried(before, error);
    },
  );
  const whole: Report = { format: "sanad-monitor", version: 1, ...report, checkedAt };
  await replace(file, `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

async function lastReport(file: string): Promise<Record<string, unknown>> {
  try {
    const report: unknown = JSON.parse((await readText(file)) ?? "{}");
    return isObject(report) ? report : {};
  } catch {
    // A report is told anew at every look: nothing rests on the last one.
    return {};
  }
}

/** What a look found, with the alarm that the log itself is, where it is one. Throws every other alarm. */
async function look(
  from: Follower,
  { canary, other }: Watching,
  before: Record<string, unknown>,
): Promise<{ found: Record<string, unknown>; alarm: Alarm | null }> {
  const { mirror, rebuilt, certified } = await checkState(from, true);
  const tip = certified?.tip ?? mirror.tip;
  if (!tip) throw new VerifyError("certificate-missing", "no tip was certified");
  const alarm = await alarmOf(from, rebuilt, tip);
  const asked = async () => ({
    canary: await askCanary(from, { mirror, rebuilt, certified }, canary, before.canary),
    with: other === undefined ? null : await compareWith(from, other),
  });
  const found = {
    blocks: tip.length,
    hash: tip.hash && toHex(tip.hash),
    certificateTime: instant(tip.time),
    licences: rebuilt.records.size,
    issued: rebuilt.issued,
    caps: rebuilt.caps,
    auditHeads: rebuilt.audit.all.length,
    disownedHeads: rebuilt.audit.disowned.map(disownedHead),
    governors: rebuilt.council.holders("governor").length,
    approvers: rebuilt.council.holders("approver").length,
    motions: rebuilt.council.motions.size,
    brokenGlass: rebuilt.council.broken.map(({ at, reason }) => ({ at: instant(at), reason })),
    ...(await asked().catch((error: unknown) => {
      // What was found outweighs what could not be asked.
      const isOpen = error instanceof VerifyError || (error instanceof Alarm && !error.isFinding);
      if (alarm && isOpen) return {};
      throw error;
    })),
  };
  return { found, alarm };
}

/** What the log says that has to be cried about for a while, under the code of the gravest; null where there is nothing. */
async function alarmOf(from: Follower, rebuilt: Rebuilt, tip: Tip): Promise<Alarm | null> {
  const found = [
    { code: "audit-late", what: auditLate(rebuilt, tip) },
    { code: "glass-broken", what: glassBroken(rebuilt, tip) },
    { code: "head-disowned", what: headDisowned(rebuilt, tip) },
  ] as const;
  const [first, ...more] = found.filter(({ what }) => what !== null);
  if (!first) return null;
  const detail = [first, ...more].map(({ what }) => what).join("; ");
  return new Alarm(first.code, detail, await wholeLog(from, { tip: saveProof(tip.proof) }));
}

/** When and why a controller last replaced the governors, within 30 days before the tip; null otherwise. */
export function glassBroken({ council }: Rebuilt, tip: Tip): string | null {
  const last = council.broken.at(-1);
  if (!last || tip.time - last.at > LOUD) return null;
  return `the governors were replaced at ${instant(last.at)}, in block ${last.block}: ${last.reason}`;
}

/** Which heads of the audit governors disowned within 30 days before the tip, and when; null where they disowned none. */
export function headDisowned({ audit }: Rebuilt, tip: Tip): string | null {
  const loud = audit.disowned.filter(({ disowned }) => disowned && tip.time - disowned.at <= LOUD);
  if (loud.length === 0) return null;
  return loud.map(disownedText).join("; ");
}

/** Since when no head of the audit was noted that stands, where that is too long; null otherwise. An empty log owes nothing. */
export function auditLate({ audit, begun }: Rebuilt, tip: Tip): string | null {
  const since = audit.last?.at ?? begun;
  if (since === null || tip.time - since <= AUDIT_LATE) return null;
  return `no head of the audit was noted since ${instant(since)}`;
}
