// Credentials of licences and their status lists, judged by libraries that this project did not write.
import fs from "node:fs";
import path from "node:path";
import { Actor, HttpAgent } from "@dfinity/agent";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { compactVerify, importJWK, type JWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as didDocument } from "@/app/.well-known/did.json/route";
import { GET as context } from "@/app/api/v1/credentials/context/route";
import { GET as statusList } from "@/app/api/v1/status/[purpose]/route";
import { nthNumber } from "@/canisters/testing/encoding";
import { approvalOfChange } from "@/canisters/testing/governance";
import { type RegistryActor, registryInterface } from "@/canisters/testing/idl";
import { entries, single } from "@/canisters/testing/licences";
import { licenceCredential } from "@/lib/licences/credentials/credential";
import { credentialIssuer } from "@/lib/licences/credentials/holderCredential";
import { currentStatusList } from "@/lib/licences/credentials/statusCredential";
import { loadIdentity } from "@/lib/platform/chain/identity";
import { chain } from "@/lib/platform/chain/network";
import { verifyProof } from "@/lib/platform/chain/registry";
import { statusPlace } from "@/lib/platform/chain/statusLists";
import { createCredentialKey, type Issuer, issuer } from "@/lib/platform/credentials/issuer";
import { asJwt, type Credential, withProof } from "@/lib/platform/credentials/secure";
import { testChain } from "./testing/chain";
import { approveManifest } from "./testing/registry";

const { network, folder, keyFile } = await testChain();
process.env.CREDENTIAL_KEY_FILE = path.join(folder, "credential-key.pem");
process.env.NEXTAUTH_URL = "http://portal.test";
let registry: RegistryActor;
let by: Issuer;

beforeAll(async () => {
  createCredentialKey(process.env.CREDENTIAL_KEY_FILE ?? "");
  const found = issuer();
  if (!found) throw new Error("no issuer");
  by = found;
  const rootKey = new Uint8Array(Buffer.from(network.rootKey, "hex"));
  const agent = await HttpAgent.create({ host: network.host, rootKey, identity: loadIdentity(keyFile) });
  registry = Actor.createActor<RegistryActor>(registryInterface, {
    agent,
    canisterId: network.canisters.licence_registry,
  });
  const chunk = single("batch-1", entries(0, 6));
  await approveManifest(network, { ...chunk, planHash: new Uint8Array(32) });
  expect(await registry.issueBatch(chunk)).toHaveProperty("ok");
  const act = (n: number, operation: string) => ({ operation, number: nthNumber(n), reason: "r", decision: "d" });
  await approveManifest(network, approvalOfChange("suspend", act(2, "a")));
  expect(await registry.suspend(act(2, "a"))).toHaveProperty("ok");
  await approveManifest(network, approvalOfChange("revoke", act(4, "b")));
  expect(await registry.revoke(act(4, "b"))).toHaveProperty("ok");
});

const did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

async function credentialOf(n: number, subject: string | null = did): Promise<Credential> {
  const number = nthNumber(n);
  const [{ record }, place] = await Promise.all([verifyProof(chain(), number), statusPlace(chain(), number)]);
  if (!record || place === null) throw new Error("no such licence");
  return licenceCredential(record, place, credentialIssuer(by), subject);
}

/** What a verifier finds at an address: the portal's own routes, and nothing of the network. */
async function documentLoader(url: string) {
  const found = async (document: unknown) => ({ document, documentUrl: url, contextUrl: null });
  const purpose = /\/api\/v1\/status\/(\w+)$/.exec(url)?.[1];
  if (purpose) {
    const response = await statusList(new Request(url), { params: Promise.resolve({ purpose }) });
    return found(await response.json());
  }
  if (url.endsWith("/api/v1/credentials/context")) return found(await context().json());
  const document = (await didDocument().json()) as { id: string; verificationMethod: { id: string }[] };
  if (url === document.id) return found(document);
  const method = document.verificationMethod.find(({ id }) => id === url);
  if (!method) throw new Error(`nothing at ${url}`);
  return found({ "@context": "https://w3id.org/security/multikey/v1", ...method });
}

const judged = (credential: object) =>
  vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
    documentLoader,
    checkStatus,
  });

const statusOf = (result: Awaited<ReturnType<typeof judged>>) =>
  result.statusResult?.results?.map(({ credentialStatus, status }) => [credentialStatus.statusPurpose, status]);

describe("a licence's credential, to a verifier of another's", () => {
  test.each([
    ["in force", 0, [false, false]],
    ["suspended", 2, [false, true]],
    ["revoked", 4, [true, false]],
  ] as const)("holds, and the status list says that it is %s", async (_, n, [revoked, suspended]) => {
    const result = await judged(withProof(by, await credentialOf(n), new Date()));
    expect(result.error).toBeUndefined();
    expect(result.verified).toBe(true);
    expect(statusOf(result)).toEqual([
      ["revocation", revoked],
      ["suspension", suspended],
    ]);
  });

  test("holds no longer with a changed word, another's place, or another issuer", async () => {
    const honest = withProof(by, await credentialOf(4), new Date());
    const other = await credentialOf(0);
    for (const changes of [
      { credentialSubject: other.credentialSubject },
      { credentialStatus: other.credentialStatus },
      { issuer: "did:web:elsewhere.test" },
    ])
      expect((await judged({ ...honest, ...changes })).verified).toBe(false);
  });

  test("says of its holder nothing but what they chose, and otherwise what the registry certifies", async () => {
    const commitment = new Uint8Array(32).fill(7);
    const binding = { operation: "c", number: nthNumber(1), commitment, reason: "seatClaimed", decision: "c" };
    expect(await registry.bindHolder(binding)).toHaveProperty("ok");
    expect((await credentialOf(1)).credentialSubject).toMatchObject({ id: did, holderCommitment: "07".repeat(32) });
    expect((await credentialOf(1, null)).credentialSubject).not.toHaveProperty("id");
  });

  test("is a JWT that another library accepts, of type vc+jwt, with the key that the issuer's document lists", async () => {
    const { document } = await documentLoader(by.did);
    const methods = (document as { verificationMethod: { id: string; publicKeyJwk?: JWK }[] }).verificationMethod;
    const credential = await credentialOf(0);
    for (const [jwt, id] of [
      [asJwt(by, credential), credential.id],
      [asJwt(by, await currentStatusList("revocation", by)), "http://portal.test/api/v1/status/revocation"],
    ] as const) {
      const method = methods.find((one) => one.id === by.jwk);
      const key = await importJWK(method?.publicKeyJwk ?? {}, "EdDSA");
      const { payload, protectedHeader } = await compactVerify(jwt, key);
      expect(protectedHeader).toMatchObject({ alg: "EdDSA", typ: "vc+jwt", kid: by.jwk });
      expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ id, issuer: { id: by.did } });
      await expect(compactVerify(`${jwt.slice(0, -6)}AAAAAA`, key)).rejects.toThrow();
    }
  });
});

describe("where credentials are signed", () => {
  test("nothing is handed out without a key, and the list of another purpose is nowhere", async () => {
    const ask = (purpose: string) =>
      statusList(new Request("http://portal.test"), { params: Promise.resolve({ purpose }) });
    expect((await ask("revocation")).status).toBe(200);
    expect((await ask("refresh")).status).toBe(404);
    fs.renameSync(`${folder}/credential-key.pem`, `${folder}/away.pem`);
    expect([(await ask("revocation")).status, didDocument().status, issuer()]).toEqual([404, 404, null]);
    fs.renameSync(`${folder}/away.pem`, `${folder}/credential-key.pem`);
  });
});
