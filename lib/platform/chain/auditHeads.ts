import { Principal } from "@dfinity/principal";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { encodeCbor } from "./cbor.ts";
import { separated } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";
import { instantOf } from "./writes.ts";

/**
 * A head of the audit chain as the registry holds it: how far it reached, the hash there (hex), when that was noted, and where. Since
 * when it is disowned, where enough governors said that it is none of the portal's.
 */
export type RegisteredHead = { sequence: bigint; hash: string; at: Date; block: bigint; disowned: Date | null };

/** What a governor (a principal, textual) said of the head that a block holds, as the registry tells it: proven by its log alone. */
export type DisownedWord = { head: bigint; governor: string; reason: string; decision: string; at: Date };

/** Every head, first to last, and the words on those that can still be disowned. */
export type RegisteredAudit = { heads: RegisteredHead[]; words: DisownedWord[] };

/** For so long a head can be disowned, in milliseconds. */
export const disownableFor = 30 * 86_400_000;

const Natural = z.bigint().min(0n);
const Answer = z.object({
  heads: z.array(
    z.object({
      sequence: Natural,
      hash: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32),
      at: Natural,
      block: Natural,
    }),
  ),
  disowned: z.array(z.object({ head: Natural, at: Natural })),
  words: z.array(
    z.object({ head: Natural, governor: z.custom<Principal>(), reason: z.string(), decision: z.string(), at: Natural }),
  ),
});
type Answer = z.infer<typeof Answer>;

/**
 * Every head of the audit that the registry was told, first to last, and which of them are disowned, proven to be all of them
 * (docs/verification.md, "The heads of the audit"). Throws `ChainError`.
 */
export async function registeredAudit(chain: Chain): Promise<RegisteredAudit> {
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, {
    name: "auditHeads",
    method: registryQueries.auditHeads,
    args: [],
  });
  const parsed = Answer.safeParse(proof.answer);
  if (!parsed.success) throw new ChainError("untrusted", "heads of the audit of another form");
  const { heads, disowned, words } = parsed.data;
  if (!isSame(headsDigest(heads), proven(proof, "audit_heads")))
    throw new ChainError("untrusted", "other heads of the audit than the registry certified");
  const since = disownedSince(heads, disowned, proven(proof, "audit_disowned"));
  return {
    heads: heads.map(({ sequence, hash, at, block }, place) => ({
      ...{ sequence, hash: Buffer.from(hash).toString("hex"), at: instantOf(at), block },
      disowned: since.get(place) ?? null,
    })),
    words: words.map(({ governor, at, ...word }) => ({
      ...word,
      governor: Principal.from(governor).toText(),
      at: instantOf(at),
    })),
  };
}

/** The heads alone. Throws `ChainError`. */
export async function registeredHeads(chain: Chain): Promise<RegisteredHead[]> {
  return (await registeredAudit(chain)).heads;
}

function headsDigest(heads: Answer["heads"]): Uint8Array | null {
  let digest: Uint8Array | null = null;
  for (const { sequence, hash, at } of heads)
    digest = separated("sanad-audit-heads", encodeCbor([digest, sequence, hash, at]));
  return digest;
}

/**
 * Since when heads are disowned, by their places among all: a head's place is certified, its block alone is not. Throws `ChainError`
 * where these are not those that are certified.
 */
function disownedSince(
  heads: Answer["heads"],
  disowned: Answer["disowned"],
  certified: Uint8Array | null,
): Map<number, Date> {
  const since = new Map<number, Date>();
  let digest: Uint8Array | null = null;
  for (const { head, at } of disowned) {
    const place = heads.findIndex(({ block }) => block === head);
    if (place < 0) throw new ChainError("untrusted", "a disowned head that was not noted");
    digest = separated("sanad-audit-disowned", encodeCbor([digest, BigInt(place), head, at]));
    since.set(place, instantOf(at));
  }
  if (!isSame(digest, certified))
    throw new ChainError("untrusted", "other disowned heads of the audit than the registry certified");
  return since;
}

function isSame(digest: Uint8Array | null, certified: Uint8Array | null): boolean {
  return digest === null || certified === null ? digest === certified : Buffer.compare(digest, certified) === 0;
}
