import type { Config } from "../../lib/platform/config.ts";
import { createVerifier, type Verifier } from "../../verify/index.ts";
import { principalText } from "../../verify/principal.ts";
import type { Holder } from "./seats.mts";

/** A verifier that knows of the network what a stranger knows: what the portal publishes. */
export function strangersVerifier({ network, operator, demonstration }: Config): Verifier {
  const { host, rootKey, subnetId, canisters, name } = network;
  return createVerifier({ host, rootKey, subnetId, canisters, demonstration, operator, network: name });
}

/** Proves one licence: valid, under its own number, bound to somebody. Throws what is wrong. */
export async function proveLicence(verifier: Verifier, { number }: Holder): Promise<void> {
  const verdict = await verifier.licence(number);
  if (verdict.answer !== "valid") throw new Error(`${number} is ${verdict.answer}: ${JSON.stringify(verdict, plain)}`);
  if (verdict.record.holder === null) throw new Error(`${number} is bound to nobody`);
}

/** Proves one account: active under its handle, and listed under its owner. Throws what is wrong. */
export async function proveAccount(verifier: Verifier, handle: string, principal: string | null): Promise<void> {
  const verdict = await verifier.handle(handle);
  if (verdict.answer !== "active") throw new Error(`${handle} is ${verdict.answer}: ${JSON.stringify(verdict, plain)}`);
  const owner = principalText(verdict.account.owner);
  if (owner !== principal) throw new Error(`${handle} belongs to ${owner}, not to ${principal}`);
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
