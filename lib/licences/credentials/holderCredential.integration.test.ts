import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { chain } from "../../platform/chain/network.ts";
import { issuerOf } from "../../platform/credentials/issuer.ts";
import { claimSeat, offerSeats } from "../commands.ts";
import { configureTest, success, world } from "../testing/fixtures.ts";
import { holderCredential, isSubject } from "./holderCredential.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);
const { privateKey } = generateKeyPairSync("ed25519");
const issuer = issuerOf(privateKey.export({ format: "pem", type: "pkcs8" }).toString(), "http://portal.test:3000");

describe("a credential", () => {
  test("is asked of the registry for the holder of a recorded seat, and for nobody else", async () => {
    const { institution } = await licensed(1);
    const email = "holder@credential.test";
    success(await offerSeats(institution.owner, { institutionId: institution.id, people: [{ name: "Sara", email }] }));
    const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
    const [holder, stranger] = [await person({ principal: true }), await person({ principal: true })];
    success(await claimSeat(holder, { token: /claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "" }));
    const { id: seatId } = await db.seat.findFirstOrThrow({ where: { userId: holder.userId } });
    const ask = (who: typeof holder | null, id = seatId) =>
      holderCredential(who, { seatId: id, subject: null }, issuer, chain());

    expect(await ask(holder)).toBeNull();
    await db.seat.update({ where: { id: seatId }, data: { state: "BOUND", boundAt: new Date() } });
    // The network of this test cannot be reached: whoever gets this far has passed the door.
    await expect(ask(holder)).rejects.toThrow();
    for (const who of [stranger, institution.owner, await person({ roles: ["ADMINISTRATOR"] }), null])
      expect(await ask(who)).toBeNull();
    expect(await ask(holder, "no-seat")).toBeNull();
    await db.seat.update({ where: { id: seatId }, data: { state: "RELEASED" } });
    expect(await ask(holder)).toBeNull();
  });

  test("takes a did:key for its subject and nothing that names a person", () => {
    expect(isSubject("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")).toBe(true);
    const noBase58 = `did:key:z${"O".repeat(50)}`;
    for (const wrong of ["", "Ayesha Khan", "mailto:a@b.pk", "did:web:a.pk", "did:key:z6Mk", noBase58])
      expect(isSubject(wrong)).toBe(false);
  });

  test("is signed by the did:web of the portal's address, whose document lists the key in both forms", () => {
    expect(issuer.did).toBe("did:web:portal.test%3A3000");
    expect(issuer.document).toMatchObject({
      id: issuer.did,
      assertionMethod: [issuer.multikey, issuer.jwk],
      verificationMethod: [
        { type: "Multikey", publicKeyMultibase: expect.stringMatching(/^z6Mk/) },
        { type: "JsonWebKey", publicKeyJwk: { kty: "OKP", crv: "Ed25519" } },
      ],
    });
    expect(JSON.stringify(issuer.document)).not.toContain('"d"');
  });
});
