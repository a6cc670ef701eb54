import { describe, expect, it } from "vitest";
import { utf8Bytes } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { childrenOf, type HashTree, reconstruct } from "./hashTree.ts";
import { checkGovernance, checkSavedGovernance, createVerifier } from "./index.ts";
import { principalText } from "./principal.ts";
import type { Fields } from "./testing/figures.ts";
import { governanceReply, governed, governedTree, treeWith } from "./testing/governance.ts";
import { APPROVERS, GOVERNORS } from "./testing/officials.ts";
import { DAY, MESSENGER_ID, NETWORK, NOW, NOW_MS, SECOND } from "./testing/registry.ts";
import { KeyPair, type Making, makeCertificate, queryReply } from "./testing/subnet.ts";
import { EMPTY, leaf, level, prune, treeBytes } from "./testing/trees.ts";

const verifier = createVerifier(NETWORK, { now: () => NOW_MS });
const proofOf = (tree: HashTree, shown: HashTree = tree, making: Partial<Making> = {}) => {
  const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW - 2n * SECOND, ...making });
  return { certificate, witness: treeBytes(shown) };
};
const judged = (...given: Parameters<typeof proofOf>) => verifier.governanceProof(proofOf(...given));
const codeOf = (...given: Parameters<typeof proofOf>) => {
  const verdict = judged(...given);
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
};

describe("the certified governance", () => {
  it("says who decides and by which policy, and how many places there are, are taken and are free", () => {
    const [governor, other] = GOVERNORS.map(principalText);
    const [approver, coming] = APPROVERS.map(principalText);
    expect(judged(governedTree(governed()))).toMatchObject({
      answer: "governance",
      block: 11n,
      governance: {
        policy: { approvals: 3n, governors: 2n, delay: DAY },
        caps: { total: 1_500n, government: 200n, education: 700n, startups: 400n, private: 200n },
        taken: { total: 260n, government: 23n, education: 236n, startups: 0n, private: 1n },
        free: { total: 1_240n, government: 177n, education: 464n, startups: 400n, private: 199n },
        roles: [
          { principal: governor, role: "governor" },
          { principal: other, role: "governor" },
          { principal: approver, role: "approver" },
        ],
        motions: [
          {
            ...{ id: 7n, decision: "d-1", moved: NOW - DAY, effectiveFrom: null },
            act: { kind: "grant", principal: coming, role: "approver" },
            agreed: [{ governor, at: NOW - DAY }],
          },
          { id: 9n, act: { kind: "returnPlaces", sector: "startups", places: 4n }, effectiveFrom: NOW - DAY },
        ],
        brokenGlass: [],
      },
    });
  });

  it("says when the glass was broken, each time", () => {
    const broken = [NOW - 3n * DAY, NOW - DAY];
    expect(judged(governedTree(governed({ broken })))).toMatchObject({
      governance: { brokenGlass: broken.map((at) => ({ at })) },
    });
  });

  it("leaves out a motion from the very instant at which it lapses", () => {
    const motions = [[7n, ["archive", APPROVERS[1], 5n], "d-1", NOW - 30n * DAY, [], null]];
    const at = (time: bigint) => judged(governedTree(governed({ motions })), undefined, { time });
    expect(at(NOW - 1n)).toMatchObject({ governance: { motions: [{ id: 7n, act: { kind: "archive", keep: 5n } }] } });
    expect(at(NOW)).toMatchObject({ governance: { motions: [] } });
  });

  it("is not believed where it is hidden, whatever else is shown", () => {
    const tree = governedTree(governed());
    const [governance] = childrenOf(tree);
    if (!governance) throw new Error("no governance");
    expect(codeOf(tree, treeWith(prune(governance.tree)))).toBe("witness-incomplete");
    expect(codeOf(tree, prune(tree))).toBe("witness-incomplete");
    expect(codeOf(treeWith(EMPTY))).toBe("witness-incomplete");
  });

  it("is not believed when it is forged: fewer places taken, a governor more, another key, another canister's", () => {
    const tree = governedTree(governed());
    expect(codeOf(tree, governedTree(governed({ taken: [0n, 0n, 0n, 0n, 0n] })))).toBe("witness-mismatch");
    expect(codeOf(tree, governedTree(governed({ roles: [[APPROVERS[2], "governor"]] })))).toBe("witness-mismatch");
    expect(codeOf(tree, tree, { subnetSigner: new KeyPair(9) })).toBe("certificate-signature");
    expect(codeOf(tree, tree, { canisterId: MESSENGER_ID })).toBe("certified-data-missing");
    expect(codeOf(level([[utf8Bytes("handles"), EMPTY]]))).toBe("witness-foreign");
  });

  it("is not believed when it is stale, or from the future", () => {
    const tree = governedTree(governed());
    expect(codeOf(tree, tree, { time: NOW - 301n * SECOND })).toBe("certificate-too-old");
    expect(codeOf(tree, tree, { time: NOW + 301n * SECOND, delegationTime: NOW - DAY })).toBe(
      "certificate-from-future",
    );
  });

  it("is judged as of its day when it was saved, and of no other day", () => {
    const [network, now] = [NETWORK, () => NOW_MS + 20 * 86_400_000];
    const proof = proofOf(governedTree(governed()));
    expect(checkGovernance({ network, now, proof })).toMatchObject({ code: "certificate-too-old" });
    expect(checkSavedGovernance({ network, now, proof })).toMatchObject({
      answer: "governance",
      governance: { motions: [{ id: 7n }, { id: 9n }] },
      evidence: { certificateTime: NOW - 2n * SECOND },
    });
    const future = proofOf(governedTree(governed()), undefined, { time: NOW + 50n * DAY });
    expect(checkSavedGovernance({ network, now, proof: future })).toMatchObject({ code: "certificate-from-future" });
  });

  it.each([
    ["its places do not add up", { taken: [261n, 23n, 236n, 0n, 1n] }],
    ["its sectors have more places than there are", { caps: [1_499n, 200n, 700n, 400n, 200n] }],
    ["more places are taken than there are", { taken: [441n, 201n, 239n, 0n, 1n] }],
    ["a sector has no places", { caps: [1_500n, 200n, 700n, 400n] }],
    ["it is of another version", { v: 1n }],
    ["it has a key more", { more: 1n }],
    ["a role is none", { roles: [[GOVERNORS[0], "minister"]] }],
    ["a principal is none", { roles: [["aaaaa-aa", "governor"]] }],
    ["its policy has no delay", { policy: [2n, 2n] }],
    ["the time of a broken glass is none", { broken: ["yesterday"] }],
    ["a motion is of an unknown kind", { motions: [[7n, ["abolish"], "d-1", NOW, [], null]] }],
    [
      "a motion says more than it should",
      { motions: [[7n, ["returnPlaces", "startups", 4n, 5n], "d-1", NOW, [], null]] },
    ],
    [
      "nobody is said to have moved a motion",
      { motions: [[7n, ["archive", APPROVERS[1], 5n], "d-1", NOW, null, null]] },
    ],
  ] satisfies [string, Fields][])("is not read when %s", (_, changes) => {
    expect(codeOf(governedTree(governed(changes)))).toBe("record-malformed");
  });

  it("is asked of the registry by its own method, and of the answer nothing but the proof is read", async () => {
    let asked = "";
    const { certificate, witness } = proofOf(governedTree(governed()));
    const asking = (reply: Uint8Array) =>
      createVerifier(NETWORK, {
        now: () => NOW_MS,
        fetch: async (_, init) => {
          asked = Buffer.from(init.body as Uint8Array).toString("latin1");
          return new Response(new Uint8Array(queryReply(reply)));
        },
      });
    const governance = { taken: { total: 260n } };
    expect(await asking(governanceReply(certificate, witness)).governance()).toMatchObject({ governance });
    expect(asked).toContain("governance");
    const bare = treeBytes(
      level([[utf8Bytes("governance"), leaf(encodeCbor(governed({ taken: [0n, 0n, 0n, 0n, 0n] })))]]),
    );
    expect(await asking(governanceReply(certificate, bare)).governance()).toMatchObject({ code: "witness-mismatch" });
    expect(await asking(governanceReply(null, witness)).governance()).toMatchObject({ code: "certificate-missing" });
    const cut = governanceReply(certificate, witness).slice(0, -1);
    expect(await asking(cut).governance()).toMatchObject({ code: "reply-malformed" });
  });
});
