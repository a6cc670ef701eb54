import { decode } from "@dfinity/cbor";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { ChainError } from "./errors.ts";
import { messengerQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";

/** How many messenger accounts stand. Throws `ChainError`. */
export async function accountsStanding(chain: Chain): Promise<number> {
  return Number(await chain.query(chain.network.canisters.messenger, "accounts", messengerQueries.accounts, []));
}

/** How many accounts the messenger certifies: ever opened, and of those that stand, active and suspended; at the certificate's instant. */
export type CertifiedAccounts = { opened: number; active: number; suspended: number; at: Date };

const Count = z.union([z.int().min(0), z.bigint().min(0n)]).transform(Number);
const Leaf = z.strictObject({ v: z.literal(1), opened: Count, active: Count, suspended: Count });

/** Asks the messenger how many accounts there are, and checks the whole proof. Throws `ChainError`. */
export async function certifiedAccounts(chain: Chain): Promise<CertifiedAccounts> {
  const { messenger } = chain.network.canisters;
  const proof = await provenBy(chain, messenger, { name: "count", method: messengerQueries.count, args: [] });
  const leaf = proven(proof, "count");
  const parsed = leaf && Leaf.safeParse(decode(leaf));
  if (!parsed?.success) throw new ChainError("untrusted", "a count of accounts of another form");
  const { v: _, ...counts } = parsed.data;
  return { ...counts, at: proof.certificate.at };
}
