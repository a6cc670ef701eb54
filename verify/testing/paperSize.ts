/** How many bytes prove one licence without a network, and the codes that carry them: `node verify/testing/paperSize.ts`. */
import { gzipSync } from "node:zlib";
import { utf8Bytes } from "../bytes.ts";
import { encodeCbor } from "../cbor.ts";
import { lookupPath, reconstruct } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { nthNumber, TestRegistry } from "./log.ts";
import { NOW } from "./registry.ts";
import { makeCertificate } from "./subnet.ts";
import { treeBytes, witness } from "./trees.ts";

/** Bytes that a QR code holds in byte mode (ISO/IEC 18004, table 7), by version and level of correction. */
const CAPACITY: Readonly<Record<string, number>> = {
  "15-M": 412,
  "20-M": 666,
  "25-M": 997,
  "25-L": 1273,
  "40-L": 2953,
};
/** Of each code: which part of how many, and of which proof. */
const HEADER = 6;

for (const licences of [1_500, 10_000, 100_000]) {
  const registry = new TestRegistry();
  registry.issue(0, licences);
  const number = nthNumber(licences >> 1);
  const tree = registry.tree();
  const path = [utf8Bytes("licences"), licenceLabel(number)];
  const found = lookupPath(path, tree);
  const record = found.status === "found" ? found.value.length : 0;
  const shown = treeBytes(witness(tree, path));
  const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW });
  const whole = encodeCbor([certificate, shown]);
  const packed = gzipSync(whole, { level: 9 }).length;
  console.log(
    `${licences} licences: record ${record}, witness around it ${shown.length - record}, certificate ${certificate.length}: ${whole.length} bytes, ${packed} packed`,
  );
  for (const [code, capacity] of Object.entries(CAPACITY))
    console.log(`  version ${code}: ${Math.ceil(whole.length / (capacity - HEADER))} codes`);
}
