import type { CDPSession } from "@playwright/test";

/** A cheap phone on a slow line: its processor so many times slower than this machine's, ms to an answer, kilobits a second. */
export const slowPhone = { cpu: 4, latency: 400, kilobits: 400 } as const;

/** The screen of that phone. */
export const screen = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Milliseconds that so many bytes take on the slow line when nothing else is on it. */
export function onLine(bytes: number): number {
  return (bytes * 8) / slowPhone.kilobits;
}

/** What of the slow phone a page gets: all of it, or its line alone. */
export type Slow = "phone" | "line";

/** Makes a page's processor and line those of the slow phone, or its line alone. A worker's own requests are not slowed. */
export async function slowDown(session: CDPSession, slow: Slow): Promise<void> {
  if (slow === "phone") await session.send("Emulation.setCPUThrottlingRate", { rate: slowPhone.cpu });
  const throughput = (slowPhone.kilobits * 1000) / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: slowPhone.latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}
