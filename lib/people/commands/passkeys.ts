import { randomBytes } from "node:crypto";
import type { Person } from "../../platform/auth/actor.ts";
import { actHash, confirmationMinutes, takeConfirmation } from "../../platform/auth/confirmation.ts";
import { relyingParty } from "../../platform/auth/relyingParty.ts";
import { createdPasskey, signedChallenge } from "../../platform/auth/webauthn.ts";
import { command, done } from "../../platform/command.ts";
import { config } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Confirmation } from "../../platform/db/generated/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { tellOfPasskey } from "../letters.ts";
import { passkeysAtMost } from "../rules.ts";
import { AddPasskey, BeginConfirmation, ConfirmAct, ConfirmAsDemonstration, RemovePasskey } from "../schema.ts";

/** What a browser needs to sign a challenge; bytes in base64url. */
export type Challenge = { confirmationId: string; challenge: string; partyId: string; credentials: string[] };

/**
 * Asks for the person's word for one act: a challenge that only they can sign, in this session, within five minutes. With
 * `registering` it is for a new passkey instead. Errors: passkeyMissing (there is none to sign with).
 */
export const beginConfirmation = command({
  action: "people.confirmAct",
  schema: BeginConfirmation,
  async run({ tx, actor, input, now }) {
    const { action, act } = input;
    const keys = await tx.passkey.findMany({ where: { userId: actor.userId, removedAt: null } });
    const isRegistering = action === "register";
    if (keys.length === 0 && !isRegistering) return fail("passkeyMissing");
    const hash = actHash(action, act);
    // The challenge itself commits to the act: what was signed says which plan, for whoever reads the proof later.
    const challenge = new Uint8Array(Buffer.concat([randomBytes(32), hash]));
    const { id } = await tx.confirmation.create({ data: { ...opened(actor, action, hash, challenge, now) } });
    const value: Challenge = {
      confirmationId: id,
      challenge: base64url(challenge),
      partyId: relyingParty(config().origin).id,
      credentials: keys.map((key) => base64url(key.credentialId)),
    };
    return done(value, { kind: "confirmation", id }, { for: action });
  },
});

/** Takes the signed challenge: the act that it was asked for may now be done, once. Errors: confirmationWrong. */
export const confirmAct = command({
  action: "people.confirmAct",
  schema: ConfirmAct,
  async run({ tx, actor, input, now }) {
    const asked = await openConfirmation(tx, actor, input.confirmationId, now);
    const key = await tx.passkey.findFirst({
      where: { userId: actor.userId, removedAt: null, credentialId: bytes(input.credentialId) },
    });
    if (!asked || !key || asked.action === "register") return fail("confirmationWrong");
    const answer = {
      clientData: bytes(input.clientData),
      authenticatorData: bytes(input.authenticatorData),
      signature: bytes(input.signature),
    };
    const signed = signedChallenge(answer, {
      challenge: asked.challenge,
      party: relyingParty(config().origin),
      key: { ...key, signCount: Number(key.signCount) },
    });
    if (!signed) return fail("confirmationWrong");
    const { clientData, authenticatorData, signature } = input;
    const { count } = await tx.confirmation.updateMany({
      where: { id: asked.id, confirmedAt: null },
      data: {
        method: "PASSKEY",
        passkeyId: key.id,
        proof: { clientData, authenticatorData, signature },
        confirmedAt: now,
      },
    });
    const counted = await tx.passkey.updateMany({
      where: { id: key.id, signCount: key.signCount },
      data: { signCount: signed.signCount, usedAt: now },
    });
    if (count === 0 || counted.count === 0) return fail("confirmationWrong");
    return done(null, { kind: "confirmation", id: asked.id }, { for: asked.action, method: "PASSKEY" });
  },
});

/**
 * One press instead of a passkey, for the people of a demonstration in a demonstration, and nobody else.
 * Errors: demonstrationOnly.
 */
export const confirmAsDemonstration = command({
  action: "people.confirmAct",
  schema: ConfirmAsDemonstration,
  async run({ tx, actor, input, now }) {
    if (!config().demonstration || !actor.demonstration) return fail("demonstrationOnly");
    const { action, act } = input;
    const challenge = new Uint8Array(randomBytes(32));
    const { id } = await tx.confirmation.create({
      data: {
        ...opened(actor, action, actHash(action, act), challenge, now),
        method: "DEMONSTRATION",
        confirmedAt: now,
      },
    });
    return done(null, { kind: "confirmation", id }, { for: action, method: "DEMONSTRATION" });
  },
});

/**
 * Keeps a new passkey. Whoever has one already confirms with it, and the first is confirmed by a code to the person's address,
 * where they have one: a session that somebody else got hold of makes no key of its own. The person hears of it by letter. Errors: confirmationWrong, confirmationNeeded, passkeyKnown, passkeysFull.
 */
export const addPasskey = command({
  action: "people.addPasskey",
  schema: AddPasskey,
  async run({ tx, actor, input, now }) {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`passkeys:${actor.userId}`}))`;
    const held = await tx.passkey.count({ where: { userId: actor.userId, removedAt: null } });
    if (held >= passkeysAtMost) return fail("passkeysFull");
    if ((held > 0 || actor.email !== null) && !(await takeConfirmation(tx, actor, "people.addPasskey", {}, now)))
      return fail("confirmationNeeded");
    const asked = await openConfirmation(tx, actor, input.confirmationId, now);
    const made =
      asked?.action === "register"
        ? createdPasskey(
            { clientData: bytes(input.clientData), authenticatorData: bytes(input.authenticatorData) },
            { challenge: asked.challenge, party: relyingParty(config().origin) },
          )
        : null;
    if (!asked || !made) return fail("confirmationWrong");
    await tx.confirmation.update({ where: { id: asked.id }, data: { confirmedAt: now, usedAt: now } });
    const { count } = await tx.passkey.createMany({
      data: { userId: actor.userId, name: input.name, ...made },
      skipDuplicates: true,
    });
    if (count === 0) return fail("passkeyKnown");
    await tellOfPasskey(tx, actor.userId, "passkeyAdded", { name: input.name }, now);
    return done(null, { kind: "user", id: actor.userId }, { algorithm: made.algorithm, held: held + 1 });
  },
});

/** Takes a passkey away, confirmed with one of the person's own. Errors: confirmationNeeded, notFound. */
export const removePasskey = command({
  action: "people.removePasskey",
  schema: RemovePasskey,
  confirmed: (input) => input,
  async run({ tx, actor, input, now }) {
    const key = await tx.passkey.findFirst({ where: { id: input.passkeyId, userId: actor.userId, removedAt: null } });
    if (!key) return fail("notFound");
    await tx.passkey.update({ where: { id: key.id }, data: { removedAt: now } });
    await tellOfPasskey(tx, actor.userId, "passkeyRemoved", { name: key.name }, now);
    return done(null, { kind: "user", id: actor.userId }, { passkeyId: key.id });
  },
});

function opened(
  actor: Person,
  action: string,
  hash: Uint8Array<ArrayBuffer>,
  challenge: Uint8Array<ArrayBuffer>,
  now: Date,
) {
  const expiresAt = new Date(now.getTime() + confirmationMinutes * 60_000);
  const { userId, sessionId } = actor;
  return { userId, sessionId, action, actHash: hash, challenge, createdAt: now, expiresAt };
}

/** The challenge, while it is this person's, of this session, in its time and not answered yet. */
function openConfirmation(tx: Tx, actor: Person, id: string, now: Date): Promise<Confirmation | null> {
  const { userId, sessionId } = actor;
  return tx.confirmation.findFirst({
    where: { id, userId, sessionId, codeHash: null, expiresAt: { gt: now }, confirmedAt: null, usedAt: null },
  });
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64url"));
}

function base64url(value: Uint8Array): string {
  return Buffer.from(value).toString("base64url");
}
