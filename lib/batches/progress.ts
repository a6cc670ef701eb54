import { operators } from "../chain/operators.ts";
import { isResendable } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWriteState } from "../platform/db/generated/enums.ts";
import type { Plan } from "./steps.ts";

/** One part of a batch on its way to the register. */
export type Part = {
  writeId: string;
  /** Counted from 0. */
  chunk: number;
  licences: number;
  state: ChainWriteState;
  attempts: number;
  lastError: string | null;
  requestedAt: Date;
  certifiedAt: Date | null;
  /** Refused, and to be sent again once what the register named is set right. */
  isResendable: boolean;
};

/** How far a released batch has come on the chain. */
export type ChainProgress = {
  parts: Part[];
  licences: number;
  active: number;
  /** The operators, whose it is to set right what the register refused; asked for only where it refused something. */
  owners: string[];
};

/** How far a batch has come on the chain; before its release, without what concerns `own` institutions. */
export async function progressOf(plan: Plan, own: readonly string[]): Promise<ChainProgress> {
  const isOut = plan.state === "RELEASED" || plan.state === "COMPLETED";
  const [writes, licences] = await Promise.all([
    db().chainWrite.findMany({
      where: { kind: "issueBatch", payload: { path: ["batchId"], equals: plan.code } },
      omit: { certificate: true, answer: true },
    }),
    db().licence.groupBy({
      by: ["state", "chunk"],
      where: { batchId: plan.id, ...(!isOut && { institutionId: { notIn: [...own] } }) },
      _count: { _all: true },
    }),
  ]);
  const count = (groups: typeof licences) => groups.reduce((sum, group) => sum + group._count._all, 0);
  const parts = writes.map((write): Part => {
    const chunk = Number((write.payload as { chunk?: number }).chunk ?? 0);
    return {
      ...{ writeId: write.id, chunk, licences: count(licences.filter((group) => group.chunk === chunk)) },
      ...{ state: write.state, attempts: write.attempts, lastError: write.lastError },
      ...{ requestedAt: write.createdAt, certifiedAt: write.certifiedAt },
      isResendable: write.state === "REFUSED" && isResendable(write.kind, write.lastError),
    };
  });
  const isRefused = parts.some(({ state }) => state === "REFUSED");
  return {
    parts: parts.sort((a, b) => a.chunk - b.chunk),
    licences: count(licences),
    active: count(licences.filter((group) => group.state !== "PENDING")),
    owners: isRefused ? await operators() : [],
  };
}
