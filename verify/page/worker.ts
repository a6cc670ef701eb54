/** The check, away from the page's own thread: a pairing takes a cheap phone a good part of a second. */
import { verifyLicence } from "../index.ts";
import type { CheckMessage, CheckRequest } from "./protocol.ts";

const say = (message: CheckMessage) => globalThis.postMessage(message);

globalThis.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  const { id, number, network } = data;
  const verdict = await verifyLicence({ number, network, onStep: (step) => say({ id, step }) });
  say({ id, verdict });
});
