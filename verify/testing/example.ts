/**
 * Writes docs/verification-example.json, the worked example of docs/verification.md: `node verify/testing/example.ts`.
 * Keys, times and records are fixed, and BLS signatures are deterministic, so that it comes out the same each time.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { toBase64, toHex, utf8Bytes } from "../bytes.ts";
import { encodeText } from "../candid.ts";
import { decodeCertificate, stateRoot } from "../certificate.ts";
import { reconstruct } from "../hashTree.ts";
import { checkProof } from "../index.ts";
import { licenceLabel } from "../labels.ts";
import {
  ABSENT_NUMBER,
  DAY,
  NETWORK,
  NOW,
  NOW_MS,
  NUMBER,
  NUMBERS,
  proofOf,
  records,
  registryTree,
  SECOND,
} from "./registry.ts";
import { canisterId, KeyPair, type Making, SUBNET } from "./subnet.ts";
import { witness } from "./trees.ts";

export const EXAMPLE_FILE = path.resolve(import.meta.dirname, "../../docs/verification-example.json");

type Proof = ReturnType<typeof proofOf>;

/** The example as data: two proofs with every intermediate value, and proofs that must be refused. */
export function example(): unknown {
  const [, SUSPENDED = "", REVOKED = ""] = NUMBERS;
  const all = new Map(records());
  const suspended = { status: "suspended", statusSince: NOW - DAY, reason: "underInvestigation" };
  all.set(SUSPENDED, recordOf(SUSPENDED, suspended));
  all.set(REVOKED, recordOf(REVOKED, { ...suspended, status: "revoked", reason: "termsBreach" }));
  const tree = registryTree(all);
  const honest: Partial<Making> = { delegationTime: NOW - 4n * DAY };
  const proof = (number: string, making: Partial<Making> = {}) =>
    proofOf(number, { tree, making: { ...honest, ...making } });

  const pruned = witness(tree, [utf8Bytes("licences"), licenceLabel(SUSPENDED)]);
  const forger = new KeyPair(9);
  const refused: [string, string, Proof][] = [
    ["the licence pruned away, a neighbour shown", NUMBER, proofOf(NUMBER, { tree, shown: pruned, making: honest })],
    ["another licence's witness", NUMBER, proof(REVOKED)],
    ["another state's witness", NUMBER, { ...proof(NUMBER), witness: proofOf(NUMBER).witness }],
    ["a certificate signed by a stranger", NUMBER, proof(NUMBER, { subnetSigner: forger })],
    ["a delegation signed by a stranger", NUMBER, proof(NUMBER, { rootSigner: forger })],
    ["a delegation within the delegation", NUMBER, proof(NUMBER, { isNested: true })],
    ["a canister outside the ranges", NUMBER, proof(NUMBER, { ranges: [[canisterId(8), canisterId(9)]] })],
    ["another canister's certified data", NUMBER, proof(NUMBER, { canisterId: canisterId(8) })],
    ["a certificate of yesterday", NUMBER, proof(NUMBER, { time: NOW - DAY })],
    ["a certificate of tomorrow", NUMBER, proof(NUMBER, { time: NOW + DAY })],
    ["a delegation of two months ago", NUMBER, proof(NUMBER, { delegationTime: NOW - 60n * DAY })],
  ];
  return {
    about:
      "Worked example of docs/verification.md, version 1. Keys are for tests. Proofs in base64, all else in hexadecimal.",
    now: String(NOW),
    network: NETWORK,
    proofs: [NUMBER, SUSPENDED, REVOKED, ABSENT_NUMBER].map((number) => ({
      number,
      answer: answerOf(number, proof(number)),
      candid: toHex(encodeText(number)),
      label: toHex(licenceLabel(number)),
      record: all.has(number) ? toHex(all.get(number) ?? new Uint8Array()) : null,
      ...partsOf(proof(number)),
      proof: portable(proof(number)),
    })),
    refused: refused.map(([what, number, bad]) => ({
      what,
      number,
      code: answerOf(number, bad),
      proof: portable(bad),
    })),
  };

  function recordOf(number: string, changes: Parameters<typeof records>[0]): Uint8Array {
    return records(changes, number).get(number) ?? new Uint8Array();
  }
}

/** The values that a verifier meets on its way. */
function partsOf(proof: Proof) {
  const certificate = decodeCertificate(proof.certificate);
  const delegation = decodeCertificate(certificate.delegation?.certificate ?? new Uint8Array());
  return {
    delegation: {
      subnetId: toHex(certificate.delegation?.subnetId ?? new Uint8Array()),
      rootHash: toHex(reconstruct(delegation.tree)),
      signedMessage: toHex(stateRoot(delegation.tree)),
      signature: toHex(delegation.signature),
      subnetKey: toHex(SUBNET.der),
      time: String(NOW - 4n * DAY),
    },
    certificate: {
      rootHash: toHex(reconstruct(certificate.tree)),
      signedMessage: toHex(stateRoot(certificate.tree)),
      signature: toHex(certificate.signature),
      time: String(NOW - 2n * SECOND),
    },
  };
}

function portable({ certificate, witness: shown }: Proof) {
  return { certificate: toBase64(certificate), witness: toBase64(shown) };
}

function answerOf(number: string, proof: Proof): string {
  const verdict = checkProof({ number, proof, network: NETWORK, now: () => NOW_MS });
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(EXAMPLE_FILE, `${JSON.stringify(example(), null, 2)}\n`);
}
