import { z } from "zod";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { holdersOf } from "../people/letters.ts";
import { recordEvent } from "../platform/audit.ts";
import { db, type Tx } from "../platform/db/client.ts";
import type { LogCheck } from "../platform/db/generated/client.ts";

/** What a look of the monitor says of the register's log (docs/verification.md, "Following the log"). */
export const LogReport = z.object({
  answer: z.enum(["holds", "alarm", "unchecked"]).transform((answer) => answers[answer]),
  code: z.string().max(100).nullable(),
  /** Where the evidence is; its folder is the monitor's. */
  evidence: z
    .string()
    .transform((file) => file.split(/[/\\]/).at(-1) ?? file)
    .nullable(),
  blocks: z.int().nonnegative().optional(),
});
export type LogReport = z.infer<typeof LogReport>;

/** The certified tip of a log, as a follower keeps it: bytes in base64, the hash in hexadecimal, `time` in nanoseconds. */
export const LogTip = z.object({
  format: z.literal("sanad-tip"),
  length: z.int().nonnegative(),
  hash: z.string().nullable(),
  time: z.string(),
  certificate: z.string(),
  witness: z.string(),
});
export type LogTip = z.infer<typeof LogTip>;

const answers = { holds: "HOLDS", alarm: "ALARM", unchecked: "UNCHECKED" } as const;

/** Milliseconds between two letters about the same, and for which nothing may be known. */
const day = 24 * 3_600_000;

/** When the log of a registry was last looked at; null before the first time. */
export async function lastLook(registry: string): Promise<Date | null> {
  const last = await db().logCheck.findUnique({ where: { registry }, select: { checkedAt: true } });
  return last?.checkedAt ?? null;
}

/** The last tip that the portal's own follower was shown, which proves itself, for everybody; null before there is one. */
export async function logTip(registry: string): Promise<{ tip: LogTip; checkedAt: Date } | null> {
  const found = await db().logCheck.findUnique({ where: { registry }, select: { tip: true, checkedAt: true } });
  const tip = LogTip.safeParse(found?.tip).data;
  return found && tip ? { tip, checkedAt: found.checkedAt } : null;
}

/**
 * Keeps what a look found, with the tip to which it came where there is one. Writes to the operators and auditors when the log does not hold, or could not be checked for a day,
 * and again every day until it holds. True when letters went out.
 */
export function noteLook(registry: string, report: LogReport, now: Date, tip: LogTip | null = null): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const last = await tx.logCheck.findUnique({ where: { registry } });
    const holds = report.answer === "HOLDS";
    const found = {
      checkedAt: now,
      answer: report.answer,
      code: report.code,
      evidence: report.evidence,
      ...(report.blocks !== undefined && { blocks: report.blocks }),
      ...(tip && { tip }),
      ...(holds && { heldAt: now, toldAt: null }),
    };
    const isTold = !holds && isDue(last, report, now);
    if (isTold) await cryOut(tx, registry, report, now);
    const whole = { ...found, ...(isTold && { toldAt: now }) };
    await tx.logCheck.upsert({ where: { registry }, create: { registry, ...whole }, update: whole });
    return isTold;
  });
}

function isDue(last: LogCheck | null, { answer }: LogReport, now: Date): boolean {
  if (last?.toldAt && last.toldAt.getTime() + day > now.getTime()) return false;
  return answer === "ALARM" || (last?.heldAt != null && last.heldAt.getTime() + day < now.getTime());
}

async function cryOut(tx: Tx, registry: string, { answer, code }: LogReport, now: Date): Promise<void> {
  await recordEvent(tx, {
    actor: { kind: "system", name: "worker" },
    action: "chain.logAlarm",
    outcome: "DONE",
    data: { registry, answer, code },
  });
  for (const { email, locale } of await holdersOf(tx, ["OPERATOR", "AUDITOR"], now)) {
    if (email === null) continue;
    await notify(tx, {
      to: email,
      locale,
      letter: "logAlarm",
      values: (locale) => ({
        kind: answer === "ALARM" ? "alarm" : "other",
        code: code ?? "",
        link: linkTo("/desk/chain", locale),
      }),
    });
  }
}
