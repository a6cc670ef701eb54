import fs from "node:fs";
import path from "node:path";
import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity } from "@dfinity/identity";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST } from "../../../app/api/v1/activations/route.ts";
import { answerTo } from "../../../components/signing/proveHolder.ts";
import { CanisterSigner } from "../../../localnet/identity/canisterSigner.ts";
import { Delegator } from "../../../localnet/identity/delegation.ts";
import { type TestNetwork, throwawayLocalnet } from "../../../localnet/testing.ts";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { answerIn, newChallenge, proveAddress } from "../../../verify/entitlement.ts";
import { signedAnswer } from "../../../verify/holder.ts";
import { holderCommitment } from "../../../verify/labels.ts";
import { limits } from "../../platform/limits/limits.ts";
import { claimSeat, offerSeats } from "../commands.ts";
import { settleBinding } from "../steps.ts";
import { configureTest, success, world } from "../testing/fixtures.ts";
import { type Challenge, challengeOf, isFresh, wayBack } from "./challenge.ts";
import { proving, reportUse } from "./entitlement.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);
const seed = new Uint8Array(32).fill(7);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
let network: TestNetwork;

beforeAll(async () => {
  network = await throwawayLocalnet();
  const file = process.env.NETWORK_FILE ?? "";
  const described = JSON.parse(fs.readFileSync(file, "utf8"));
  const folder = fs.mkdtempSync(path.join(path.dirname(file), "own-"));
  process.env.NETWORK_FILE = path.join(folder, "network.json");
  fs.writeFileSync(
    process.env.NETWORK_FILE,
    JSON.stringify({ ...described, host: network.url, rootKey: hex(network.rootKey), subnetId: network.subnetId }),
  );
}, 60_000);

afterAll(() => network.stop());

/** A browser in which somebody has just opened Internet Identity: a session key of the kind that browsers make, and its delegation. */
async function browser(anchor: string): Promise<DelegationIdentity> {
  const session = await ECDSAKeyIdentity.generate();
  const delegator = new Delegator(seed, new CanisterSigner(network.url, seed));
  const sessionPublicKey = session.getPublicKey().toDer();
  const signed = await delegator.delegate({ anchor, origin: "http://portal.test", sessionPublicKey });
  const delegation = { pubkey: hex(signed.pubkey), expiration: signed.expiration.toString(16) };
  const chain = DelegationChain.fromJSON({
    publicKey: hex(signed.userPublicKey),
    delegations: [{ delegation, signature: hex(signed.signature) }],
  });
  return DelegationIdentity.fromDelegation(session, chain);
}

let counter = 0;

/** A seat that an anchor of the identity provider holds, recorded unless it is left to be. */
async function held(anchor: string, isRecorded = true) {
  const { institution: of, ...made } = await licensed(1);
  const email = `holder${++counter}@people.test`;
  success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name: "Ayesha Khan", email }] }));
  const mail = await db.mail.findFirstOrThrow({ where: { to: email } });
  const identity = await browser(anchor);
  const principal = identity.getPrincipal().toText();
  const user = await db.user.findUnique({ where: { principal } });
  const somebody = user ? { ...(await person()), userId: user.id } : await person();
  const holder = { ...somebody, principal };
  await db.user.update({ where: { id: holder.userId }, data: { principal } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  const { seatId } = success(await claimSeat(holder, { token }));
  const write = await db.chainWrite.findUniqueOrThrow({ where: { key: `bind:${seatId}` } });
  if (isRecorded)
    await db.$transaction((tx) => settleBinding(tx, write.payload as never, { block: "7", at: "1790000000000000000" }));
  const seat = await db.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
  const challenge = newChallenge({ origin: "https://build.example", licence: seat.licence.number, activates: true });
  return {
    ...made,
    institution: of,
    holder,
    identity,
    seatId,
    licence: seat.licence,
    commitment: seat.commitment,
    challenge,
  };
}

type Held = Awaited<ReturnType<typeof held>>;

async function answerOf({ holder, identity, challenge }: Pick<Held, "holder" | "identity" | "challenge">) {
  const shown = await proving(holder, challenge);
  if (!shown) throw new Error("nothing to prove");
  return JSON.parse(await answerTo(challenge, identity, shown.salt));
}

const activated = async (seatId: string) => (await db.seat.findUniqueOrThrow({ where: { id: seatId } })).activatedAt;

describe("a holder's answer", { timeout: 60_000 }, () => {
  test.each(["demo 1", "demo 2", "demo 3"])(
    "made in the browser of %s is what other systems check, and leads to the commitment",
    async (anchor) => {
      const seat = await held(anchor);
      const answer = await answerOf(seat);
      const packed = answerIn(`#sanad-answer=${Buffer.from(JSON.stringify(answer)).toString("base64url")}`);
      const signed = signedAnswer(seat.challenge, packed, { rootKey: network.rootKey, canisters: "any" }, Date.now());
      if (typeof signed === "string") throw new Error(signed);
      expect(hex(holderCommitment(signed.salt, signed.principal))).toBe(hex(seat.commitment ?? new Uint8Array()));
    },
  );

  test("is asked by the address that other systems send people to, and leads back to nobody else", () => {
    const challenge = newChallenge({ origin: "https://build.example", licence: "SND-00000-00000-0" });
    const asked = new URL(proveAddress("https://portal.example", challenge, "/back?from=here")).searchParams;
    const read = challengeOf(asked.get("challenge"));
    expect(read).toEqual(challenge);
    expect(read && isFresh(read, new Date())).toBe(true);
    expect(read && wayBack(read, asked.get("back"))).toBe("https://build.example/back?from=here");
    for (const back of [
      "//evil.example/",
      "https://evil.example/",
      "/\\evil.example",
      "javascript:alert(1)",
      undefined,
    ])
      expect(read && new URL(wayBack(read, back)).origin).toBe("https://build.example");
    const changed = (change: object) => challengeOf(JSON.stringify({ ...challenge, ...change }));
    for (const origin of ["http://build.example", "https://build.example/", "javascript:", "null", "https://a b"])
      expect(changed({ origin })).toBeUndefined();
    for (const change of [{ nonce: "00" }, { at: "today" }, { licence: "SND00000000001" }, { v: 2 }, { more: 1 }])
      expect(changed(change)).toBeUndefined();
  });

  test("can be made by the holder alone, of a seat that is recorded", async () => {
    const { holder, institution, challenge } = await held("demo 4");
    expect(await proving(holder, challenge)).not.toBeNull();
    for (const who of [
      institution.owner,
      await person({ principal: true }),
      await person({ roles: ["ADMINISTRATOR", "AUDITOR"] }),
      null,
    ])
      expect(await proving(who, challenge)).toBeNull();
    const other = { ...challenge, licence: "SND00000000000" };
    expect(await proving(holder, other)).toBeNull();
    const unrecorded = await held("demo 7", false);
    expect(await proving(unrecorded.holder, unrecorded.challenge)).toBeNull();
  });
});

describe("a report that a seat is in use", { timeout: 60_000 }, () => {
  const report = (body: unknown, headers: Record<string, string> = {}) =>
    POST(new Request("http://portal.test/api/v1/activations", { method: "POST", body: JSON.stringify(body), headers }));

  test("is believed by the holder's own signature, once however often it comes, and stands in the audit as theirs", async () => {
    const seat = await held("demo 10");
    const answer = await answerOf(seat);
    const replies = await Promise.all([report({ answer }), report({ answer })]);
    const bodies = await Promise.all(replies.map((reply) => reply.json()));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(bodies.map(({ first }) => first).toSorted()).toEqual([false, true]);
    const at = (await activated(seat.seatId))?.toISOString();
    expect(bodies.every((body) => body.activated && body.at === at && body.demonstration)).toBe(true);
    const rows = await db.auditEvent.findMany({ where: { subjectId: seat.seatId, action: "licences.confirmUse" } });
    expect(rows).toMatchObject([
      {
        actorId: seat.holder.userId,
        outcome: "DONE",
        data: { licenceId: seat.licence.id, origin: "https://build.example" },
      },
    ]);
  });

  test("is refused without the holder's word: forged, of another purpose, too old, another's", async () => {
    const seat = await held("demo 13");
    const answer = await answerOf(seat);
    const why = async (changed: unknown, now?: Date) => {
      const reported = await reportUse({ answer: changed }, now);
      return reported.ok ? "ok" : reported.why;
    };
    const asked = (change: Partial<Challenge>) => ({ ...answer, challenge: { ...answer.challenge, ...change } });
    expect(await why(asked({ activates: false }))).toBe("notAsked");
    for (const change of [
      { origin: "https://evil.example" },
      { nonce: "ab".repeat(32) },
      { licence: "SND00000000000" },
    ])
      expect(await why(asked(change))).toBe("notSigned");
    expect(await why({ ...answer, signature: answer.signature.replace(/^../, "ff") })).toBe("notSigned");
    const another = await answerOf({ ...seat, identity: await browser("demo 16") });
    expect(await why(another)).toBe("notHeld");
    expect(await why({ ...another, principal: answer.principal })).toBe("notSigned");
    expect(await why({ ...answer, salt: "00".repeat(32) })).toBe("notHeld");
    expect(await why(answer, new Date(Date.now() + 11 * 60_000))).toBe("stale");
    for (const wrong of [
      null,
      {},
      { ...answer, more: 1 },
      { ...answer, delegations: [] },
      { ...answer, challenge: {} },
    ])
      expect(await why(wrong)).toBe("malformed");
    expect((await report("no JSON of ours")).status).toBe(400);
    expect(await activated(seat.seatId)).toBeNull();
    await db.licence.update({ where: { id: seat.licence.id }, data: { state: "SUSPENDED" } });
    expect((await report({ answer })).status).toBe(409);
    await db.seat.update({ where: { id: seat.seatId }, data: { state: "RELEASED" } });
    expect((await report({ answer })).status).toBe(404);
    expect(await activated(seat.seatId)).toBeNull();
  });

  test("is not taken more often than an address may hand one in", async () => {
    const visitor = { "x-sanad-visitor": "192.0.2.78" };
    const statuses = new Set<number>();
    for (let time = 0; time <= limits.activation.most; time++) statuses.add((await report({}, visitor)).status);
    expect([...statuses]).toEqual([400, 429]);
  });
});
