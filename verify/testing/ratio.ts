/** Prints what one verification costs beside its two bare signature checks: `node verify/testing/ratio.ts`. */
import { bls12_381 } from "@noble/curves/bls12-381";
import { decodeCertificate, stateRoot } from "../certificate.ts";
import { createVerifier } from "../index.ts";
import { NETWORK, NOW, NOW_MS, NUMBER, proofOf, registryTree, SECOND } from "./registry.ts";
import { ROOT, SUBNET } from "./subnet.ts";

const ROUNDS = 40;
const WARMUP = 5;
const { shortSignatures } = bls12_381;
const tree = registryTree();
const now = () => NOW_MS;

const proofs = Array.from({ length: ROUNDS + WARMUP }, (_, round) =>
  proofOf(NUMBER, { tree, making: { time: NOW - BigInt(round) * SECOND, delegationTime: NOW } }),
);
const claims = proofs.map(({ certificate }) => {
  const outer = decodeCertificate(certificate);
  const inner = decodeCertificate(outer.delegation?.certificate ?? new Uint8Array());
  return [
    { key: ROOT.der.slice(37), message: stateRoot(inner.tree), signature: inner.signature },
    { key: SUBNET.der.slice(37), message: stateRoot(outer.tree), signature: outer.signature },
  ];
});

const kept = createVerifier(NETWORK, { now });
const works = {
  "two bare signature checks": (round: number) => {
    for (const { key, message, signature } of claims[round] ?? []) {
      const point = shortSignatures.Signature.fromBytes(signature);
      if (!shortSignatures.verify(point, shortSignatures.hash(message), key)) throw new Error("not signed");
    }
  },
  "one verification, nothing known": (round: number) => check(createVerifier(NETWORK, { now }), round),
  "one verification, delegation known": (round: number) => check(kept, round),
  "one verification, certificate known": () => check(kept, 0),
};

// In turns, so that a busy machine slows all of them alike; the median of each.
const costs = new Map(Object.keys(works).map((what) => [what, [] as number[]]));
for (let round = 0; round < proofs.length; round++) {
  for (const [what, work] of Object.entries(works)) {
    const start = performance.now();
    work(round);
    if (round >= WARMUP) costs.get(what)?.push(performance.now() - start);
  }
}

function check(verifier: ReturnType<typeof createVerifier>, round: number): void {
  const proof = proofs[round];
  if (!proof || verifier.licenceProof(NUMBER, proof).answer !== "valid") throw new Error("not valid");
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const bare = median(costs.get("two bare signature checks") ?? []);
for (const [what, values] of costs) {
  const milliseconds = median(values);
  console.log(`${what.padEnd(36)} ${milliseconds.toFixed(2).padStart(7)} ms   ${(milliseconds / bare).toFixed(2)}`);
}
