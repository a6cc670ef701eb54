import { expect, test } from "vitest";
import type { Chain } from "./agent.ts";
import { licenceChunkHash } from "./encoding.ts";
import { sendChainWrite } from "./send.ts";
import type { LicenceEntry } from "./writes.ts";

const entries: LicenceEntry[] = [
  {
    ...{ number: "SND00000000000", programme: "CLOUD", phase: "P1", sector: "education", institutionId: "one" },
    ...{ institutionName: "One", validFrom: "1", validUntil: "2", decision: "award" },
  },
];
const hash = licenceChunkHash(entries);
const chunkHash = Buffer.from(hash).toString("hex");
const payload = { batchId: "B-0001", chunk: 0, chunks: 1, manifestHash: "00".repeat(32), chunkHash };

/** A registry that says, certified, that it recorded the chunk with this hash. */
function recording(recorded: Uint8Array): Chain {
  const none = () => Promise.reject(new Error("not asked for"));
  const certificate = { tree: [], at: new Date(0), nanoseconds: 0n, bytes: new Uint8Array(), subnet: null };
  return {
    network: { canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" } },
    ...{ rootKey: new Uint8Array(), principal: "2vxsx-fae", manage: none, relay: none, query: none },
    update: async () => ({ reply: { ok: { block: 7n, chunkHash: recorded, issued: 9n } }, certificate }),
  } as unknown as Chain;
}

test("a chunk counts as issued only when the registry recorded the one that was meant", async () => {
  const call = { kind: "issueBatch", payload, entries } as const;
  expect(await sendChainWrite(recording(hash), call)).toMatchObject({ ok: true, answer: { block: "7", chunkHash } });
  const another = sendChainWrite(recording(new Uint8Array(32)), call);
  await expect(another).rejects.toMatchObject({ kind: "untrusted" });
});
