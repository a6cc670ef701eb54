import { createHash } from "node:crypto";
import { mayHoldSeat } from "../licences/rules.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { declineReason } from "../notifications/words.ts";
import type { ChainAnswers, ChainRefusal } from "../platform/chain/answers.ts";
import { requestChainWrite } from "../platform/chain/outbox.ts";
import { type ChainWritePayloads, instantOf, isOperatorsToMend } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";
import type { MessengerAccount } from "../platform/db/generated/client.ts";
import type { AccountState, LicenceState } from "../platform/db/generated/enums.ts";
import { canonicalPlan, type PlannedAccount, standing, writeKeys } from "./rules.ts";

/** The account's part of the plan, in the order of the batch, and its hash. */
export async function accountsPlan(
  tx: Tx,
  batch: { id: string; code: string },
): Promise<{ accounts: PlannedAccount[]; hash: Uint8Array<ArrayBuffer> }> {
  const rows = await tx.messengerAccount.findMany({
    where: { batchId: batch.id },
    orderBy: [{ chunk: "asc" }, { position: "asc" }],
    select: { id: true, handle: true, principal: true, institutionId: true },
  });
  const accounts = rows.map(({ id, handle, principal, institutionId }) => ({
    account: id,
    handle,
    owner: principal,
    institutionId,
  }));
  const hash = createHash("sha256").update(canonicalPlan(batch.code, accounts), "utf8").digest();
  return { accounts, hash: Uint8Array.from(hash) };
}

/** Accounts whose licence is not in force at `now`, or is no longer their holder's: they may not be opened. Gives their ids. */
export async function accountsWithoutLicence(tx: Tx, batchId: string, now: Date): Promise<string[]> {
  const rows = await tx.messengerAccount.findMany({
    where: { batchId },
    select: { id: true, principal: true, licence: { select: { state: true, validUntil: true, seats: heldSeat } } },
  });
  return rows.filter((row) => !mayHoldSeat(row.licence, now) || !isHolders(row)).map((row) => row.id);
}

const heldSeat = { where: { state: "BOUND" }, select: { principal: true, userId: true } } as const;

/** Is the seat of the account's licence with the identity that the account belongs to? */
function isHolders({ principal, licence }: { principal: string; licence: { seats: { principal: string | null }[] } }) {
  return licence.seats.some((seat) => seat.principal === principal);
}

/**
 * What a certified chunk of accounts means: they are open, each holder is told, and the batch whose last chunk this was is
 * complete. An account whose licence was suspended in the meantime is suspended at once. Settling again changes nothing.
 */
export async function settleAccounts(
  tx: Tx,
  payload: ChainWritePayloads["openAccounts"],
  answer: ChainAnswers["openAccounts"],
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "MessengerBatch" WHERE code = ${payload.batchId} FOR UPDATE`;
  const batch = await tx.messengerBatch.findUniqueOrThrow({ where: { code: payload.batchId }, select: { id: true } });
  const ids = payload.entries.map((entry) => entry.account);
  // A change of one of these licences waits here, or is waited for: either way the account follows it.
  await tx.$queryRaw`
    SELECT 1 FROM "Licence" WHERE id IN (SELECT "licenceId" FROM "MessengerAccount" WHERE id = ANY(${ids}::uuid[]))
    ORDER BY id FOR SHARE`;
  const opened = await tx.messengerAccount.findMany({
    where: { id: { in: ids }, state: "PENDING" },
    include: {
      licence: { select: { state: true, seats: heldSeat } },
      user: { select: { email: true, locale: true } },
    },
    orderBy: [{ chunk: "asc" }, { position: "asc" }],
  });
  await tx.messengerAccount.updateMany({
    where: { id: { in: ids }, state: "PENDING" },
    data: { state: "ACTIVE", version: { increment: 1 }, openedAt: instantOf(answer.at) },
  });
  for (const account of opened) {
    await tell(tx, account, "accountOpened");
    if (!isHolders(account)) await followTo(tx, account);
    if (account.licence.state !== "ACTIVE" && (await statusUnderway(tx, account.id)) !== "removeAccount")
      await requestStatus(tx, account.id, "suspendAccount");
  }
  if ((await tx.messengerAccount.count({ where: { batchId: batch.id, state: "PENDING" } })) === 0)
    await tx.messengerBatch.updateMany({
      where: { id: batch.id, state: "APPROVED" },
      data: { state: "COMPLETED", completedAt: new Date(), version: { increment: 1 } },
    });
}

/**
 * What it means that the messenger refused a chunk: none of it was opened. Whoever it named (their handle is taken, or they have
 * an account) is declined and told; the others go back to the queue, for another batch.
 */
export async function refuseAccounts(
  tx: Tx,
  payload: ChainWritePayloads["openAccounts"],
  refusal: ChainRefusal,
): Promise<void> {
  const ids = payload.entries.map((entry) => entry.account);
  const named = payload.entries.find(
    (entry) =>
      (refusal.code === "handleTaken" && refusal.detail === entry.handle) ||
      (refusal.code === "ownerHasAccount" && refusal.detail === entry.owner),
  );
  if (named && (refusal.code === "handleTaken" || refusal.code === "ownerHasAccount")) {
    const { count } = await tx.messengerAccount.updateMany({
      where: { id: named.account, state: "PENDING" },
      data: { state: "DECLINED", version: { increment: 1 }, reason: refusal.code },
    });
    const account = await tx.messengerAccount.findUniqueOrThrow({
      where: { id: named.account },
      include: { user: { select: { email: true, locale: true } } },
    });
    if (count > 0) await tell(tx, account, "accountDeclined", refusal.code);
  }
  await tx.messengerAccount.updateMany({
    where: { id: { in: ids }, state: "PENDING" },
    data: { state: "REQUESTED", version: { increment: 1 }, batchId: null, chunk: null, position: null },
  });
  await tx.messengerBatch.updateMany({
    where: { code: payload.batchId, state: "APPROVED" },
    data: { state: "CANCELLED", version: { increment: 1 }, rejectReason: refusal.code },
  });
}

/** A change of an account's status, as the outbox holds it. */
export type AccountWrite = {
  kind: "suspendAccount" | "reinstateAccount" | "removeAccount";
  payload: ChainWritePayloads["suspendAccount"];
};

const reached = {
  suspendAccount: "SUSPENDED",
  reinstateAccount: "ACTIVE",
  removeAccount: "REMOVED",
} as const satisfies Record<AccountWrite["kind"], AccountState>;

const letters = {
  suspendAccount: "accountSuspended",
  reinstateAccount: "accountReinstated",
  removeAccount: "accountRemoved",
} as const;

/** What a certified change of an account's status means. Its holder is told. Settling again changes nothing. */
export async function settleAccountStatus(tx: Tx, { kind, payload }: AccountWrite): Promise<void> {
  const state = reached[kind];
  const { count } = await tx.messengerAccount.updateMany({
    where: { id: payload.account, state: { in: ["ACTIVE", "SUSPENDED"], not: state } },
    data: { state, version: { increment: 1 } },
  });
  if (count === 0) return;
  const account = await tx.messengerAccount.findUniqueOrThrow({
    where: { id: payload.account },
    include: { user: { select: { email: true, locale: true } } },
  });
  await tell(tx, account, letters[kind]);
}

/** What it means that the messenger refused a change of status: the account stays as it is. */
export async function refuseAccountStatus(): Promise<void> {}

/**
 * An account follows its licence: suspended, revoked or expired, it is suspended; back in force, it is reinstated. Called in the
 * transaction that settles the licence's change or ends it, with the licence's row locked. An account that is still on its way is caught
 * when it opens.
 */
export async function followLicence(tx: Tx, licenceId: string, state: LicenceState): Promise<void> {
  const account = await tx.messengerAccount.findFirst({
    where: { licenceId, state: { in: ["ACTIVE", "SUSPENDED"] } },
    select: { id: true, state: true },
  });
  if (!account) return;
  const last = await statusUnderway(tx, account.id);
  const heading = last ? reached[last] : account.state;
  const goal = state === "ACTIVE" ? "ACTIVE" : "SUSPENDED";
  if (heading === "REMOVED" || heading === goal) return;
  await requestStatus(tx, account.id, goal === "ACTIVE" ? "reinstateAccount" : "suspendAccount");
}

/** An account with the seat of its licence. */
type OfSeat = Pick<MessengerAccount, "id" | "principal" | "state"> & {
  licence: { seats: { principal: string | null; userId: string | null }[] };
};

/**
 * An account follows its holder's seat: where the seat is with another identity of the holder, a request and an open account, its
 * handle included, are that identity's; where it is with nobody, a request is withdrawn and an open account removed. Called in the
 * transaction that settles the change, with the licence's row locked. One on its way is caught when it opens.
 */
export async function followHolder(tx: Tx, licenceId: string): Promise<void> {
  const accounts = await tx.messengerAccount.findMany({
    where: { licenceId, state: { in: ["REQUESTED", "ACTIVE", "SUSPENDED"] } },
    include: { licence: { select: { seats: heldSeat } } },
  });
  for (const account of accounts.filter((one) => !isHolders(one))) await followTo(tx, account);
}

/** Gives the account to whom the seat is with; takes it away where that is nobody, or somebody who has another account. */
async function followTo(tx: Tx, { id, state, licence: { seats } }: OfSeat): Promise<void> {
  const isOpen = state !== "REQUESTED";
  if (isOpen && (await statusUnderway(tx, id)) === "removeAccount") return;
  const [seat] = seats;
  const [principal, userId] = [seat?.principal, seat?.userId];
  if (!principal || !userId || (await hasAnother(tx, principal, id))) {
    if (isOpen) return requestStatus(tx, id, "removeAccount");
    await tx.messengerAccount.updateMany({
      where: { id, state: "REQUESTED" },
      data: { state: "REMOVED", version: { increment: 1 } },
    });
    return;
  }
  const { version } = await tx.messengerAccount.update({
    where: { id },
    data: { principal, userId, version: { increment: 1 } },
    select: { version: true },
  });
  if (!isOpen) return;
  const operation = writeKeys.status(id, version);
  const payload = { operation, account: id, owner: principal };
  await requestChainWrite(tx, { key: operation, kind: "moveAccount", payload });
}

async function hasAnother(tx: Tx, principal: string, except: string): Promise<boolean> {
  const where = { principal, id: { not: except }, state: { in: [...standing] } };
  return (await tx.messengerAccount.count({ where })) > 0;
}

/**
 * What it means that the messenger refused to move an account: its holder has another one there, so this one is removed. Refused
 * because of the portal's own role, or for want of room, it is the operator's to send again.
 */
export async function refuseMove(
  tx: Tx,
  payload: ChainWritePayloads["moveAccount"],
  refusal: ChainRefusal,
): Promise<void> {
  if (isOperatorsToMend(refusal.code)) return;
  const account = await tx.messengerAccount.findUniqueOrThrow({ where: { id: payload.account } });
  if (account.state !== "ACTIVE" && account.state !== "SUSPENDED") return;
  if ((await statusUnderway(tx, account.id)) !== "removeAccount") await requestStatus(tx, account.id, "removeAccount");
}

const statusKinds = Object.keys(reached) as AccountWrite["kind"][];

/** The latest change of an account's status that still waits for the messenger, if there is one. The outbox row is the marker. */
export async function statusUnderway(tx: Tx, accountId: string): Promise<AccountWrite["kind"] | undefined> {
  const write = await tx.chainWrite.findFirst({
    where: {
      ...{ key: { startsWith: writeKeys.statusOf(accountId) }, state: { in: ["QUEUED", "SENT"] } },
      kind: { in: statusKinds },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { kind: true },
  });
  return write ? (write.kind as AccountWrite["kind"]) : undefined;
}

/** Does any change of an account still wait for the messenger, of its status or of its owner? */
export async function isChangeUnderway(tx: Tx, accountId: string): Promise<boolean> {
  const count = await tx.chainWrite.count({
    where: { key: { startsWith: writeKeys.statusOf(accountId) }, state: { in: ["QUEUED", "SENT"] } },
  });
  return count > 0;
}

/**
 * Asks the messenger for a change of status; changes of one account are sent in the order in which they were asked for.
 * Moves the account's version, which names the operation.
 */
export async function requestStatus(tx: Tx, accountId: string, kind: AccountWrite["kind"]): Promise<void> {
  const { version } = await tx.messengerAccount.update({
    where: { id: accountId },
    data: { version: { increment: 1 } },
    select: { version: true },
  });
  const operation = writeKeys.status(accountId, version);
  await requestChainWrite(tx, { key: operation, kind, payload: { operation, account: accountId } });
}

type Told = Pick<MessengerAccount, "handle"> & { user: { email: string | null; locale: string } };

/** Writes to an account's holder, if there is an address to write to. */
export async function tell(
  tx: Tx,
  { handle, user }: Told,
  letter: "accountOpened" | "accountDeclined" | "accountSuspended" | "accountReinstated" | "accountRemoved",
  reason?: Parameters<typeof declineReason>[1],
): Promise<void> {
  if (user.email === null) return;
  const link = linkTo("/seat", user.locale);
  await notify(tx, {
    to: user.email,
    locale: user.locale,
    letter,
    values: (locale) => ({ handle, link, ...(reason && { reason: declineReason(locale, reason) }) }),
  });
}
