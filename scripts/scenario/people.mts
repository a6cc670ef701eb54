import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from "@dfinity/identity";
import { mailbox } from "../../lib/notifications/queries.ts";
import {
  issueChallenge,
  requestCode,
  signInAsDemo,
  signInWithCode,
  signInWithIdentity,
} from "../../lib/people/commands.ts";
import { demoPeople } from "../../lib/people/queries.ts";
import { challengeMessage } from "../../lib/people/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { personOfSession } from "../../lib/platform/auth/person.ts";
import { identityTrust } from "../../lib/platform/chain/trust.ts";
import { config } from "../../lib/platform/config.ts";
import { randomToken, secret, stateFolder, writeFileAtomically } from "../parts/state.mts";
import { must } from "./must.mts";

/** Sessions of earlier runs, by who they are: a second run goes on with them instead of asking for new codes. */
const sessionsFile = () => path.join(stateFolder(), "scenario-sessions.json");

let sessions: Record<string, string> | undefined;

function kept(): Record<string, string> {
  sessions ??= fs.existsSync(sessionsFile())
    ? (JSON.parse(fs.readFileSync(sessionsFile(), "utf8")) as Record<string, string>)
    : {};
  return sessions;
}

/** New sessions are written down this often, in milliseconds: whoever breaks a run off has them sign in anew for no longer. */
const keepEvery = 1_000;

let keptAt = 0;

/** Writes the open sessions down. */
export function keepSessions(): void {
  keptAt = performance.now();
  writeFileAtomically(sessionsFile(), JSON.stringify(kept()), 0o600);
}

async function open(who: string, signIn: () => Promise<string>): Promise<Person> {
  const known = kept()[who];
  const person = known ? await byScript(known) : null;
  if (person) return person;
  const sessionId = await signIn();
  kept()[who] = sessionId;
  if (performance.now() - keptAt > keepEvery) keepSessions();
  const signedIn = await byScript(sessionId);
  if (!signedIn) throw new Error(`${who}: the session did not open`);
  return signedIn;
}

/** The person of a session, played by a script: nobody sits there who could confirm what they decide. */
async function byScript(sessionId: string): Promise<Person | null> {
  const person = await personOfSession(sessionId);
  return person && { ...person, isScripted: true };
}

/** The person as they are now: roles and memberships read again. */
export async function again(person: Person): Promise<Person> {
  const now = await byScript(person.sessionId);
  if (!now) throw new Error(`the session of ${person.name} is over`);
  return now;
}

/** Signs in with a code by e-mail, read in the demo mailbox. */
export function byCode(email: string): Promise<Person> {
  return open(email, async () => {
    must(await requestCode({ email, locale: "en" }), `code for ${email}`);
    const [letter] = await mailbox(true, email);
    const code = /\b\d{6}\b/.exec(letter?.subject ?? "")?.[0];
    return must(await signInWithCode({ email, code }), `sign-in of ${email}`).sessionId;
  });
}

/** Steps into a demo person, by the name on the sign-in page. */
export function demoPerson(name: string): Promise<Person> {
  return open(name, async () => {
    const person = (await demoPeople(true)).find((one) => one.name === name);
    return must(await signInAsDemo(person?.id, true), `sign-in of ${name}`).sessionId;
  });
}

/** Signs in with an Internet Identity of the scenario's own, the same for the same name in every run on this state. */
export function byIdentity(name: string): Promise<Person> {
  return open(name, async () => {
    const seed = secret(stateFolder(), "scenario-seed", randomToken);
    const user = Ed25519KeyIdentity.generate(new Uint8Array(createHash("sha256").update(`${seed}\n${name}`).digest()));
    const session = Ed25519KeyIdentity.generate();
    const chain = await DelegationChain.create(user, session.getPublicKey(), new Date(Date.now() + 3_600_000));
    const { origin } = config();
    const { nonce } = await issueChallenge(origin);
    const signature = await DelegationIdentity.fromDelegation(session, chain).sign(challengeMessage(origin, nonce));
    const proof = { nonce, signature: Buffer.from(signature).toString("hex"), chain: chain.toJSON() };
    return must(await signInWithIdentity(null, proof, origin, identityTrust(config())), `sign-in of ${name}`).sessionId;
  });
}
