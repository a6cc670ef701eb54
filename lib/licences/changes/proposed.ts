import { codesSigned, isLive, type Signature, signaturesOf } from "../../batches/signing/steps.ts";
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

/** More than are ever open at once: each licence of the programme's places has one or two. */
const lookedAtMost = 3_000;

/** Rows that a reader is shown. */
const shownAtMost = 50;

/**
 * Reinstatements and revocations that wait for approvers, and suspensions whose officer's signature ran out or was refused, each with
 * whether it waits for the reader's word: those that do first, then the oldest, at most 50; nothing for whoever has no office.
 */
export async function proposedChanges(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person" || !may(actor, "licences.read")) return [];
  const found = await db().licenceChange.findMany({
    where: { state: "PROPOSED", licence: knownTo(actor) },
    select: {
      ...{ id: true, kind: true, operation: true, contentHash: true, proposedById: true, approverIds: true },
      licence: { select: { institutionId: true, seats: withLicence.licence.include.seats } },
    },
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: lookedAtMost,
  });
  const suspensions = found.filter(({ kind }) => !isJoint(kind));
  const signed = await codesSigned(db(), suspensions.map(signableAct));
  const open = found.filter(({ operation }) => !signed.has(operation));
  const institutionIds = open.map(({ licence }) => licence.institutionId);
  const close = await closenessTo(db(), actor, institutionIds, now);
  const { userId } = actor;
  const waiting = new Map(
    open.map(({ id, kind, proposedById, approverIds, licence }) => {
      const isConcerned = close.has(licence.institutionId) || licence.seats.some((seat) => seat.userId === userId);
      const isDecider = [proposedById, ...approverIds].includes(userId);
      // What others approve waits for those who have not; a suspension for the officer whose it is.
      return [id, may(actor, "licences.approveChange") && !isConcerned && isDecider !== isJoint(kind)] as const;
    }),
  );
  const first = [...waiting.keys()].sort((a, b) => Number(waiting.get(b)) - Number(waiting.get(a)));
  const ids = first.slice(0, shownAtMost);
  const rows = await db().licenceChange.findMany({ where: { id: { in: ids } }, include: withLicence });
  return rows
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map(({ id, kind, reason, proposedAt, licence }) => ({
      ...{ id, kind, proposedAt, reason: reason as ChangeReason, licence: shown(licence, now) },
      waits: waiting.get(id) ?? false,
    }));
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
