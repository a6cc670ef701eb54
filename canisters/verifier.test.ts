// The real canisters, checked by the package that strangers use: their encodings meet here and nowhere else.
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCanisters } from "../scripts/canisters.mts";
import { createVerifier, formatNumber, type Verifier, verifySigner } from "../verify/index.ts";
import { accountEntryBytes, chunkHash, hex, manifestHash, nthNumber, sha256 } from "./testing/encoding.ts";
import { type Founded, founded, issueApproved } from "./testing/governance.ts";
import type { MessengerActor } from "./testing/idl.ts";
import { entries, single } from "./testing/licences.ts";
import { type Bench, type Deployed, startBench } from "./testing/network.ts";

let bench: Bench;
let registry: Founded;
let messenger: Deployed<MessengerActor>;
let verifier: Verifier;

const owner = Principal.selfAuthenticating(sha256("an owner"));
const account = {
  account: "account-1",
  handle: "zara.khan",
  owner,
  institutionId: "institution-7",
  institutionName: "آغاز ٹیکنالوجیز",
};

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
  messenger = await bench.messenger();
  verifier = createVerifier(network());
});

afterAll(() => bench?.stop());

/** What `GET /api/v1/network` says. */
function network(changes: object = {}) {
  return {
    host: bench.network.url,
    rootKey: hex(bench.network.rootKey),
    subnetId: bench.network.subnetId,
    canisters: { licence_registry: registry.id.toText(), messenger: messenger.id.toText() },
    demonstration: true,
    network: "local",
    ...changes,
  };
}

const wide = (places: object) =>
  Object.fromEntries(Object.entries(places).map(([name, count]) => [name, BigInt(count)]));

const change = (number: string) => ({ operation: `change ${number}`, number, reason: "termsBreach", decision: "d-1" });

describe("a stranger with the package verify/", () => {
  it("hears that an empty registry has no licence with the number", async () => {
    expect((await verifier.licence(nthNumber(0))).answer).toBe("absent");
  });

  it("hears what every licence is, and who signed", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 60)));
    await registry.acts.suspend(change(nthNumber(1)));
    await registry.acts.revoke(change(nthNumber(2)));
    const commitment = sha256("a commitment");
    await registry.issuer.bindHolder({ ...change(nthNumber(3)), commitment });

    expect(await verifier.licence(formatNumber(nthNumber(0)))).toMatchObject({
      answer: "valid",
      record: { number: nthNumber(0), batch: "batch-1", holder: null },
      evidence: { subnetId: bench.network.subnetId, canisterId: registry.id.toText() },
    });
    expect(await verifier.licence(nthNumber(1))).toMatchObject({ answer: "suspended", reason: "termsBreach" });
    expect(await verifier.licence(nthNumber(2))).toMatchObject({ answer: "revoked", reason: "termsBreach" });
    const held = await verifier.licence(nthNumber(3));
    expect(held).toMatchObject({ answer: "valid", record: { holder: commitment } });
    for (const number of [60, 61, 5000]) expect((await verifier.licence(nthNumber(number))).answer).toBe("absent");
    for (let n = 4; n < 60; n++) expect((await verifier.licence(nthNumber(n))).answer).toBe("valid");
  });

  it("hears who decides, and how many places there are, are taken and are free", async () => {
    const verdict = await verifier.governance();
    if (verdict.answer !== "governance") throw new Error(verdict.detail);
    const { caps, taken, free, roles, policy, motions, brokenGlass } = verdict.governance;
    expect({ caps, taken }).toEqual({
      caps: wide(await registry.issuer.caps()),
      taken: wide(await registry.issuer.issued()),
    });
    expect([taken.total, free.total]).toEqual([60n, caps.total - 60n]);
    const named = await registry.issuer.roles();
    expect(roles).toEqual(named.map(([one, role]) => ({ principal: one.toText(), role: Object.keys(role)[0] })));
    expect([policy.approvals, motions, brokenGlass]).toEqual([2n, [], []]);
    expect(verdict.block).toBe(BigInt((await registry.issuer.archiving()).length) - 1n);
  });

  it("is not told anything by another network's key, another subnet, or another canister", async () => {
    const asked = async (changes: object) => createVerifier(network(changes)).licence(nthNumber(0));
    const canisters = { licence_registry: messenger.id.toText() };
    expect(await asked({ canisters })).toMatchObject({ answer: "unchecked", code: "query-rejected" });
    expect(await asked({ subnetId: Principal.selfAuthenticating(sha256("another")).toText() })).toMatchObject({
      answer: "unchecked",
      code: "subnet-mismatch",
    });
  });

  it("hears what stands behind the signature: the subnet, its node, and the very program that these sources give", async () => {
    const modules = await buildCanisters();
    const verdict = await verifySigner({ network: network() });
    expect(verdict).toMatchObject({
      answer: "signed",
      signer: {
        subnetId: bench.network.subnetId,
        type: "application",
        moduleHash: modules.licence_registry.moduleHash,
      },
    });
    expect("signer" in verdict && verdict.signer.nodes.length).toBe(1);
    expect(await verifySigner({ network: network(), canister: "messenger" })).toMatchObject({
      signer: { moduleHash: modules.messenger.moduleHash },
    });
  });

  it("hears whose a handle is, which handle a principal has, and what is free", async () => {
    expect((await verifier.handle(account.handle)).answer).toBe("absent");
    expect((await verifier.principal(owner.toText())).answer).toBe("absent");
    const chunk = chunkHash([accountEntryBytes({ ...account, owner: owner.toUint8Array() })]);
    await messenger.issuer.openAccounts({
      batchId: "batch-1",
      chunk: 0,
      chunks: 1,
      manifestHash: manifestHash([chunk]),
      entries: [account],
    });
    const found = await verifier.handle(account.handle);
    expect(found).toMatchObject({ answer: "active", account: { institutionName: account.institutionName } });
    expect("account" in found && hex(found.account.owner)).toBe(hex(owner.toUint8Array()));
    expect(await verifier.principal(owner.toText())).toMatchObject({ answer: "listed", handle: account.handle });
    expect((await verifier.handle("somebody.else")).answer).toBe("absent");
    await messenger.issuer.suspendAccount({ operation: "suspend", account: account.account });
    expect((await verifier.handle(account.handle)).answer).toBe("suspended");
  });
});
