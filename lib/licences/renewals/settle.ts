import { z } from "zod";
import type { ChainRefusal } from "../../platform/chain/answers.ts";
import { type ChainWritePayloads, instantOf, isOperatorsToMend } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import { announceRenewal, announceRenewalAsked } from "./announce.ts";
import { askAgain, lockedRenewal } from "./renewing.ts";

type Call = ChainWritePayloads["renewBatch"];

/** How a refusal names the renewals that are in the way, by their place in the call. */
const InTheWay = z.array(z.object({ index: z.coerce.number().int() }));

/** What a certified renewal means: its licences end later, and the institution is told. Settling again changes nothing. */
export async function settleRenewal(tx: Tx, call: Call): Promise<void> {
  const closed = await closeItems(tx, call, call.renewals, true);
  const untils = new Set(call.renewals.map(({ validUntil }) => validUntil));
  for (const until of untils) {
    const numbers = call.renewals.flatMap(({ number, validUntil }) => (validUntil === until ? [number] : []));
    await tx.licence.updateMany({
      where: { id: { in: closed }, number: { in: numbers } },
      data: { validUntil: instantOf(until), version: { increment: 1 }, endNotices: 0 },
    });
  }
  if (closed.length > 0) await announceRenewal(tx, call.decision, { letter: "renewalDone", licences: closed.length });
}

/**
 * What it means that the registry refused a renewal, which it does as a whole: the licences that it names (suspended or revoked
 * meanwhile) end when they end; the rest, of which nothing was done, is asked for again, and approvers are told. Where the call itself is
 * in the way, or the approvals under it do not count any more, nobody is named. Refused because of the portal's own role, or for want of room, it is the
 * operator's to send again.
 */
export async function refuseRenewal(tx: Tx, call: Call, refusal: ChainRefusal, at: Date): Promise<void> {
  if (isOperatorsToMend(refusal.code)) return;
  const renewal = await lockedRenewal(tx, call.decision);
  if (renewal?.operation !== call.operation || renewal.state !== "APPROVED") return;
  const named = refusal.code === "refused" ? InTheWay.parse(refusal.detail).map(({ index }) => index) : [];
  const closed = await closeItems(
    tx,
    call,
    call.renewals.filter((_, index) => named.includes(index)),
    false,
  );
  const { id, operation } = renewal;
  const where = { renewalId: id, live: true };
  const licences = await tx.renewalItem.count({ where });
  if (licences === 0) {
    if (closed.length > 0) await announceRenewal(tx, id, { letter: "renewalDone", licences });
    return;
  }
  await askAgain(tx, { id, operation }, "refused");
  const { institution } = await tx.renewal.findUniqueOrThrow({
    where: { id },
    select: { institution: { select: { id: true, name: true, nameUr: true } } },
  });
  const ends = await tx.licence.aggregate({ where: { renewals: { some: where } }, _min: { validUntil: true } });
  await announceRenewalAsked(tx, { institution, licences, firstEnd: ends._min.validUntil ?? at, now: at });
}

/** Closes the items of these licences that were open; their licences' ids. */
async function closeItems(
  tx: Tx,
  { decision: renewalId }: Call,
  renewals: Call["renewals"],
  renewed: boolean,
): Promise<string[]> {
  const numbers = renewals.map(({ number }) => number);
  const items = await tx.renewalItem.updateManyAndReturn({
    where: { renewalId, live: true, licence: { number: { in: numbers } } },
    data: { live: false, renewed },
    select: { licenceId: true },
  });
  return items.map(({ licenceId }) => licenceId);
}
