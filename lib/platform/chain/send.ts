import { Principal } from "@dfinity/principal";
import type { Chain } from "./agent.ts";
import { type ChainAnswers, type ChainRefusal, chainAnswers, type Json, jsonOf } from "./answers.ts";
import { accountChunkHash, licenceChunkHash } from "./encoding.ts";
import { ChainError } from "./errors.ts";
import { messengerUpdates, registryUpdates } from "./idl.ts";
import type { ChainWriteKind, ChainWritePayloads, ChainWriteRequest } from "./writes.ts";

/** What came of a chain write: the canister's answer or its refusal, the certificate that carried it, and its time. */
export type Outcome<K extends ChainWriteKind = ChainWriteKind> = {
  certificate: Uint8Array<ArrayBuffer>;
  at: Date;
} & ({ ok: true; answer: ChainAnswers[K] } | { ok: false; refusal: ChainRefusal });

/**
 * Makes the call of one chain write and waits for its certified outcome. Idempotent: the same write again is answered as
 * the first time. Throws `ChainError` when there is no outcome, and then nothing is known: ask again.
 */
export async function sendChainWrite(chain: Chain, write: ChainWriteRequest): Promise<Outcome> {
  const { canisters } = chain.network;
  const messenger = write.kind in messengerUpdates;
  const canister = messenger ? canisters.messenger : canisters.licence_registry;
  const method = { ...registryUpdates, ...messengerUpdates }[write.kind];
  const { reply, certificate } = await chain.update(canister, write.kind, method, [argumentOf(write)]);
  const proof = { certificate: Uint8Array.from(certificate.bytes), at: certificate.at };
  const { ok, err } = reply as { ok?: unknown; err?: Record<string, unknown> };
  if (err) return { ok: false, refusal: refusalOf(err), ...proof };
  const answer = chainAnswers[write.kind].parse(jsonOf(ok));
  checkHash(write, answer);
  return { ok: true, answer, ...proof };
}

/** The canister hashes what it got; that must be what was meant. */
function checkHash(write: ChainWriteRequest, answer: ChainAnswers[ChainWriteKind]): void {
  if (write.kind !== "issueBatch" && write.kind !== "openAccounts") return;
  const meant =
    write.kind === "issueBatch" ? licenceChunkHash(write.payload.entries) : accountChunkHash(write.payload.entries);
  if (!("chunkHash" in answer) || answer.chunkHash !== Buffer.from(meant).toString("hex"))
    throw new ChainError("untrusted", "the canister recorded another chunk than was sent");
}

function refusalOf(err: Record<string, unknown>): ChainRefusal {
  const [code, detail] = Object.entries(err)[0] ?? ["unknown", null];
  return { code, detail: jsonOf(detail) satisfies Json };
}

function argumentOf(write: ChainWriteRequest): unknown {
  switch (write.kind) {
    case "issueBatch":
      return { ...write.payload, manifestHash: bytes(write.payload.manifestHash), entries: licences(write.payload) };
    case "openAccounts":
      return {
        ...write.payload,
        manifestHash: bytes(write.payload.manifestHash),
        entries: write.payload.entries.map((entry) => ({ ...entry, owner: Principal.fromText(entry.owner) })),
      };
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
    default:
      return write.payload;
  }
}

function licences({ entries }: ChainWritePayloads["issueBatch"]) {
  return entries.map((entry) => ({
    ...entry,
    sector: { [entry.sector]: null },
    validFrom: BigInt(entry.validFrom),
    validUntil: BigInt(entry.validUntil),
  }));
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
