import { decode } from "@dfinity/cbor";
import type { Chain } from "./agent.ts";
import { licenceLabel } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { lookup } from "./hashTree.ts";
import { registryQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";

export const statusPurposes = ["revocation", "suspension"] as const;
export type StatusPurpose = (typeof statusPurposes)[number];

const blockBytes = 1_024;
const blocks = 128;

/** Both status lists, 131,072 bytes each, and when they were certified (docs/verification.md, "The status lists"). */
export type StatusLists = { lists: Record<StatusPurpose, Uint8Array>; at: Date };

/** Which licences are revoked and which are suspended, proven to be all of it. Throws `ChainError`. */
export async function statusLists(chain: Chain): Promise<StatusLists> {
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, {
    name: "statusLists",
    method: registryQueries.statusLists,
    args: [],
  });
  const bits = (purpose: StatusPurpose) => {
    const list = new Uint8Array(blocks * blockBytes);
    for (let block = 0; block < blocks; block++) {
      const found = lookup(proof.witness, "status", purpose, blockLabel(block));
      if (found.status === "absent") continue;
      if (found.status !== "found" || found.value.length !== blockBytes)
        throw new ChainError("untrusted", "a status list that is not shown whole");
      list.set(found.value, block * blockBytes);
    }
    return list;
  };
  return { lists: { revocation: bits("revocation"), suspension: bits("suspension") }, at: proof.certificate.at };
}

/** The place of a licence (14 characters) in both lists, or null for none. Throws `ChainError`. */
export async function statusPlace(chain: Chain, number: string): Promise<number | null> {
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, {
    name: "statusPlace",
    method: registryQueries.statusPlace,
    args: [number],
  });
  const leaf = proven(proof, "status", "index", licenceLabel(number));
  if (leaf === null) return null;
  const place = Number(decode(leaf));
  if (!Number.isInteger(place) || place < 0 || place >= 8 * blocks * blockBytes)
    throw new ChainError("untrusted", "a place that no status list has");
  return place;
}

function blockLabel(block: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => (at === 31 ? block : 0));
}
