import { decode } from "@dfinity/cbor";
import type { Principal } from "@dfinity/principal";
import { z } from "zod";
import type { Chain } from "./agent.ts";
import { unsignedLeb128 } from "./certificate.ts";
import { licenceLabel } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { type Proof, proven, provenBy } from "./proof.ts";
import { type ChainCaps, ChainSector } from "./writes.ts";

const Nanoseconds = z.union([z.bigint().min(0n), z.int().min(0)]).transform(BigInt);
const Commitment = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32);

/** The licence record, version 1 (docs/verification.md, "The record"). Times are ns since 1970 UTC. */
const LicenceRecord = z.strictObject({
  v: z.literal(1),
  number: z.string(),
  programme: z.string(),
  phase: z.string(),
  sector: ChainSector,
  institutionId: z.string(),
  institutionName: z.string(),
  holder: Commitment.nullable(),
  issued: Nanoseconds,
  validFrom: Nanoseconds,
  validUntil: Nanoseconds,
  status: z.enum(["active", "suspended", "revoked"]),
  statusSince: Nanoseconds,
  reason: z.string().nullable(),
  decision: z.string(),
  batch: z.string(),
  chunk: z.int().min(0),
});
export type LicenceRecord = z.infer<typeof LicenceRecord>;

/** What the registry proves of a number: its record, or (null) that there is none; with the proof as it travelled. */
export type LicenceProof = {
  record: LicenceRecord | null;
  /** The certificate's time, to the millisecond and in ns. */
  at: Date;
  nanoseconds: bigint;
  certificate: Uint8Array;
  witness: Uint8Array;
};

/** Asks the registry about `number` (14 characters) and checks the whole proof. Throws `ChainError`. */
export async function verifyProof(chain: Chain, number: string): Promise<LicenceProof> {
  const proof = await registryProof(chain, "verify", [number]);
  const leaf = proven(proof, "licences", licenceLabel(number));
  return {
    record: leaf && recordOf(leaf, number),
    at: proof.certificate.at,
    nanoseconds: proof.certificate.nanoseconds,
    certificate: proof.certificateBytes,
    witness: proof.witnessBytes,
  };
}

/** The last block, proven: its index (null while there is none) and the certificate's time. Throws `ChainError`. */
export async function registryTip(chain: Chain): Promise<{ block: bigint | null; at: Date }> {
  const proof = await registryProof(chain, "icrc3_get_tip_certificate", []);
  const index = proven(proof, "last_block_index");
  return { block: index && unsignedLeb128(index), at: proof.certificate.at };
}

/** What the registry holds to: caps, places taken, and who may issue (textual principals). Throws `ChainError`. */
export async function deployment(chain: Chain): Promise<{ caps: ChainCaps; issued: ChainCaps; issuers: string[] }> {
  const ask = (name: "caps" | "issued" | "roles") =>
    chain.query(chain.network.canisters.licence_registry, name, registryQueries[name], []);
  const [caps, issued, roles] = await Promise.all([ask("caps"), ask("issued"), ask("roles")]);
  return {
    caps: caps as ChainCaps,
    issued: issued as ChainCaps,
    issuers: (roles as [Principal, object][])
      .filter(([, role]) => "issuer" in role)
      .map(([principal]) => principal.toText()),
  };
}

function registryProof(
  chain: Chain,
  name: "verify" | "icrc3_get_tip_certificate",
  args: readonly unknown[],
): Promise<Proof> {
  return provenBy(chain, chain.network.canisters.licence_registry, { name, method: registryQueries[name], args });
}

function recordOf(leaf: Uint8Array, number: string): LicenceRecord {
  const parsed = LicenceRecord.safeParse(decode(leaf));
  if (!parsed.success || parsed.data.number !== number)
    throw new ChainError("untrusted", "a licence record of another form");
  return parsed.data;
}
