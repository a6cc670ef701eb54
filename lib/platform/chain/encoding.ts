import { Principal } from "@dfinity/principal";
import { sha256 } from "@noble/hashes/sha2";
import { type Encodable, encodeCbor } from "./cbor.ts";
import type { AccountEntry, ChainWritePayloads, LicenceEntry } from "./writes.ts";

/** An act on licences that the registry does on the word of approvers. */
export type LicenceAct =
  | ({ kind: "suspend" | "reinstate" | "revoke" } & Pick<
      ChainWritePayloads["revoke"],
      "number" | "reason" | "decision"
    >)
  | ({ kind: "renewBatch" } & Pick<ChainWritePayloads["renewBatch"], "reason" | "decision" | "renewals">);

// Computed by the server and by the browsers of those who sign alike, so nothing of Node's is used here.

/** The CBOR of one licence of a batch, as the registry hashes it (docs/verification.md, "A batch"). */
export function encodeLicenceEntry(entry: LicenceEntry): Uint8Array<ArrayBuffer> {
  return encodeCbor(licenceMap(entry));
}

/** The hash of a chunk of licences: 32 bytes. */
export function licenceChunkHash(entries: readonly LicenceEntry[]): Uint8Array<ArrayBuffer> {
  return separated("sanad-chunk", encodeCbor(entries.map(licenceMap)));
}

/** The hash of a chunk of messenger accounts: 32 bytes. */
export function accountChunkHash(entries: readonly AccountEntry[]): Uint8Array<ArrayBuffer> {
  const maps = entries.map((entry) => ({ ...entry, owner: Principal.fromText(entry.owner).toUint8Array() }));
  return separated("sanad-chunk", encodeCbor(maps));
}

/** The hash over a whole batch, from the hashes of its chunks in order: 32 bytes. */
export function manifestHash(chunkHashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return separated("sanad-manifest", ...chunkHashes);
}

/**
 * What approvers sign for an act on licences, as its manifest and as its plan: SHA-256 over CBOR of the kind of its block, the texts
 * of its call apart from the operation's id, and the licences where it names several. 32 bytes (docs/verification.md, "An act").
 */
export function actHash(act: LicenceAct): Uint8Array<ArrayBuffer> {
  const { reason, decision } = act;
  return Uint8Array.from(
    sha256(
      encodeCbor(
        act.kind === "renewBatch"
          ? ["sanad_renew", reason, decision, encodeCbor(act.renewals.map(renewalMap))]
          : [`sanad_${act.kind}`, act.number, reason, decision, new Uint8Array()],
      ),
    ),
  );
}

/** What a licence carries instead of its holder. `salt` has 32 bytes, `principal` is textual. */
export function holderCommitment(salt: Uint8Array, principal: string): Uint8Array<ArrayBuffer> {
  if (salt.length !== 32) throw new RangeError("a salt has 32 bytes");
  return separated("sanad-holder", salt, Principal.fromText(principal).toUint8Array());
}

/** The label of a licence in the registry's tree, by its 14 characters without hyphens: 32 bytes. */
export function licenceLabel(number: string): Uint8Array<ArrayBuffer> {
  return separated("sanad-licence", new TextEncoder().encode(number));
}

/** The label of what the registry counts of a programme, phase and sector: 32 bytes. */
export function figuresLabel(programme: string, phase: string, sector: string): Uint8Array<ArrayBuffer> {
  return separated("sanad-figures", encodeCbor([programme, phase, sector]));
}

/** The label of a batch in the registry's tree: 32 bytes. */
export function batchLabel(batchId: string): Uint8Array<ArrayBuffer> {
  return separated("sanad-batch", Buffer.from(batchId, "utf8"));
}

/** SHA-256 over a length-prefixed name and what follows it, so that no two kinds of hash can be taken for each other. */
export function separated(name: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const hash = sha256.create().update(Uint8Array.of(name.length)).update(new TextEncoder().encode(name));
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}

function renewalMap({ number, validUntil }: { number: string; validUntil: string }): Encodable {
  return { number, validUntil: BigInt(validUntil) };
}

function licenceMap(entry: LicenceEntry): Encodable {
  return { ...entry, validFrom: BigInt(entry.validFrom), validUntil: BigInt(entry.validUntil) };
}
