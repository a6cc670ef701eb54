import { decode } from "@dfinity/cbor";
import { Principal } from "@dfinity/principal";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { handleLabel, principalLabel } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { messengerQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";

const Nanoseconds = z.union([z.bigint().min(0n), z.int().min(0)]).transform(BigInt);

/** What the directory certifies of an account, version 1 (docs/verification.md, "The messenger's directory"). */
const AccountRecord = z.strictObject({
  v: z.literal(1),
  handle: z.string(),
  owner: z.instanceof(Uint8Array).transform((bytes) => Principal.fromUint8Array(bytes).toText()),
  institutionId: z.string(),
  institutionName: z.string(),
  opened: Nanoseconds,
  status: z.enum(["active", "suspended"]),
  statusSince: Nanoseconds,
});
export type AccountRecord = z.infer<typeof AccountRecord>;

/** The certified account of `handle`, or null where its absence is proven. Throws `ChainError`. */
export async function accountByHandle(chain: Chain, handle: string): Promise<AccountRecord | null> {
  const proof = await messengerProof(chain, "verifyHandle", handle);
  const leaf = proven(proof, "handles", handleLabel(handle));
  if (leaf === null) return null;
  const parsed = AccountRecord.safeParse(decode(leaf));
  if (!parsed.success || parsed.data.handle !== handle)
    throw new ChainError("untrusted", "an account record of another form");
  return parsed.data;
}

/** The certified handle of a textual principal, or null where its absence is proven. Throws `ChainError`. */
export async function handleByPrincipal(chain: Chain, principal: string): Promise<string | null> {
  const proof = await messengerProof(chain, "verifyPrincipal", Principal.fromText(principal));
  const leaf = proven(proof, "principals", principalLabel(principal));
  return leaf && Buffer.from(leaf).toString("utf8");
}

/** How many accounts stand. Throws `ChainError`. */
export async function accountsStanding(chain: Chain): Promise<number> {
  return Number(await chain.query(chain.network.canisters.messenger, "accounts", messengerQueries.accounts, []));
}

function messengerProof(chain: Chain, name: "verifyHandle" | "verifyPrincipal", argument: unknown) {
  const { messenger } = chain.network.canisters;
  return provenBy(chain, messenger, { name, method: messengerQueries[name], args: [argument] });
}
