/** How many bytes prove one licence without a network, and the codes that carry them: `node verify/testing/paperSize.ts`. */
import { utf8Bytes } from "../bytes.ts";
import { encodeCbor } from "../cbor.ts";
import { reconstruct } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { parseNetwork } from "../network.ts";
import { splitPaper } from "../paper/codes.ts";
import { packProof } from "../paper/proof.ts";
import { nthNumber, TestRegistry } from "./log.ts";
import { NETWORK, NOW } from "./registry.ts";
import { makeCertificate } from "./subnet.ts";
import { treeBytes, witness } from "./trees.ts";

/** Alphanumeric characters that a QR code of level M holds, from version 10 on (ISO/IEC 18004, table 7). */
const CAPACITY = [311, 366, 419, 483, 528, 600, 656, 734, 816, 909, 970, 1035, 1134, 1248, 1326, 1451];

for (const licences of [1_500, 10_000, 100_000]) {
  const registry = new TestRegistry();
  registry.issue(0, licences);
  const number = nthNumber(licences >> 1);
  const tree = registry.tree();
  const shown = treeBytes(witness(tree, [utf8Bytes("licences"), licenceLabel(number)]));
  const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW });
  const whole = encodeCbor([certificate, shown]).length;
  const packed = packProof(parseNetwork(NETWORK), number, { certificate, witness: shown });
  const versions = [2, 3].map((count) => {
    const longest = Math.max(...splitPaper(packed, count).map(({ length }) => length));
    return `${count} codes of version ${10 + CAPACITY.findIndex((most) => most >= longest)}`;
  });
  console.log(`${licences} licences: ${whole} bytes, ${packed.length} packed: ${versions.join(", or ")}`);
}
