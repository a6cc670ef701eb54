import { sealAudit } from "../lib/audit/steps.ts";
import { expireLicences } from "../lib/licences/steps.ts";
import { db } from "../lib/platform/db/client.ts";
import { every } from "./every.ts";

/** Starts what happens by the clock: the sign of life, sealing the audit, the end of licences whose time is over. */
export function startSchedules(): { stop(): Promise<void> } {
  const running = [
    every(2_000, "heartbeat", beat),
    every(5_000, "sealAudit", sealAudit),
    every(60_000, "expireLicences", expireLicences),
  ];
  return {
    async stop() {
      await Promise.all(running.map((task) => task.stop()));
    },
  };
}

/** The sign of life that /api/health reads. */
async function beat(): Promise<void> {
  const beatAt = new Date();
  await db().heartbeat.upsert({ where: { name: "worker" }, create: { name: "worker", beatAt }, update: { beatAt } });
}
