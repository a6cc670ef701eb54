import { Actor, HttpAgent } from "@dfinity/agent";
import type { CandidValue } from "../../canisters/testing/idl.ts";
import { type RegistryActor, registryInterface } from "../../canisters/testing/idl.ts";
import type { Network } from "../../lib/platform/config.ts";
import { type Cbor, decodeCbor } from "../../verify/cbor.ts";

/** An issue as the registry's block log has it. */
export type IssueBlock = { index: number; batch: string; chunk: number; numbers: string[] };

/** The registry's own account of what it did, read without the portal. */
export type Ledger = {
  /** Every issue from the first block on, and how many blocks there are of all kinds. */
  read(): Promise<{ issues: IssueBlock[]; length: number }>;
  issued: RegistryActor["issued"];
};

/** Opens the ledger of a network's registry. The log only grows, so what was read once is kept. */
export async function openLedger({ host, rootKey, canisters }: Network): Promise<Ledger> {
  const agent = await HttpAgent.create({ host, rootKey: Uint8Array.from(Buffer.from(rootKey, "hex")) });
  const registry = Actor.createActor<RegistryActor>(registryInterface, {
    agent,
    canisterId: canisters.licence_registry,
  });
  const issues: IssueBlock[] = [];
  let length = 0;
  return {
    async read() {
      for (;;) {
        const { blocks } = await registry.icrc3_get_blocks([{ start: BigInt(length), length: 100n }]);
        if (blocks.length === 0) return { issues, length };
        for (const { id, block } of blocks) {
          if (Number(id) !== length) throw new Error(`block ${id} stands where ${length} belongs`);
          const issue = issueOf(length, block);
          if (issue) issues.push(issue);
          length += 1;
        }
      }
    },
    issued: registry.issued,
  };
}

function issueOf(index: number, block: CandidValue): IssueBlock | undefined {
  const { btype, tx } = fieldsOf(block);
  if (!btype || !("Text" in btype) || btype.Text !== "sanad_issue" || !tx) return undefined;
  const { batch, chunk, entries } = fieldsOf(tx);
  if (!batch || !("Text" in batch) || !chunk || !("Nat" in chunk) || !entries || !("Blob" in entries))
    throw new Error(`block ${index} is an issue of another form`);
  return { index, batch: batch.Text, chunk: Number(chunk.Nat), numbers: numbersIn(entries.Blob) };
}

function fieldsOf(value: CandidValue): Record<string, CandidValue> {
  if (!("Map" in value)) throw new Error("a block is a map");
  return Object.fromEntries(value.Map);
}

function numbersIn(entries: Uint8Array): string[] {
  const list = decodeCbor(new Uint8Array(entries));
  if (!Array.isArray(list)) throw new Error("the entries of an issue are an array");
  return list.map((entry: Cbor) => {
    const number = entry instanceof Map ? entry.get("number") : undefined;
    if (typeof number !== "string") throw new Error("an entry has a number");
    return number;
  });
}
