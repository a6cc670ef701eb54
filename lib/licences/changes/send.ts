import type { Person } from "../../platform/auth/actor.ts";
import { actHash } from "../../platform/chain/encoding.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Licence } from "../../platform/db/generated/client.ts";
import { ok, type Result } from "../../platform/errors/result.ts";
import { isDecided, signAct } from "../jointly.ts";
import { changeToSign, isJoint, type LicenceChange } from "../rules.ts";

/** A change that is asked for, locked, with its licence; null where there is none. */
export async function lockedChange(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "LicenceChange" WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.licenceChange.findUnique({ where: { id }, include: { licence: true } });
}

/**
 * Writes down a change that somebody asks for, with their own signature where the registry asks for one. `version` is that of the licence
 * as they read it. Gives the id of the change. Errors: those of `signAct`.
 */
export async function openChange(
  tx: Tx,
  actor: Person,
  asked: { licence: Licence; version: number; kind: LicenceChange; reason: string; signature: string | undefined },
  now: Date,
): Promise<Result<string>> {
  const { licence, version, kind, reason, signature } = asked;
  const { operation, act } = changeToSign(kind, { ...licence, version, reason });
  const contentHash = actHash(act);
  const by = { proposedById: actor.userId, proposedAt: now };
  const { id } = await tx.licenceChange.create({
    data: { licenceId: licence.id, kind, reason, operation, contentHash, ...by },
    select: { id: true },
  });
  const signed = await signAct(tx, actor, { operation, contentHash, subject: subjectOf(id) }, signature, now);
  return signed.ok ? ok(id) : signed;
}

/** A change as something that is signed. */
export function subjectOf(id: string) {
  return { kind: "CHANGE" as const, id };
}

/**
 * Asks the registry for a change once enough have approved it and their signatures are certified, never before; gives whether. Waits
 * for whoever is doing the same.
 */
export async function sendWhenDecided(tx: Tx, id: string, now: Date): Promise<boolean> {
  const change = await lockedChange(tx, id);
  if (change?.state !== "PROPOSED") return false;
  const { kind, operation, reason, licence } = change;
  const act = { ...change, institutionId: licence.institutionId, isAlone: !isJoint(kind) };
  if (!(await isDecided(tx, act, now))) return false;
  await tx.licenceChange.update({ where: { id }, data: { state: "SENT", closedAt: now, version: { increment: 1 } } });
  await requestChainWrite(tx, {
    key: operation,
    kind,
    payload: { operation, number: licence.number, reason, decision: operation },
  });
  return true;
}
