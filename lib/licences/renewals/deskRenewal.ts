import { isLive, signaturesAsked, signaturesOf } from "../../batches/signing/steps.ts";
import { isClose } from "../../desk/closeness.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { signableAct } from "../jointly.ts";
import { formatNumber } from "../number.ts";
import { writeKeys } from "../rules.ts";
import { proposedRenewals, renewable, renewalAct, renewalHash } from "./renewing.ts";

/** What the reader may do with a renewal, or why nothing. */
export type RenewalRole = "closed" | "reader" | "close" | "proposer" | "approver" | "open";

/**
 * A renewal as an approver decides on it: its licences with the ends that they have and would have, what is signed, and who has signed.
 * Null for whoever may not read it.
 */
export const findRenewal = reading(
  "licences.read",
  "renewal",
  async (actor: Actor, id: string, now: Date = new Date()) => {
    if (actor?.kind !== "person" || !may(actor, "licences.read") || !isId(id)) return null;
    const renewal = await db().renewal.findUnique({
      where: { id },
      include: { institution: { select: { id: true, name: true, nameUr: true } } },
    });
    if (!renewal) return null;
    const { state, version, proposedById, approverIds, institutionId, institution, askedAt, proposedAt } = renewal;
    const renewals = state === "ASKED" ? await renewable(db(), id, now) : await proposedRenewals(db(), id);
    const hash = renewal.contentHash ?? renewalHash(id, renewals);
    const operation = renewal.operation ?? writeKeys.renew(id, version);
    const deciders = [proposedById, ...approverIds].flatMap((one) => one ?? []);
    const people = await db().user.findMany({ where: { id: { in: deciders } }, select: { id: true, name: true } });
    const needed = await signaturesAsked(db());
    const signatures = await signaturesOf(db(), signableAct({ operation, contentHash: hash }));
    const hasSigned = signatures.some((signature) => signature.userId === actor.userId && isLive(signature));
    const isDecider = deciders.includes(actor.userId);
    const isOpen = (state === "ASKED" || state === "PROPOSED") && may(actor, "licences.approveRenewal");
    const role: RenewalRole =
      state !== "ASKED" && state !== "PROPOSED"
        ? "closed"
        : !isOpen
          ? "reader"
          : (await isClose(db(), actor, institutionId, now))
            ? "close"
            : proposedById === actor.userId
              ? "proposer"
              : isDecider
                ? "approver"
                : "open";
    return {
      ...{ id, state, version, institution, askedAt, proposedAt, role, operation },
      /** Has the reader given their word on it? */
      isDecider,
      contentHash: Buffer.from(hash).toString("hex"),
      licences: renewals.map(({ licenceId, number, from, until }) => ({
        ...{ licenceId, number: formatNumber(number), from, until },
      })),
      act: renewalAct(id, renewals),
      deciders: deciders.flatMap((one) => people.find((person) => person.id === one)?.name ?? []),
      signing: { needed, signatures, isOwed: needed > 0 && state === "PROPOSED" && isOpen && isDecider && !hasSigned },
    };
  },
);
