/** The check, away from the page's own thread: a pairing takes a cheap phone a good part of a second. */
import {
  checkPaper,
  checkSavedProof,
  VerifyError,
  verifyAccounts,
  verifyFigures,
  verifyFile,
  verifyGovernance,
  verifyLicence,
  verifySigner,
} from "../index.ts";
import type { Step } from "../verdict.ts";
import type { Answer, CheckMessage, CheckRequest, Verdict } from "./protocol.ts";

const say = (message: CheckMessage) => globalThis.postMessage(message);

globalThis.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  const { id, network } = data;
  if ("paper" in data) return say({ id, verdict: checkPaper({ network, text: data.paper }) });
  if ("saved" in data) return say({ id, verdict: checkSavedProof({ network, number: data.saved, proof: data.proof }) });
  const asked = data;
  const given = { network, fetch: async () => response(asked.answer) };
  const onStep = (step: Step) => say({ id, step });
  say({ id, verdict: await verdictOn() });

  function verdictOn(): Promise<Verdict> {
    if ("number" in asked) return verifyLicence({ ...given, number: asked.number, onStep });
    if ("figures" in asked) return verifyFigures({ ...given, onStep });
    if ("governance" in asked) return verifyGovernance(given);
    if ("accounts" in asked) return verifyAccounts(given);
    if ("file" in asked) return verifyFile({ ...given, name: asked.file, bytes: asked.bytes, onStep });
    return verifySigner({ ...given, subnetId: asked.subnetId });
  }
});

/** The page has asked while this script was on its way. Its word counts for as much as the network's: none of it is believed. */
function response(answer: Answer): Response {
  if ("reply" in answer) return new Response(new Uint8Array(answer.reply));
  throw new VerifyError(answer.code, answer.detail);
}
