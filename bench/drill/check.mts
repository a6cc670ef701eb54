import { newNumber } from "../../lib/licences/number.ts";
import { db } from "../../lib/platform/db/client.ts";
import { inParallel } from "../../scripts/scenario/bar.mts";
import type { Verifier } from "../../verify/index.ts";
import type { Batch } from "../shared/awards.mts";
import type { Ledger } from "./ledger.mts";

/** The registry takes this many licences in one call. */
const chunkSize = 500;

/** Who is asked about the registry: its log, and a stranger with the published root key. */
export type Witnesses = { ledger: Ledger; verifier: Verifier };

/** What was found of the batches: licences in force, issue blocks, and everything that is not as it must be. */
export type Finding = { licences: number; blocks: number; wrong: string[] };

/** Is every licence of these batches there exactly once, in the database, in the block log and in the certified tree? */
export async function findExactlyOnce(batches: readonly Batch[], witnesses: Witnesses): Promise<Finding> {
  const findings: Finding[] = [];
  for (const batch of batches) findings.push(await findBatch(batch, witnesses));
  const totals = await wrongTotals(witnesses);
  return {
    licences: findings.reduce((sum, { licences }) => sum + licences, 0),
    blocks: findings.reduce((sum, { blocks }) => sum + blocks, 0),
    wrong: [...findings.flatMap(({ wrong }) => wrong), ...totals],
  };
}

async function findBatch({ id, code, seats }: Batch, { ledger, verifier }: Witnesses): Promise<Finding> {
  const wrong: string[] = [];
  const expect = (holds: boolean, otherwise: string) => {
    if (!holds) wrong.push(`${code}: ${otherwise}`);
  };
  const batch = await db().batch.findUniqueOrThrow({ where: { id }, include: { licences: true } });
  const writes = await db().chainWrite.findMany({ where: { key: { startsWith: `issue:${code}:` } } });
  const told = await db().applicationEvent.groupBy({
    by: ["applicationId"],
    where: { kind: "licencesActive", application: { items: { some: { batchId: id } } } },
    _count: true,
  });
  const chunks = Math.ceil(seats / chunkSize);
  expect(batch.state === "COMPLETED", `is ${batch.state}`);
  expect(batch.licences.length === seats, `${batch.licences.length} licences for ${seats} seats`);
  const waiting = batch.licences.filter((licence) => licence.state !== "ACTIVE" || licence.issuedAt === null).length;
  expect(waiting === 0, `${waiting} licences are not active`);
  expect(writes.length === chunks && batch.chunks === chunks, `${writes.length} chain writes for ${chunks} chunks`);
  expect(
    writes.every((write) => write.state === "CERTIFIED" && write.certificate !== null),
    "a chain write is not certified",
  );
  expect(told.length > 0 && told.every(({ _count }) => _count === 1), "an applicant was not told exactly once");

  const issues = (await ledger.read()).issues.filter((issue) => issue.batch === code);
  expect(issues.length === chunks, `${issues.length} blocks for ${chunks} chunks`);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const own = issues.filter((issue) => issue.chunk === chunk);
    const licences = batch.licences
      .filter((licence) => licence.chunk === chunk)
      .sort((one, other) => one.position - other.position);
    expect(own.length === 1, `${own.length} blocks for chunk ${chunk}`);
    expect(
      own[0]?.numbers.join() === licences.map(({ number }) => number).join(),
      `chunk ${chunk} of the log has other licences`,
    );
    expect(
      licences.every(({ block }) => block !== null && Number(block) === own[0]?.index),
      `chunk ${chunk} is recorded under another block`,
    );
  }
  await inParallel(batch.licences, 2, async ({ number, chunk }) => {
    const verdict = await verifier.licence(number);
    if (verdict.answer !== "valid") expect(false, `${number} is ${verdict.answer}`);
    else
      expect(verdict.record.batch === code && Number(verdict.record.chunk) === chunk, `${number} is of another chunk`);
  });
  return { licences: batch.licences.length - waiting, blocks: issues.length, wrong };
}

/** What is in force in the portal, taken in the registry, and named in its log, must be the same; and nothing else exists. */
async function wrongTotals({ ledger, verifier }: Witnesses): Promise<string[]> {
  const wrong: string[] = [];
  const issued = await ledger.issued();
  const active = await db().licence.groupBy({ by: ["sector"], where: { state: "ACTIVE" }, _count: true });
  for (const sector of ["government", "education", "startups", "private"] as const) {
    const count = active.find((row) => row.sector.toLowerCase() === sector)?._count ?? 0;
    if (issued[sector] !== count) wrong.push(`${sector}: ${issued[sector]} issued, ${count} in force`);
  }
  const logged = (await ledger.read()).issues.flatMap(({ numbers }) => numbers);
  if (logged.length !== issued.total) wrong.push(`${logged.length} licences in the log, ${issued.total} issued`);
  if (new Set(logged).size !== logged.length) wrong.push("a number stands twice in the log");
  const unknown = await verifier.licence(newNumber());
  if (unknown.answer !== "absent") wrong.push(`a number that nobody issued is ${unknown.answer}`);
  return wrong;
}

/** How far a batch is on the chain: the chunks whose first and last licence it proves. Fails when a chunk is there in part. */
export async function chunksOnChain({ id, code }: Batch, { verifier }: Witnesses): Promise<number> {
  const licences = await db().licence.findMany({
    where: { batchId: id },
    orderBy: [{ chunk: "asc" }, { position: "asc" }],
  });
  let present = 0;
  for (let chunk = 0; licences.some((licence) => licence.chunk === chunk); chunk++) {
    const own = licences.filter((licence) => licence.chunk === chunk);
    const ends = [own[0], own.at(-1)].flatMap((licence) => licence?.number ?? []);
    const answers = await Promise.all(ends.map(async (number) => (await verifier.licence(number)).answer));
    if (new Set(answers).size !== 1) throw new Error(`chunk ${chunk} of ${code} is there in part: ${answers}`);
    if (answers[0] === "valid") present += 1;
  }
  return present;
}
