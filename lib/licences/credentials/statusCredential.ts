import { chain } from "../../platform/chain/network.ts";
import { type StatusLists, type StatusPurpose, statusLists } from "../../platform/chain/statusLists.ts";
import type { Issuer } from "../../platform/credentials/issuer.ts";
import type { Credential } from "../../platform/credentials/secure.ts";
import { statusListCredential } from "./credential.ts";
import { credentialIssuer } from "./holderCredential.ts";

/** Milliseconds for which this process asks the registry once, however many ask here. */
const kept = 10_000;
let last: { at: number; lists: Promise<StatusLists> } | undefined;

/** The credential of a status list, as the registry certified it within the last seconds. Throws `ChainError`. */
export async function currentStatusList(purpose: StatusPurpose, issuer: Issuer, now = Date.now()): Promise<Credential> {
  if (!last || now - last.at >= kept || now < last.at) {
    const asked = { at: now, lists: statusLists(chain()) };
    last = asked;
    // What failed is asked for anew at once.
    asked.lists.catch(() => {
      if (last === asked) last = undefined;
    });
  }
  return statusListCredential(purpose, await last.lists, credentialIssuer(issuer));
}
