import { signaturesAsked } from "../../batches/signing/steps.ts";
import { closenessTo } from "../../desk/closeness.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { changeToSign, licenceAfter } from "../rules.ts";
import { changeUnderway } from "../steps.ts";
import { shown } from "../view.ts";

/** What a suspension would come to, for each licence that was chosen. */
export type SuspensionPreview = Awaited<ReturnType<typeof previewSuspension>>[number];

/**
 * What asking now for the suspension of these licences would come to: it `suspends`, or the licence stays as it is because of its
 * state, because a change is `underway`, or because the officer is `concerned`. With what is signed for it, but for its reason, where the
 * registry asks for a signature; and, of the licences in `done`, what came of the suspension that the reader asked for last: it is `asked`
 * for, whatever becomes of it, or the registry has `refused` it. Nothing for whoever may not suspend; at most as many as are asked for.
 */
export async function previewSuspension(actor: Actor, ids: readonly string[], done: readonly string[] = []) {
  if (actor?.kind !== "person" || !may(actor, "licences.suspend")) return [];
  const now = new Date();
  const found = await db().licence.findMany({
    where: { id: { in: [...ids] }, state: { not: "PENDING" } },
    include: {
      institution: { select: { name: true, nameUr: true } },
      seats: { where: { userId: actor.userId, state: { not: "RELEASED" } }, select: { id: true } },
      changes: {
        where: { kind: "suspend", proposedById: actor.userId, licenceId: { in: [...done] } },
        orderBy: { proposedAt: "desc" },
        select: { operation: true },
        take: 1,
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const close = await closenessTo(
    db(),
    actor,
    found.map(({ institutionId }) => institutionId),
    now,
  );
  const isSigned = (await signaturesAsked(db())) > 0;
  return Promise.all(
    found.map(async ({ seats, changes, ...licence }) => {
      const isConcerned = seats.length > 0 || close.has(licence.institutionId);
      const effect = isConcerned
        ? ("concerned" as const)
        : (await changeUnderway(db(), licence.id))
          ? ("underway" as const)
          : licenceAfter(licence.state, "suspend") === undefined
            ? ("wrongState" as const)
            : ("suspends" as const);
      const toSign = isSigned ? changeToSign("suspend", { ...licence, reason: "" }) : null;
      const refused = await db().chainWrite.count({
        where: { key: { in: changes.map(({ operation }) => operation) }, state: "REFUSED" },
      });
      const outcome = changes.length === 0 ? null : refused > 0 ? ("refused" as const) : ("asked" as const);
      return { ...shown(licence, now), effect, outcome, toSign };
    }),
  );
}
