import { Principal } from "@dfinity/principal";
import type { Chain } from "./agent.ts";
import type { ChainAnswers } from "./answers.ts";
import { accountChunkHash } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { messengerUpdates, registryUpdates } from "./idl.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { relaySigned } from "./relay.ts";
import type { ChainWriteKind, ChainWritePayloads, ChainWriteRequest, LicenceEntry } from "./writes.ts";

export type { Outcome } from "./outcome.ts";

/** A chain write with all that its call takes: a chunk with its licences. */
export type ChainCall =
  | Exclude<ChainWriteRequest, { kind: "issueBatch" }>
  | { kind: "issueBatch"; payload: ChainWritePayloads["issueBatch"]; entries: readonly LicenceEntry[] };

/**
 * Makes the call of one chain write and waits for its certified outcome. Idempotent: the same write again is answered as
 * the first time. Throws `ChainError` when there is no outcome, and then nothing is known: ask again.
 */
export async function sendChainWrite(chain: Chain, write: ChainCall): Promise<Outcome> {
  if (write.kind === "approveBatch" || write.kind === "governanceCall") return relaySigned(chain, write);
  const { canisters } = chain.network;
  const messenger = write.kind in messengerUpdates;
  const canister = messenger ? canisters.messenger : canisters.licence_registry;
  const method = { ...registryUpdates, ...messengerUpdates }[write.kind];
  const { reply, certificate } = await chain.update(canister, write.kind, method, [argumentOf(write)]);
  const outcome = outcomeOf(write.kind, reply, certificate);
  if (outcome.ok) checkHash(write, outcome.answer);
  return outcome;
}

/** The canister hashes what it got; that must be what was meant. */
function checkHash(write: ChainCall, answer: ChainAnswers[ChainWriteKind]): void {
  if (write.kind !== "issueBatch" && write.kind !== "openAccounts") return;
  const meant = write.kind === "issueBatch" ? write.payload.chunkHash : hex(accountChunkHash(write.payload.entries));
  if (!("chunkHash" in answer) || answer.chunkHash !== meant)
    throw new ChainError("untrusted", "the canister recorded another chunk than was sent");
}

function argumentOf(write: ChainCall): unknown {
  switch (write.kind) {
    case "issueBatch":
      return {
        ...write.payload,
        manifestHash: bytes(write.payload.manifestHash),
        chunkHashes: write.payload.chunkHashes ? [write.payload.chunkHashes.map(bytes)] : [],
        entries: write.entries.map(licence),
      };
    case "openAccounts":
      return {
        ...write.payload,
        manifestHash: bytes(write.payload.manifestHash),
        entries: write.payload.entries.map((entry) => ({ ...entry, owner: Principal.fromText(entry.owner) })),
      };
    case "moveAccount":
      return { ...write.payload, owner: Principal.fromText(write.payload.owner) };
    case "renewBatch":
      return {
        ...write.payload,
        renewals: write.payload.renewals.map(({ number, validUntil }) => ({ number, validUntil: BigInt(validUntil) })),
      };
    case "bindHolder":
    case "rebindHolder":
      return { ...write.payload, commitment: bytes(write.payload.commitment) };
    case "noteAuditHead":
      return { ...write.payload, sequence: BigInt(write.payload.sequence), hash: bytes(write.payload.hash) };
    case "noteDigest":
      return { ...write.payload, hash: bytes(write.payload.hash), size: BigInt(write.payload.size) };
    default:
      return write.payload;
  }
}

function licence(entry: LicenceEntry) {
  return {
    ...entry,
    sector: { [entry.sector]: null },
    validFrom: BigInt(entry.validFrom),
    validUntil: BigInt(entry.validUntil),
  };
}

function hex(of: Uint8Array): string {
  return Buffer.from(of).toString("hex");
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "hex"));
}
