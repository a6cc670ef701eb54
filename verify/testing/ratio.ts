/** What one verification costs beside its two bare signature checks; `node verify/testing/ratio.ts` prints it. */
import { bls12_381 } from "@noble/curves/bls12-381";
import { decodeCertificate, stateRoot } from "../certificate.ts";
import { createVerifier } from "../index.ts";
import { NETWORK, NOW, NOW_MS, NUMBER, proofOf, registryTree, SECOND } from "./registry.ts";
import { ROOT, SUBNET } from "./subnet.ts";

const ROUNDS = 40;
const WARMUP = 5;
const { shortSignatures } = bls12_381;
const now = () => NOW_MS;

/** What every verification must do at least, by its name in {@link verificationCosts}. */
export const bareChecks = "two bare signature checks";

/** Median milliseconds of each way to verify a licence, by name, and of the bare checks. */
export function verificationCosts(): Map<string, number> {
  const tree = registryTree();
  const proofs = Array.from({ length: ROUNDS + WARMUP }, (_, round) =>
    proofOf(NUMBER, { tree, making: { time: NOW - BigInt(round) * SECOND, delegationTime: NOW } }),
  );
  const check = (verifier: ReturnType<typeof createVerifier>, round: number) => {
    const proof = proofs[round];
    if (!proof || verifier.licenceProof(NUMBER, proof).answer !== "valid") throw new Error("not valid");
  };
  const claims = proofs.map(claimsOf);
  const kept = createVerifier(NETWORK, { now });
  const works = {
    [bareChecks]: (round: number) => claims[round]?.forEach(checkSignature),
    "one verification, nothing known": (round: number) => check(createVerifier(NETWORK, { now }), round),
    "one verification, delegation known": (round: number) => check(kept, round),
    "one verification, certificate known": () => check(kept, 0),
  };

  // In turns, so that a busy machine slows all of them alike.
  const costs = new Map(Object.keys(works).map((what) => [what, [] as number[]]));
  for (let round = 0; round < proofs.length; round++) {
    for (const [what, work] of Object.entries(works)) {
      const start = performance.now();
      work(round);
      if (round >= WARMUP) costs.get(what)?.push(performance.now() - start);
    }
  }
  return new Map([...costs].map(([what, values]) => [what, median(values)]));
}

type Claim = { key: Uint8Array; message: Uint8Array; signature: Uint8Array };

/** What the root key and the subnet's key have signed in a proof. */
function claimsOf({ certificate }: ReturnType<typeof proofOf>): Claim[] {
  const outer = decodeCertificate(certificate);
  const inner = decodeCertificate(outer.delegation?.certificate ?? new Uint8Array());
  return [
    { key: ROOT.der.slice(37), message: stateRoot(inner.tree), signature: inner.signature },
    { key: SUBNET.der.slice(37), message: stateRoot(outer.tree), signature: outer.signature },
  ];
}

function checkSignature({ key, message, signature }: Claim): void {
  const point = shortSignatures.Signature.fromBytes(signature);
  if (!shortSignatures.verify(point, shortSignatures.hash(message), key)) throw new Error("not signed");
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

if (import.meta.main) {
  const costs = verificationCosts();
  const bare = costs.get(bareChecks) ?? 0;
  for (const [what, milliseconds] of costs) {
    console.log(`${what.padEnd(36)} ${milliseconds.toFixed(2).padStart(7)} ms   ${(milliseconds / bare).toFixed(2)}`);
  }
}
