import { ChainError } from "../../platform/chain/errors.ts";
import { chain } from "../../platform/chain/network.ts";
import { paperCodes } from "../../platform/chain/paper/codes.ts";
import { packedProof } from "../../platform/chain/paper/proof.ts";
import { verifyProof } from "../../platform/chain/registry.ts";
import { config } from "../../platform/config.ts";
import { parseNumber } from "../number.ts";

/** What proves a licence on paper: the texts of its codes, and of when the registry's proof in them is. */
export type Paper = { codes: string[]; at: Date };

/**
 * The proof of a licence as paper carries it, asked for now; null where the registry cannot be asked, or has no such licence.
 * Whether the reader may have the licence's certificate is for the caller to know: the proof itself anybody may ask for.
 */
export async function paperOf(number: string): Promise<Paper | null> {
  const parsed = parseNumber(number);
  if (!parsed.ok) return null;
  const { network } = config();
  try {
    const proof = await verifyProof(chain(), parsed.number);
    if (!proof.record) return null;
    const registry = network.canisters.licence_registry;
    return {
      codes: paperCodes(packedProof(proof, { rootKey: Buffer.from(network.rootKey, "hex"), registry })),
      at: proof.at,
    };
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return null;
  }
}
