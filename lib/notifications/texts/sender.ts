import fs from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../platform/config.ts";
import { Undelivered } from "../undelivered.ts";
import { needsUnicode } from "./rules.ts";

/** A written text message. */
export type Text = { id: string; to: string; text: string };

/**
 * Whoever delivers text messages. `send` is done once the text was taken, and throws `Undelivered` when it was not; the same id
 * again is the same text again, of which the reader gets one.
 */
export type SmsSender = { send(text: Text): Promise<void> };

/** How long the gateway may take for its whole answer. */
const timeLimit = 10_000;

/** Answers by which a gateway refuses the number or the text itself; everything else may be otherwise the next time. */
const refusals = [400, 410, 422];

/**
 * A gateway that takes a text by HTTP, as docs/deploy.md describes it. It is asked once, within ten seconds, and followed nowhere
 * else; what it says beside the status is not read.
 */
export function smsGateway({ url, key, from }: NonNullable<Config["sms"]>, milliseconds = timeLimit): SmsSender {
  return {
    async send({ id, to, text }) {
      const status = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": id },
        body: JSON.stringify({ from, to, text, unicode: needsUnicode(text) }),
        redirect: "manual",
        signal: AbortSignal.timeout(milliseconds),
      }).then(
        async (response) => {
          await response.body?.cancel().catch(() => {});
          return response.status;
        },
        (error: unknown) => {
          const isLate = error instanceof Error && error.name === "TimeoutError";
          throw new Undelivered(isLate ? "TIMEOUT" : "UNREACHABLE");
        },
      );
      if (status < 200 || status > 299) throw new Undelivered(`HTTP ${status}`, refusals.includes(status));
    },
  };
}

/** The file in which a demonstration's text messages end, one JSON object a line. */
export const outboxFile = "sms-outbox.jsonl";

/** Writes texts into a file of `folder` that only the portal's own user reads, and sends none anywhere. */
export function smsOutbox(folder: string): SmsSender {
  return {
    async send({ id, to, text }) {
      await fs.mkdir(folder, { recursive: true });
      await fs.appendFile(path.join(folder, outboxFile), `${JSON.stringify({ id, to, text })}\n`, { mode: 0o600 });
    },
  };
}

/** Who delivers here: the file in a demonstration, otherwise the gateway if there is one. */
export function smsSender(settings: Pick<Config, "demonstration" | "sms" | "stateDir">): SmsSender | undefined {
  if (settings.demonstration) return smsOutbox(settings.stateDir);
  return settings.sms && smsGateway(settings.sms);
}
