import { nanoseconds } from "../../lib/platform/chain/writes.ts";
import type { Config } from "../../lib/platform/config.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { LicenceState } from "../../lib/platform/db/generated/enums.ts";
import { createVerifier, type Verifier } from "../../verify/index.ts";
import { principalText } from "../../verify/principal.ts";

/** A verifier that knows of the network what a stranger knows: what the portal publishes. */
export function strangersVerifier({ network, operator, demonstration }: Config): Verifier {
  const { host, rootKey, subnetId, canisters, name } = network;
  return createVerifier({ host, rootKey, subnetId, canisters, demonstration, operator, network: name });
}

/** What a stranger must be told of a licence in each state. */
const answers: Record<LicenceState, string> = {
  PENDING: "absent",
  ACTIVE: "valid",
  SUSPENDED: "suspended",
  REVOKED: "revoked",
  EXPIRED: "expired",
};

/** Proves one licence: a stranger is told what the portal says of it, its end and whether somebody holds it too. Throws what is wrong. */
export async function proveLicence(verifier: Verifier, licence: StoredLicence): Promise<void> {
  const { number, state, validUntil, seats } = licence;
  const verdict = await verifier.licence(number);
  if (verdict.answer !== answers[state])
    throw new Error(`${number} is ${state}, and a stranger hears ${JSON.stringify(verdict, plain)}`);
  if (verdict.answer === "absent" || verdict.answer === "unchecked") return;
  const { record } = verdict;
  if (validUntil === null || record.validUntil !== BigInt(nanoseconds(validUntil)))
    throw new Error(`${number} ends at ${validUntil?.toISOString()} here and at ${record.validUntil} there`);
  const isHeld = seats.some((seat) => seat.state === "BOUND");
  if ((record.holder !== null) !== isHeld) throw new Error(`${number} is ${isHeld ? "" : "not "}held here alone`);
}

/** Proves one account: active under its handle and listed under its owner, suspended, or gone, as here. Throws what is wrong. */
export async function proveAccount(verifier: Verifier, account: StoredAccount): Promise<void> {
  const { handle, principal, state } = account;
  const verdict = await verifier.handle(handle);
  const expected = state === "ACTIVE" ? "active" : state === "SUSPENDED" ? "suspended" : "absent";
  if (verdict.answer !== expected)
    throw new Error(`${handle} is ${state}, and a stranger hears ${JSON.stringify(verdict, plain)}`);
  if (verdict.answer !== "active" && verdict.answer !== "suspended") return;
  const owner = principalText(verdict.account.owner);
  if (owner !== principal) throw new Error(`${handle} belongs to ${owner}, not to ${principal}`);
}

/** Every licence and every account that was ever opened, as the database has them. */
export async function everything() {
  const [licences, accounts] = await Promise.all([
    db().licence.findMany({ include: { seats: { select: { state: true } } }, orderBy: { number: "asc" } }),
    db().messengerAccount.findMany({ where: { openedAt: { not: null } }, orderBy: { handle: "asc" } }),
  ]);
  return { licences, accounts };
}

type StoredLicence = Awaited<ReturnType<typeof everything>>["licences"][number];
type StoredAccount = Awaited<ReturnType<typeof everything>>["accounts"][number];

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
