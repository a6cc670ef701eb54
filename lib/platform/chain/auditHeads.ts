import { createHash } from "node:crypto";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { type Encodable, encodeCbor } from "./cbor.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";
import { instantOf } from "./writes.ts";

/** A head of the audit chain as the registry holds it: how far it reached, the hash there (hex), when that was noted, and where. */
export type RegisteredHead = { sequence: bigint; hash: string; at: Date; block: bigint };

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
});

/**
 * Every head of the audit that the registry was told, first to last, proven to be all of them (docs/verification.md, "The
 * heads of the audit"). Throws `ChainError`.
 */
export async function registeredHeads(chain: Chain): Promise<RegisteredHead[]> {
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, {
    name: "auditHeads",
    method: registryQueries.auditHeads,
    args: [],
  });
  const certified = proven(proof, "audit_heads");
  const parsed = Answer.safeParse(proof.answer);
  if (!parsed.success) throw new ChainError("untrusted", "heads of the audit of another form");
  const { heads } = parsed.data;
  let digest: Uint8Array | null = null;
  for (const head of heads) digest = digestWith(digest, head);
  if (digest === null ? certified !== null : certified === null || Buffer.compare(digest, certified) !== 0)
    throw new ChainError("untrusted", "other heads of the audit than the registry certified");
  return heads.map(({ sequence, hash, at, block }) => ({
    sequence,
    hash: Buffer.from(hash).toString("hex"),
    at: instantOf(at),
    block,
  }));
}

function digestWith(before: Uint8Array | null, { sequence, hash, at }: z.infer<typeof Answer>["heads"][number]) {
  const fields: Encodable[] = [before, sequence, hash, at];
  return new Uint8Array(createHash("sha256").update("\x11sanad-audit-heads").update(encodeCbor(fields)).digest());
}
