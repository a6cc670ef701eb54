import { expect, test } from "vitest";
import { checkPaper, splitPaper } from "../../../../verify/index.ts";
import { parseNetwork } from "../../../../verify/network.ts";
import { packProof } from "../../../../verify/paper/proof.ts";
import { decodeRecord } from "../../../../verify/record.ts";
import {
  DAY,
  NETWORK,
  NOW,
  NOW_MS,
  NUMBER,
  proofOf,
  records,
  registryTree,
} from "../../../../verify/testing/registry.ts";
import type { Making } from "../../../../verify/testing/subnet.ts";
import type { LicenceProof } from "../registry.ts";
import { paperCodes } from "./codes.ts";
import { packedProof } from "./proof.ts";

const rootKey = Buffer.from(NETWORK.rootKey, "hex");
const uuid = "0198f0c2-3a4b-7c5d-8e6f-001122334455";

test.each<[string, Parameters<typeof records>[0], Partial<Making>]>([
  ["as it is most often", { batch: uuid, decision: uuid, institutionId: uuid, holder: new Uint8Array(32).fill(7) }, {}],
  [
    "suspended, in Urdu, to the nanosecond",
    { status: "suspended", reason: "termsBreach", institutionName: "جامعہ", statusSince: NOW - DAY + 5n },
    {},
  ],
  ["under ranges in the older form", {}, { rangeForm: "whole" }],
  ["signed by the root key itself", {}, { isRoot: true }],
])("a proof is packed as its readers unpack it: %s", (_, changes, making) => {
  const all = records(changes);
  const proof = proofOf(NUMBER, { tree: registryTree(all), making });
  const record = decodeRecord(all.get(NUMBER) ?? new Uint8Array());
  const checked: LicenceProof = {
    ...proof,
    record: { ...record, v: 1, chunk: Number(record.chunk), holder: record.holder && new Uint8Array(record.holder) },
    at: new Date(NOW_MS),
    nanoseconds: NOW,
  };
  const packed = packedProof(checked, { rootKey, registry: NETWORK.canisters.licence_registry });
  expect(Buffer.from(packed)).toEqual(Buffer.from(packProof(parseNetwork(NETWORK), NUMBER, proof)));
  const codes = paperCodes(packed);
  expect(codes).toEqual(splitPaper(packed, 2));
  const network = making.isRoot ? { ...NETWORK, subnetId: null } : NETWORK;
  const verdict = checkPaper({ network, text: codes.join("\n"), now: () => NOW_MS });
  expect(verdict).toMatchObject({ answer: changes?.status ?? "valid", record: { number: NUMBER } });
});

test("what would be too fine for two codes comes in more", () => {
  expect(paperCodes(new Uint8Array(1800).fill(3))).toHaveLength(2);
  expect(paperCodes(new Uint8Array(2400).fill(3))).toHaveLength(3);
});
