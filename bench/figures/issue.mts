import pg from "pg";
import type { IssueArgs } from "../../canisters/testing/idl.ts";
import { batch as callsOf } from "../../canisters/testing/licences.ts";
import { manifestOf } from "../../lib/batches/manifest/steps.ts";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { loadIdentity, portalKeyFile } from "../../lib/platform/chain/identity.ts";
import { db } from "../../lib/platform/db/client.ts";
import { networkAgent } from "../../scripts/deploy/network.mts";
import { programmePlaces } from "../../scripts/deploy/places.mts";
import { secretFile } from "../../scripts/parts/state.mts";
import { movedAtRegistry } from "../../scripts/scenario/signing.mts";
import type { Stack } from "../../scripts/stack.mts";
import { type Ask, approveOnce, officers, proposedBatch, reviewedApplications } from "../shared/awards.mts";
import { freeShare, judged } from "../shared/idle.mts";
import { median } from "../shared/median.mts";
import { installSink, timeOfSink } from "../shared/sink.mts";
import { until } from "../shared/until.mts";
import type { Figure } from "./figure.mts";

/** Every place of the programme, in one batch of three chunks; an application asks for 500 at most. */
const everything: Ask[] = [
  { sector: "EDUCATION", seats: 300 },
  { sector: "EDUCATION", seats: 300 },
  { sector: "GOVERNMENT", seats: 400 },
  { sector: "STARTUPS", seats: 350 },
  { sector: "PRIVATE", seats: 150 },
];
const rounds = 3;
/** Times the floor that a batch may take. */
const limit = 3;
const patience = 120_000;

/** 1,500 licences from release to certified, beside the same bytes in as many calls to a canister that does nothing. */
export const issue: Figure = {
  title: `1,500 licences from release to certified, by the worker (median of ${rounds} batches)`,
  needs: "portal",
  async measure(stack) {
    const deployer = await makeRoom(stack);
    const sink = await installSink(deployer);
    const chain = openChain(stack.network, loadIdentity(portalKeyFile(stack.env)));
    const deciding = await officers();
    const asks = Array.from({ length: rounds }, () => everything).flat();
    const applications = await reviewedApplications(asks, deciding);
    const times: { own: number; floor: number; atOnce: number }[] = [];
    const free = [await freeShare()];
    for (let round = 0; round < rounds; round++) {
      const batch = await proposedBatch(deciding, applications.splice(0, everything.length));
      await approveOnce(deciding, batch);
      const own = await timeFromRelease(batch.id);
      const calls = await callsMade(batch.code);
      let floor = 0;
      for (const call of calls) floor += await timeOfSink(chain, sink, call);
      const began = performance.now();
      await Promise.all(calls.map((call) => timeOfSink(chain, sink, call)));
      times.push({ own, floor, atOnce: performance.now() - began });
      free.push(await freeShare());
    }
    const own = median(times.map((time) => time.own));
    const floor = median(times.map((time) => time.floor));
    const atOnce = median(times.map((time) => time.atOnce));
    return [
      {
        what: "one batch, three calls",
        measured: `${(own / 1000).toFixed(2)} s`,
        floor: `${(floor / 1000).toFixed(2)} s, the same calls to a canister that does nothing`,
        ratio: own / floor,
        ...judged(own / floor, limit, Math.min(...free)),
      },
      {
        what: "the same beside these calls sent at once, as ours are",
        measured: `${(own / 1000).toFixed(2)} s`,
        floor: `${(atOnce / 1000).toFixed(2)} s`,
        ratio: own / atOnce,
      },
    ];
  },
};

/** Waits until the batch is complete. Milliseconds from its release, by the worker's clock. */
async function timeFromRelease(id: string): Promise<number> {
  const find = () => db().batch.findUniqueOrThrow({ where: { id } });
  if (!(await until(async () => (await find()).state === "COMPLETED", patience)))
    throw new Error("the batch was not certified in time");
  const { releasedAt, completedAt } = await find();
  return Number(completedAt) - Number(releasedAt);
}

/** The calls that the worker made for a batch. */
async function callsMade(code: string): Promise<IssueArgs[]> {
  const { id, manifestHash } = await db().batch.findUniqueOrThrow({ where: { code } });
  const chunks = await manifestOf(db(), { id, manifestHash: Buffer.from(manifestHash ?? []).toString("hex") });
  return callsOf(
    code,
    chunks.map((entries) =>
      entries.map((entry) => ({
        ...entry,
        validFrom: BigInt(entry.validFrom),
        validUntil: BigInt(entry.validUntil),
      })),
    ),
  );
}

/** Raises the places of the throwaway portal so that every round finds 1,500 free ones. Gives the deployer's agent. */
async function makeRoom({ ownerUrl, network, env }: Stack) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`UPDATE "Programme" SET places = places * ${rounds}`);
    await client.query(`UPDATE "Quota" SET places = places * ${rounds}`);
  } finally {
    await client.end();
  }
  const identity = loadIdentity(secretFile(env.STATE_DIR ?? "", "deployer-key.pem"));
  const agent = await networkAgent(network.host, Uint8Array.from(Buffer.from(network.rootKey, "hex")), identity);
  const operation = `bench-${crypto.randomUUID()}`;
  await movedAtRegistry({
    operation,
    act: { kind: "caps", caps: await programmePlaces(ownerUrl) },
    decision: operation,
  });
  return agent;
}
