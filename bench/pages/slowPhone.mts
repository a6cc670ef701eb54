import type { CDPSession } from "@playwright/test";

/** A cheap phone on a slow line: its processor so many times slower than this machine's, ms to an answer, kilobits a second. */
export const slowPhone = { cpu: 4, latency: 400, kilobits: 400 } as const;

/** The screen of that phone. */
export const screen = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Milliseconds that so many bytes take on the slow line when nothing else is on it. */
export function onLine(bytes: number): number {
  return (bytes * 8) / slowPhone.kilobits;
}

/** Makes a page's processor and line those of the slow phone. A worker's own requests are not slowed. */
export async function slowDown(session: CDPSession): Promise<void> {
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowPhone.cpu });
  const throughput = (slowPhone.kilobits * 1000) / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: slowPhone.latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}
