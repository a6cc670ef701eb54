/** The check, away from the page's own thread: a pairing takes a cheap phone a good part of a second. */
import { checkPaper, VerifyError, verifyFigures, verifyFile, verifyLicence, verifySigner } from "../index.ts";
import type { Step } from "../verdict.ts";
import type { Answer, CheckMessage, CheckRequest } from "./protocol.ts";

const say = (message: CheckMessage) => globalThis.postMessage(message);

globalThis.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  const { id, network } = data;
  if ("paper" in data) return say({ id, verdict: checkPaper({ network, text: data.paper }) });
  const given = { network, fetch: async () => response(data.answer) };
  const onStep = (step: Step) => say({ id, step });
  const verdict =
    "number" in data
      ? await verifyLicence({ ...given, number: data.number, onStep })
      : "figures" in data
        ? await verifyFigures({ ...given, onStep })
        : "file" in data
          ? await verifyFile({ ...given, name: data.file, bytes: data.bytes, onStep })
          : await verifySigner({ ...given, subnetId: data.subnetId });
  say({ id, verdict });
});

/** The page has asked while this script was on its way. Its word counts for as much as the network's: none of it is believed. */
function response(answer: Answer): Response {
  if ("reply" in answer) return new Response(new Uint8Array(answer.reply));
  throw new VerifyError(answer.code, answer.detail);
}
