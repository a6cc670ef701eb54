import fc from "fast-check";
import { expect, test } from "vitest";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { isExpiring } from "../lib/licences/rules.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { verifyProof } from "../lib/platform/chain/registry.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { testChain } from "./testing/chain.ts";
import { givingBack } from "./testing/givingBack.ts";
import { Begin } from "./testing/workflow/begin.ts";
import { setStage } from "./testing/workflow/cast.ts";
import { emptyLedger } from "./testing/workflow/invariants.ts";
import type { Move } from "./testing/workflow/move.ts";
import { applicationMoves } from "./testing/workflow/moves/applications.ts";
import { batchMoves } from "./testing/workflow/moves/batches.ts";
import { changeMoves } from "./testing/workflow/moves/changes.ts";
import { holderMoves } from "./testing/workflow/moves/holders.ts";
import { licenceMoves } from "./testing/workflow/moves/licences.ts";
import { GiveBack, Go, type Model, type Real, Stumble, Try, Work } from "./testing/workflow/steps.ts";
import { tellStories } from "./testing/workflow/telling.ts";
import { hex, isSame, look, type World } from "./testing/workflow/world.ts";

const { db, ownerUrl } = await testDatabase();
const { network, keyFile } = await testChain({
  ...{ total: 10_000, government: 5_000, education: 5_000, startups: 0, private: 0 },
});
process.env.UNDO_SECONDS = "3600";
process.env.ACTIVATION_URL = "https://build.example";
process.env.ROLE_DELAY_SECONDS = "0";
const chain = openChain(network, loadIdentity(keyFile));
const write = chainWriter(chain, db);

const seed = Number(process.env.WORKFLOW_SEED || 20_261_123);
const rounds = Number(process.env.WORKFLOW_ROUNDS || 2);
const length = 160;

const toLicences: Record<string, Move> = { ...applicationMoves, ...batchMoves };

const luck = fc.record({
  who: fc.nat(1_000),
  what: fc.nat(100_000),
  luck: fc.nat(1_000),
  way: fc.constantFrom("legal", "nearMiss", "any"),
  isStale: fc.integer({ min: 0, max: 9 }).map((of) => of === 0),
});
const tries = fc.oneof(
  ...Object.entries(licenceMoves).map(([name, move]) => luck.map((chosen) => new Try(name, move, chosen))),
);
const step = fc.oneof(
  { weight: 40, arbitrary: luck.map((chosen) => new Go(licenceMoves, chosen)) },
  { weight: 12, arbitrary: luck.map((chosen) => new Stumble(licenceMoves, chosen)) },
  { weight: 20, arbitrary: tries },
  // A licence ends only when several have acted on it one after the other.
  { weight: 10, arbitrary: luck.map((chosen) => new Go(changeMoves, chosen)) },
  { weight: 28, arbitrary: fc.constant(new Work()) },
  { weight: 8, arbitrary: fc.constant(undefined).map(() => new Weeks()) },
);

const seen: Model["seen"] = new Map();

test("seats are offered, claimed, moved and taken back in whatever order, and the registry knows each holder", {
  timeout: 300_000,
}, async () => {
  let round = 50;
  const stories = fc.asyncProperty(
    fc.array(step, { minLength: length, maxLength: length, size: "max" }),
    async (story) => {
      const cast = await setStage(db, ownerUrl, ++round);
      await readRegistryRule(chain, db);
      const model: Model = { world: await look(db), ledger: emptyLedger(), seen, done: new Map(), story: [] };
      await fc.asyncModelRun(
        () => ({ model, real: { db, cast, write } }),
        [new Begin(toLicences, 2), new Age(), ...story, new GiveBack(givingBack(chain))],
      );
      expect(isSame(model.world, await look(db))).toBe(true);
      await holdersAreRecorded(model.world);
    },
  );
  const renewing = ["askRenewal", "proposeRenewal", "approveRenewal"];
  const reached = ["giveBack", "offerSeats", "confirmSeatImport", "claimSeat", "requestAccount"];
  const names = [...reached, ...renewing, ...Object.keys(holderMoves)];
  const tell = (from: number, numRuns: number) => fc.assert(stories, { seed: from, numRuns, endOnFailure: true });
  expect(await tellStories(tell, { seed, rounds, names, seen })).toEqual([]);
});

/** The last two months of every licence have begun: they may be renewed. The registry learns of no date but by a renewal. */
class Age implements fc.AsyncCommand<Model, Real> {
  check({ world }: Readonly<Model>): boolean {
    return world.licences.some((licence) => licence.state === "ACTIVE" && !isExpiring(licence, new Date()));
  }

  async run(model: Model, { db }: Real): Promise<void> {
    const soon = new Date(Date.now() + 30 * 86_400_000);
    await db.licence.updateMany({ where: { state: "ACTIVE" }, data: { validUntil: soon } });
    model.world = await look(db, model.world);
  }

  toString(): string {
    return "age";
  }
}

/** So much time goes by that seats nobody uses are idle, and whoever was told of theirs has had time to answer. */
class Weeks implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, { db }: Real): Promise<void> {
    await db.$executeRaw`UPDATE "Seat" SET "offeredAt" = "offeredAt" - interval '16 days', "remindedAt" = "remindedAt" - interval '16 days',
      "claimedAt" = "claimedAt" - interval '31 days', "warnedAt" = "warnedAt" - interval '16 days'`;
    model.story.push("weeks go by");
    model.world = await look(db, model.world);
  }

  toString(): string {
    return "weeks";
  }
}

/** The registry holds the commitment of whoever has the seat, and none where nobody has it yet or any more. */
async function holdersAreRecorded(world: World): Promise<void> {
  for (const licence of world.licences.filter(({ state }) => state !== "PENDING")) {
    const { record } = await verifyProof(chain, licence.number);
    const bound = world.seats.find(({ licenceId, state }) => licenceId === licence.id && state === "BOUND");
    expect(record?.holder ? hex(record.holder) : null).toBe(bound?.commitment ? hex(bound.commitment) : null);
  }
}
