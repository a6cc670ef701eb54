import { describe, expect, test } from "vitest";
import { authenticator, type Bent } from "../testing/authenticator.ts";
import { relyingParty } from "./relyingParty.ts";
import { createdPasskey, signedChallenge } from "./webauthn.ts";

const origin = "https://sanad.example";
const party = relyingParty(origin);
const challenge = Buffer.from("0123456789abcdef0123456789abcdef");
const asked = challenge.toString("base64url");
const bytes = (text: string) => Buffer.from(text, "base64url");

const created = (answer: { clientData: string; authenticatorData: string }) =>
  createdPasskey(
    { clientData: bytes(answer.clientData), authenticatorData: bytes(answer.authenticatorData) },
    { challenge, party },
  );

describe.each(["ES256", "EdDSA", "RS256"] as const)("a passkey that signs with %s", (kind) => {
  const device = authenticator({ origin, partyId: party.id, kind });
  const key = created(device.made(asked));

  const checked = (answer: ReturnType<typeof device.signed>, signCount = 0) =>
    key &&
    signedChallenge(
      {
        clientData: bytes(answer.clientData),
        authenticatorData: bytes(answer.authenticatorData),
        signature: bytes(answer.signature),
      },
      { challenge, party, key: { ...key, signCount } },
    );

  test("is kept, and its signature holds", () => {
    expect(Buffer.from(key?.credentialId ?? "").toString("base64url")).toBe(device.credentialId);
    expect(checked(device.signed(asked))).toEqual({ signCount: 1 });
  });

  const bent: [string, Bent][] = [
    ["another origin", { origin: "https://sanad.example.evil" }],
    ["another challenge", { challenge: Buffer.from("another").toString("base64url") }],
    ["another ceremony", { type: "webauthn.other" }],
    ["another service", { partyId: "evil.example" }],
    ["nobody there", { flags: 0x44 }],
    ["nobody verified", { flags: 0x41 }],
  ];
  test.each(bent)("%s: neither kept nor believed", (_what, bend) => {
    expect(created(device.made(asked, bend))).toBeNull();
    expect(checked(device.signed(asked, bend))).toBeNull();
  });

  test("is not believed with a signature of something else, or of another key", () => {
    const answer = device.signed(asked);
    const other = authenticator({ origin, partyId: party.id, kind }).signed(asked);
    expect(checked({ ...answer, signature: other.signature })).toBeNull();
    expect(checked({ ...answer, signature: "AAAA" })).toBeNull();
    expect(checked({ ...answer, clientData: device.signed(asked, { origin: `${origin}/` }).clientData })).toBeNull();
  });

  test("is a copy when its count does not go on", () => {
    expect(checked(device.signed(asked, { count: 7 }), 7)).toBeNull();
    expect(checked(device.signed(asked, { count: 0 }), 7)).toBeNull();
    expect(checked(device.signed(asked, { count: 8 }), 7)).toEqual({ signCount: 8 });
    // An authenticator that keeps no count always says 0.
    expect(checked(device.signed(asked, { count: 0 }), 0)).toEqual({ signCount: 0 });
  });
});

test("an answer that is cut off, or is none, is refused without a fault", () => {
  const device = authenticator({ origin, partyId: party.id });
  const { clientData, authenticatorData } = device.made(asked);
  for (let length = 0; length < bytes(authenticatorData).length; length += 7)
    expect(
      created({ clientData, authenticatorData: bytes(authenticatorData).subarray(0, length).toString("base64url") }),
    ).toBeNull();
  expect(created({ clientData: Buffer.from("[").toString("base64url"), authenticatorData })).toBeNull();
});

test("passkeys are made for the portal's name, and for localhost on this machine", () => {
  expect(relyingParty("https://sanad.gov.example")).toEqual({
    id: "sanad.gov.example",
    origins: ["https://sanad.gov.example"],
  });
  expect(relyingParty("http://127.0.0.1:3000")).toEqual({ id: "localhost", origins: ["http://localhost:3000"] });
});
