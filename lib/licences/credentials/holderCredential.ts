import type { Actor } from "../../platform/auth/actor.ts";
import type { Chain } from "../../platform/chain/agent.ts";
import { verifyProof } from "../../platform/chain/registry.ts";
import { statusPlace } from "../../platform/chain/statusLists.ts";
import { config } from "../../platform/config.ts";
import type { Issuer } from "../../platform/credentials/issuer.ts";
import type { Credential } from "../../platform/credentials/secure.ts";
import { db } from "../../platform/db/client.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { didKeyPattern } from "../rules.ts";
import { type CredentialIssuer, licenceCredential } from "./credential.ts";

/** Whether a subject is one that a holder may choose: a did:key of theirs. */
export function isSubject(text: string): boolean {
  return new RegExp(`^${didKeyPattern}$`).test(text);
}

/** Who signs here, and for which network. */
export function credentialIssuer({ did }: Issuer): CredentialIssuer {
  const { origin, operator, demonstration, network } = config();
  const { name, subnetId, canisters } = network;
  const recordedOn = { name, subnetId, canisterId: canisters.licence_registry };
  return { did, name: operator, origin, demonstration, network: recordedOn };
}

/**
 * The credential of the seat that this person holds, from what the registry proves and not from the database; null for everybody
 * else, and while the seat is not recorded. `subject` is a did:key of the holder's, or null. Throws `ChainError`.
 */
export const holderCredential = reading(
  "licences.readOwn",
  { kind: "seat", id: ({ seatId }) => (isId(seatId) ? seatId : undefined) },
  async (
    actor: Actor,
    { seatId, subject }: { seatId: string; subject: string | null },
    issuer: Issuer,
    chain: Chain,
  ): Promise<{ number: string; credential: Credential } | null> => {
    if (actor?.kind !== "person" || !isId(seatId)) return null;
    const seat = await db().seat.findFirst({
      where: { id: seatId, userId: actor.userId, state: "BOUND" },
      select: { licence: { select: { number: true } } },
    });
    if (!seat) return null;
    const { number } = seat.licence;
    const [{ record }, place] = await Promise.all([verifyProof(chain, number), statusPlace(chain, number)]);
    if (!record || place === null) return null;
    return { number, credential: licenceCredential(record, place, credentialIssuer(issuer), subject) };
  },
);
