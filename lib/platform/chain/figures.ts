import { decode } from "@dfinity/cbor";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { unsignedLeb128 } from "./certificate.ts";
import { figuresLabel } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { leavesBelow, lookup } from "./hashTree.ts";
import { registryQueries } from "./idl.ts";
import { provenBy } from "./proof.ts";
import { ChainSector } from "./writes.ts";

/** Licences of one programme, phase and sector; all of them are `inForce`, `suspended`, `expired` or `revoked`. */
export type CertifiedCell = {
  programme: string;
  phase: string;
  sector: ChainSector;
  /** Ever. */
  issued: number;
  inForce: number;
  suspended: number;
  expired: number;
  revoked: number;
};

/** What the registry counts, all of it, at one instant: the certificate's, and the last block then (null: none, or not shown). */
export type CertifiedFigures = {
  cells: CertifiedCell[];
  at: Date;
  block: bigint | null;
  /** Whose key signed, textual; null where the root key itself did. */
  subnet: string | null;
};

const Count = z.union([z.int().min(0), z.bigint().min(0n)]).transform(Number);
const Instant = z.union([z.int().min(0), z.bigint().min(0n)]).transform(BigInt);

/** A leaf, version 1 (docs/verification.md, "The figures"). */
const Leaf = z.strictObject({
  v: z.literal(1),
  ends: z.array(z.tuple([Instant, Count, Count])),
  ended: Count,
  phase: z.string(),
  issued: Count,
  sector: ChainSector,
  revoked: Count,
  programme: z.string(),
});

/**
 * Asks the registry how many licences there are, by programme, phase and sector, and checks the whole proof: what is in no cell
 * has no licence. Throws `ChainError`.
 */
export async function certifiedFigures(chain: Chain): Promise<CertifiedFigures> {
  const { certificate, witness } = await provenBy(chain, chain.network.canisters.licence_registry, {
    name: "figures",
    method: registryQueries.figures,
    args: [],
  });
  const leaves = leavesBelow(witness, "figures");
  if (!leaves) throw new ChainError("untrusted", "a witness that hides figures");
  const index = lookup(witness, "last_block_index");
  return {
    cells: leaves.map(({ label, value }) => cellOf(label, value, certificate.nanoseconds)),
    at: certificate.at,
    block: index.status === "found" ? unsignedLeb128(index.value) : null,
    subnet: certificate.subnet,
  };
}

function cellOf(label: Uint8Array, value: Uint8Array, time: bigint): CertifiedCell {
  const parsed = Leaf.safeParse(decode(value));
  if (!parsed.success) throw new ChainError("untrusted", "figures of another form");
  const { programme, phase, sector, issued, revoked, ended, ends } = parsed.data;
  if (Buffer.compare(label, figuresLabel(programme, phase, sector)) !== 0)
    throw new ChainError("untrusted", "figures under another's label");
  const cell = { programme, phase, sector, issued, inForce: 0, suspended: 0, expired: ended, revoked };
  for (const [end, active, suspended] of ends) {
    if (end <= time) cell.expired += active + suspended;
    else {
      cell.inForce += active;
      cell.suspended += suspended;
    }
  }
  if (cell.inForce + cell.suspended + cell.expired + revoked !== issued)
    throw new ChainError("untrusted", "figures that do not add up");
  return cell;
}
