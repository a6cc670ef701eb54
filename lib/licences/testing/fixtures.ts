import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Principal } from "@dfinity/principal";
import { afterAll } from "vitest";
import { fixManifest } from "../../batches/manifest/steps.ts";
import { planHash } from "../../batches/plan.ts";
import { planOf } from "../../batches/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import type { Db } from "../../platform/db/client.ts";
import type { MemberRole, Role, Sector } from "../../platform/db/generated/enums.ts";
import type { Result } from "../../platform/errors/result.ts";
import { isId } from "../../platform/ids.ts";
import { approveBatch, releaseBatch } from "../commands.ts";
import { settleIssue } from "../steps.ts";

/** Lets `config()` load in a test: demo mode on a network that nobody calls. */
export function configureTest(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-test-"));
  const file = path.join(folder, "network.json");
  const network = {
    name: "local",
    host: "http://127.0.0.1:1",
    rootKey: "00".repeat(133),
    subnetId: "aaaaa-aa",
    canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" },
  };
  fs.writeFileSync(file, JSON.stringify(network));
  process.env.NETWORK_FILE = file;
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  process.env.DEMO = "1";
  process.env.NEXTAUTH_URL = "http://portal.test";
  process.env.UNDO_SECONDS = "60";
}

/** Approves a batch as somebody who has opened each of its decisions. */
export async function readAndApprove(
  db: Db,
  who: Person | null,
  input: { batchId?: string; [field: string]: unknown },
) {
  const { batchId = "" } = input;
  const items = isId(batchId) ? await db.batchItem.findMany({ where: { batchId }, select: { id: true } }) : [];
  if (who !== null)
    await db.batchItemView.createMany({
      data: items.map(({ id }) => ({ itemId: id, userId: who.userId, openedAt: new Date() })),
      skipDuplicates: true,
    });
  return approveBatch(who, input);
}

/** The value of a success; throws the code of a failure. */
export function success<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The code of a failure, or "ok". */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : result.error.code;
}

type Who = {
  roles?: Role[];
  member?: { institutionId: string; role: MemberRole };
  principal?: boolean;
  email?: string;
};

/** A world to approve, hold and claim in: people, a programme, institutions and batches waiting for approval. */
export function world(db: Db) {
  const person = async ({ roles = [], member, principal = false, email }: Who = {}): Promise<Person> => {
    const user = await db.user.create({
      data: {
        name: "Somebody",
        email: email ?? `${randomUUID()}@people.test`,
        principal: principal ? Principal.selfAuthenticating(randomBytes(44)).toText() : null,
        grants: { create: roles.map((role) => ({ role })) },
        ...(member && { memberships: { create: member } }),
      },
    });
    return {
      kind: "person",
      isScripted: true,
      userId: user.id,
      sessionId: randomUUID(),
      name: user.name,
      email: user.email,
      principal: user.principal,
      locale: "en",
      demonstration: false,
      roles,
      memberships: member ? [member] : [],
    };
  };

  const programme = (places: Partial<Record<Sector, number>>) =>
    db.programme.create({
      data: {
        code: randomUUID().slice(0, 8),
        nameEn: "Programme",
        nameUr: "پروگرام",
        places: Object.values(places).reduce((sum, count) => sum + count, 0),
        validDays: 365,
        quotas: {
          create: Object.entries(places).map(([sector, count]) => ({ sector: sector as Sector, places: count })),
        },
        phases: {
          create: {
            code: "P1",
            nameEn: "Phase",
            nameUr: "مرحلہ",
            sectors: Object.keys(places) as Sector[],
            opensAt: new Date("2020-01-01"),
            closesAt: new Date("2100-01-01"),
          },
        },
      },
      include: { phases: true },
    });
  type Programme = Awaited<ReturnType<typeof programme>>;

  const institution = async (sector: Sector = "EDUCATION") => {
    const made = await db.institution.create({
      data: {
        kind: "UNIVERSITY",
        sector,
        name: `University ${randomUUID().slice(0, 6)}`,
        searchName: "",
        state: "VERIFIED",
      },
    });
    const owner = await person({ member: { institutionId: made.id, role: "OWNER" } });
    return { ...made, owner };
  };
  type Institution = Awaited<ReturnType<typeof institution>>;

  const application = async (of: Institution, to: Programme, seats: number) =>
    db.application.create({
      data: {
        institutionId: of.id,
        programmeId: to.id,
        phaseId: to.phases[0]?.id ?? "",
        receipt: `APP-${randomUUID().slice(0, 8)}`,
        state: "PROPOSED",
        seats,
        rubricVersion: 1,
        createdById: of.owner.userId,
      },
    });

  /** A batch proposed by `proposer`: an award of every seat asked, or a decline where `seats` is 0. */
  const proposed = async (
    proposer: Person,
    to: Programme,
    items: { of: Institution; asked: number; seats: number }[],
  ) => {
    const rows = await Promise.all(
      items.map(async ({ of, asked, seats }) => ({
        applicationId: (await application(of, to, asked)).id,
        outcome: seats > 0 ? ("AWARD" as const) : ("DECLINE" as const),
        seats,
        reason: seats === 0 ? "outOfScope" : seats < asked ? "placesLimited" : null,
        evidence: seats === 0 ? ["purpose"] : [],
      })),
    );
    const batch = await db.batch.create({
      data: {
        code: `B-${randomUUID().slice(0, 8)}`,
        programmeId: to.id,
        state: "PROPOSED",
        proposedById: proposer.userId,
        proposedAt: new Date(),
        items: { create: rows },
      },
    });
    const plan = await planOf(db, batch.id);
    if (!plan) throw new Error("no plan");
    const { hash: manifestHash, chunks } = await fixManifest(db, plan, new Date());
    const hash = planHash({ ...plan, manifestHash });
    const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
    await db.batch.update({
      where: { id: batch.id },
      data: { planHash: bytes(hash), manifestHash: manifestHash === null ? null : bytes(manifestHash), chunks },
    });
    return { batchId: batch.id, planHash: hash, version: batch.version };
  };

  /** Ends the undo window of a batch. */
  const endWindow = (batchId: string) =>
    db.batch.update({ where: { id: batchId }, data: { releaseAt: new Date(Date.now() - 1) } });

  /** Settles every chunk of a released batch as if the registry had certified it. */
  const certify = async (batchId: string) => {
    const batch = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
    const writes = await db.chainWrite.findMany({
      where: { key: { startsWith: `issue:${batch.code}:` } },
      orderBy: { key: "asc" },
    });
    for (const [index, write] of writes.entries()) {
      const issued = (BigInt(Date.now()) * 1_000_000n).toString();
      await db.$transaction((tx) =>
        settleIssue(tx, write.payload as never, { block: String(index), chunkHash: "00".repeat(32), issued }),
      );
      await db.chainWrite.update({ where: { id: write.id }, data: { state: "CERTIFIED" } });
    }
  };

  /** An institution with `seats` licences in force, through the commands. */
  const licensed = async (seats: number, to?: Programme) => {
    const programmeOf = to ?? (await programme({ EDUCATION: seats }));
    const of = await institution();
    const [one, other] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
    const batch = await proposed(one, programmeOf, [{ of, asked: seats, seats }]);
    success(await readAndApprove(db, other, batch));
    await endWindow(batch.batchId);
    success(await releaseBatch({ kind: "system", name: "worker" }, { batchId: batch.batchId }));
    await certify(batch.batchId);
    return { institution: of, programme: programmeOf, approver: other };
  };

  return { person, programme, institution, application, proposed, endWindow, certify, licensed };
}
