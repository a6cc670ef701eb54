import { decode } from "@dfinity/cbor";
import { Principal } from "@dfinity/principal";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import type { Verified } from "./certificate.ts";
import { batchLabel } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";

const Natural = z.union([z.bigint().min(0n), z.int().min(0)]).transform(BigInt);
const Hash = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString("hex"));

/** How a batch stands, as the registry certifies it (docs/verification.md, "A batch"). Hashes in hex, times in ns. */
const Standing = z.strictObject({
  v: z.literal(1),
  batch: z.string(),
  plan: Hash,
  manifest: Hash,
  dropped: Natural.nullable(),
  approvals: z.array(z.tuple([z.instanceof(Uint8Array), Natural, Natural])),
});

/** Who approved which manifest of which plan, and whether the batch was taken out. */
export type BatchStanding = {
  manifestHash: string;
  planHash: string;
  dropped: boolean;
  approvals: { approver: string; at: bigint; block: bigint }[];
};

/** How a batch stands, proven; null where nobody approved or dropped it, proven too. Throws `ChainError`. */
export async function batchStanding(
  chain: Chain,
  batchId: string,
): Promise<{ standing: BatchStanding | null; certificate: Verified; witness: Uint8Array }> {
  const query = { name: "batch", method: registryQueries.batch, args: [batchId] };
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, query);
  const leaf = proven(proof, "batches", batchLabel(batchId));
  if (leaf === null) return { standing: null, certificate: proof.certificate, witness: proof.witnessBytes };
  const parsed = Standing.safeParse(decode(leaf));
  if (!parsed.success || parsed.data.batch !== batchId)
    throw new ChainError("untrusted", "the standing of a batch in another form");
  const { manifest, plan, dropped, approvals } = parsed.data;
  return {
    standing: {
      ...{ manifestHash: manifest, planHash: plan, dropped: dropped !== null },
      approvals: approvals.map(([approver, at, block]) => ({
        ...{ approver: Principal.fromUint8Array(approver).toText(), at, block },
      })),
    },
    certificate: proof.certificate,
    witness: proof.witnessBytes,
  };
}
