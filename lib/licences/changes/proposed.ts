import { isLive, type Signature, signaturesOf } from "../../batches/signing/steps.ts";
import { closenessTo } from "../../desk/closeness.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { signableAct, wantedFor } from "../jointly.ts";
import { type ChangeReason, isJoint } from "../rules.ts";
import { isConcerned } from "../steps.ts";
import { knownTo, shown } from "../view.ts";

const withLicence = {
  licence: {
    include: {
      institution: { select: { id: true, name: true, nameUr: true } },
      seats: { where: { state: { not: "RELEASED" } }, select: { userId: true } },
    },
  },
} as const satisfies Prisma.LicenceChangeInclude;

/** A reinstatement, a revocation or a suspension as a list of the desk shows it. */
export type ProposedChange = Awaited<ReturnType<typeof proposedChanges>>[number];

/**
 * Reinstatements and revocations that wait for approvers, and suspensions whose officer's signature ran out or was refused, the oldest
 * first, at most 50, each with whether it waits for the reader's word; nothing for whoever has no office.
 */
export async function proposedChanges(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person" || !may(actor, "licences.read")) return [];
  const rows = await db().licenceChange.findMany({
    where: { state: "PROPOSED", licence: knownTo(actor) },
    include: withLicence,
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  const institutionIds = rows.map(({ licence }) => licence.institutionId);
  const close = await closenessTo(db(), actor, institutionIds, now);
  const { userId } = actor;
  const signed = await Promise.all(rows.map((row) => !isJoint(row.kind) && isSigned(row)));
  return rows.flatMap(({ id, kind, reason, proposedAt, proposedById, approverIds, licence }, nth) => {
    if (signed[nth]) return [];
    const isConcerned = close.has(licence.institutionId) || licence.seats.some((seat) => seat.userId === userId);
    const isDecider = [proposedById, ...approverIds].includes(userId);
    return {
      ...{ id, kind, proposedAt, reason: reason as ChangeReason, licence: shown(licence, now) },
      // What others approve waits for those who have not; a suspension for the officer whose it is.
      waits: may(actor, "licences.approveChange") && !isConcerned && isDecider !== isJoint(kind),
    };
  });
}

/** Is a signature under it on its way, or in the registry? */
async function isSigned(change: Parameters<typeof signableAct>[0]): Promise<boolean> {
  return (await signaturesOf(db(), signableAct(change))).some(isLive);
}

/** How many of them wait for a word of this approver; undefined for whoever decides none. */
export async function proposedChangesWaiting(actor: Actor): Promise<number | undefined> {
  if (!may(actor, "licences.approveChange")) return undefined;
  return (await proposedChanges(actor)).filter(({ waits }) => waits).length;
}

/** What the reader may do with a proposed change, and why not: in the order in which a page says it. */
export type ChangeRole = "closed" | "concerned" | "proposer" | "approver" | "open" | "reader";

/**
 * A reinstatement or a revocation with who decided it and who has signed, or a suspension with its officer's signature; the number of its
 * licence is in `act` as it is signed. Null for whoever may not read it.
 */
export const findProposedChange = reading(
  "licences.read",
  "licenceChange",
  async (actor: Actor, id: string, now: Date = new Date()) => {
    if (actor?.kind !== "person" || !may(actor, "licences.read") || !isId(id)) return null;
    const found = await db().licenceChange.findFirst({
      where: { id, licence: knownTo(actor) },
      include: withLicence,
    });
    if (!found) return null;
    const { contentHash, licence, kind, reason, operation, proposedById, approverIds, ...change } = found;
    const people = await db().user.findMany({
      where: { id: { in: [proposedById, ...approverIds] } },
      select: { id: true, name: true },
    });
    const nameOf = (userId: string) => people.find((one) => one.id === userId)?.name ?? "";
    const { signatures: needed } = await wantedFor(db(), { isAlone: !isJoint(kind) });
    const signatures: Signature[] = await signaturesOf(db(), signableAct({ operation, contentHash }));
    const hasSigned = signatures.some((signature) => signature.userId === actor.userId && isLive(signature));
    const isDecider = [proposedById, ...approverIds].includes(actor.userId);
    const isOpen = change.state === "PROPOSED" && may(actor, "licences.approveChange");
    const role: ChangeRole =
      change.state !== "PROPOSED"
        ? "closed"
        : !isOpen
          ? "reader"
          : (await isConcerned(db(), licence, actor, now))
            ? "concerned"
            : proposedById === actor.userId
              ? "proposer"
              : isDecider
                ? "approver"
                : "open";
    return {
      ...{ ...change, kind, reason: reason as ChangeReason, role, licence: shown(licence, now) },
      ...{ proposedBy: nameOf(proposedById), approvedBy: approverIds.map(nameOf) },
      operation,
      act: { kind, number: licence.number, reason, decision: operation },
      /** Is a signature under it on its way, or in the registry? */
      isSigned: signatures.some(isLive),
      signing: { needed, signatures, isOwed: needed > 0 && isOpen && isDecider && !hasSigned },
    };
  },
);
