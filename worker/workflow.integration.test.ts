import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { deployment, registryTip, verifyProof } from "../lib/platform/chain/registry.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { testChain } from "./testing/chain.ts";
import { givingBack } from "./testing/givingBack.ts";
import { setStage } from "./testing/workflow/cast.ts";
import { emptyLedger } from "./testing/workflow/invariants.ts";
import type { Move } from "./testing/workflow/move.ts";
import { appealMoves } from "./testing/workflow/moves/appeals.ts";
import { applicationMoves } from "./testing/workflow/moves/applications.ts";
import { auditMoves } from "./testing/workflow/moves/audit.ts";
import { batchMoves } from "./testing/workflow/moves/batches.ts";
import { deskMoves } from "./testing/workflow/moves/desk.ts";
import { discussionMoves } from "./testing/workflow/moves/discussions.ts";
import { institutionMoves } from "./testing/workflow/moves/institutions.ts";
import { licenceMoves } from "./testing/workflow/moves/licences.ts";
import { memberMoves } from "./testing/workflow/moves/members.ts";
import { noticeMoves } from "./testing/workflow/moves/notifications.ts";
import { outcomeMoves } from "./testing/workflow/moves/outcomes.ts";
import { peopleMoves } from "./testing/workflow/moves/people.ts";
import { programmeMoves } from "./testing/workflow/moves/programmes.ts";
import { reportMoves } from "./testing/workflow/moves/reports.ts";
import { rubricMoves } from "./testing/workflow/moves/rubrics.ts";
import { waitlistMoves } from "./testing/workflow/moves/waitlist.ts";
import { GiveBack, Go, type Model, Stumble, Try, Wait, Work } from "./testing/workflow/steps.ts";
import { tellStories } from "./testing/workflow/telling.ts";
import { isSame, look } from "./testing/workflow/world.ts";

const { db, ownerUrl } = await testDatabase();
const { network, keyFile } = await testChain({
  ...{ total: 10_000, government: 5_000, education: 5_000, startups: 0, private: 0 },
});
process.env.UNDO_SECONDS = "3600";
process.env.ROLE_DELAY_SECONDS = "0";
Object.assign(process.env, { SMS_URL: "https://gateway.example", SMS_KEY: "key", SMS_FROM: "Sanad" });
const chain = openChain(network, loadIdentity(keyFile));
const write = chainWriter(chain, db);

const moves: Record<string, Move> = {
  ...{ ...peopleMoves, ...institutionMoves, ...applicationMoves, ...appealMoves },
  ...{
    ...batchMoves,
    ...waitlistMoves,
    ...licenceMoves,
    ...auditMoves,
    ...memberMoves,
    ...programmeMoves,
    ...deskMoves,
  },
  ...{ ...noticeMoves, ...rubricMoves, ...discussionMoves, ...reportMoves },
  ...outcomeMoves,
};

/** Another seed: WORKFLOW_SEED. More rounds: WORKFLOW_ROUNDS. A failure prints the seed, and the story up to it. */
const seed = Number(process.env.WORKFLOW_SEED || 20_261_121);
const rounds = Number(process.env.WORKFLOW_ROUNDS || 6);
const length = 420;

const luck = fc.record({
  who: fc.nat(1_000),
  what: fc.nat(100_000),
  luck: fc.nat(1_000),
  way: fc.constantFrom("legal", "nearMiss", "nearMiss", "any"),
  isStale: fc.integer({ min: 0, max: 9 }).map((of) => of === 0),
});

/** A rubric is seldom drafted, and few cases are disputed. */
const scoringMoves = { ...rubricMoves, ...discussionMoves };

/** What people write to each other moves nothing, and could be done at every step. */
const talk = [
  ...["sendMessage", "sendFile", "markMessagesRead"],
  ...["sendRegistrationMessage", "markRegistrationRead", "sendAppealMessage", "markAppealRead"],
];
const talkMoves = Object.fromEntries(Object.entries(moves).filter(([name]) => talk.includes(name)));

/** Roles and members change less often than the work is done: an empty desk would end every story early. */
const lifecycle = Object.fromEntries(
  Object.entries(moves).filter(
    ([name]) =>
      !(
        name in peopleMoves ||
        name in memberMoves ||
        name in scoringMoves ||
        name in programmeMoves ||
        name in deskMoves ||
        name in noticeMoves ||
        name in reportMoves ||
        name in talkMoves ||
        name in outcomeMoves
      ),
  ),
);
const tries = (of: Record<string, Move>) =>
  fc.oneof(...Object.entries(of).map(([name, move]) => luck.map((chosen) => new Try(name, move, chosen))));
const step = fc.oneof(
  { weight: 42, arbitrary: luck.map((chosen) => new Go(lifecycle, chosen)) },
  { weight: 10, arbitrary: luck.map((chosen) => new Stumble(lifecycle, chosen)) },
  { weight: 18, arbitrary: tries(lifecycle) },
  { weight: 2, arbitrary: luck.map((chosen) => new Go(talkMoves, chosen)) },
  { weight: 1, arbitrary: luck.map((chosen) => new Stumble(talkMoves, chosen)) },
  { weight: 2, arbitrary: tries(talkMoves) },
  { weight: 4, arbitrary: tries(peopleMoves) },
  { weight: 8, arbitrary: luck.map((chosen) => new Go(memberMoves, chosen)) },
  { weight: 4, arbitrary: luck.map((chosen) => new Stumble(memberMoves, chosen)) },
  { weight: 6, arbitrary: tries(memberMoves) },
  { weight: 4, arbitrary: luck.map((chosen) => new Go(scoringMoves, chosen)) },
  { weight: 2, arbitrary: luck.map((chosen) => new Stumble(scoringMoves, chosen)) },
  { weight: 2, arbitrary: tries(scoringMoves) },
  { weight: 3, arbitrary: luck.map((chosen) => new Go(programmeMoves, chosen)) },
  { weight: 2, arbitrary: luck.map((chosen) => new Stumble(programmeMoves, chosen)) },
  { weight: 2, arbitrary: tries(programmeMoves) },
  { weight: 5, arbitrary: luck.map((chosen) => new Go(deskMoves, chosen)) },
  { weight: 4, arbitrary: tries(deskMoves) },
  { weight: 2, arbitrary: tries(noticeMoves) },
  { weight: 2, arbitrary: tries(reportMoves) },
  { weight: 2, arbitrary: luck.map((chosen) => new Go(outcomeMoves, chosen)) },
  { weight: 2, arbitrary: tries(outcomeMoves) },
  { weight: 20, arbitrary: fc.constant(new Work()) },
  { weight: 5, arbitrary: fc.constant(new Wait()) },
  { weight: 3, arbitrary: fc.constant(new GiveBack(givingBack(chain))) },
);

/** What few stories do already, whatever comes first in them. */
const steady = [
  ...["acceptRegistrationInvite", "askMobileCode", "assignReviewers", "attachFile", "awardItems", "chooseDelivery"],
  ...["claimCase", "declareConflict", "draftBatch", "draftRubric", "exportAudit"],
  ...["fillByRule", "inviteOfficial", "inviteRegistration", "liftSuspension", "markMessagesRead"],
  ...["openItems", "openSeatImport", "proposeBatch", "proposeRubric"],
  ...["publishRubric", "reassignReview", "registerInstitution", "rejectBatch", "releaseCase", "removeAttachment"],
  ...["removeDocument", "removeItem", "removeView", "renameView", "renewCase", "replyToRequest", "requestInformation"],
  ...["returnRubric", "saveApplication", "saveContact", "saveIdentity", "saveParticulars", "saveRubric"],
  ...["saveView", "scheduleReport", "sendFile", "sendMessage", "setItem", "signBatch"],
  ...["startApplication", "submitApplication", "submitReview", "suspendInstitution", "uploadDocument"],
  ...["withdrawApplication", "withdrawRegistrationInvite", "withdrawReview"],
];

const seen: Model["seen"] = new Map();

test("every command of every room has its moves", async () => {
  const lib = path.resolve(import.meta.dirname, "../lib");
  const files = fs.readdirSync(lib).map((room) => path.join(lib, room, "commands.ts"));
  const rooms = await Promise.all(files.filter((file) => fs.existsSync(file)).map((file) => import(file)));
  const commands = rooms
    .flatMap((room) => Object.entries(room as Record<string, unknown>))
    .filter(([, value]) => typeof value === "function" && "action" in value);
  expect(commands.map(([name]) => name).sort()).toEqual(Object.keys(moves).sort());
  for (const [name, command] of commands) expect(moves[name]?.run).toBe(command);
});

test("whatever people do in whatever order, what must never be otherwise is not", { timeout: 480_000 }, async () => {
  let round = 0;
  const stories = fc.asyncProperty(
    fc.array(step, { minLength: length, maxLength: length, size: "max" }),
    async (story) => {
      const cast = await setStage(db, ownerUrl, ++round);
      await readRegistryRule(chain, db);
      const before = await registry();
      const model: Model = { world: await look(db), ledger: emptyLedger(), seen, done: new Map(), story: [] };
      await fc.asyncModelRun(() => ({ model, real: { db, cast, write } }), story);
      // What was read piece by piece is what the tables hold.
      expect(isSame(model.world, await look(db))).toBe(true);
      await agreesWithRegistry(model, before);
    },
  );
  // Stories that go nowhere would prove nothing.
  const decided = ["approveBatch", "releaseBatch"];
  const names = [...decided, ...steady, ...Object.keys(programmeMoves), ...Object.keys(memberMoves)];
  const tell = (from: number, numRuns: number) => fc.assert(stories, { seed: from, numRuns, endOnFailure: true });
  expect(await tellStories(tell, { seed, rounds, names, seen })).toEqual([]);
});

async function registry() {
  return { tip: (await registryTip(chain)).block ?? -1n, issued: (await deployment(chain)).issued };
}

/** Each licence is on the chain once, as the tables have it; and the chain wrote one block for each certified write, no more. */
async function agreesWithRegistry({ world, done }: Model, before: Awaited<ReturnType<typeof registry>>): Promise<void> {
  const certified = world.licences.filter(({ state }) => state !== "PENDING");
  const now = await registry();
  const issued = (of: typeof now) => Number(of.issued.education) + Number(of.issued.government);
  const returned = done.get("giveBack") ?? 0;
  expect(issued(now) - issued(before)).toBe(certified.length - returned);
  const onRegistry = [
    "issueBatch",
    "suspend",
    "reinstate",
    "revoke",
    "bindHolder",
    "unbindHolder",
    "rebindHolder",
    "renewBatch",
    "approveBatch",
    "dropBatch",
  ];
  const writes = world.writes.filter(({ kind, state }) => onRegistry.includes(kind) && state === "CERTIFIED");
  // Moved, agreed to and enacted.
  expect(Number(now.tip - before.tip)).toBe(writes.length + 3 * returned);
  for (const { number, state } of world.licences) {
    const { record } = await verifyProof(chain, number);
    expect(record?.status.toUpperCase() ?? "PENDING").toBe(state);
  }
}

/** WORKFLOW_SEEN lists how each command has answered: what the stories reach, and what they do not. */
afterAll(() => {
  if (process.env.WORKFLOW_SEEN)
    console.log(
      [...seen]
        .map(([name, said]) => `${name}: ${[...said].sort().join(" ")}`)
        .sort()
        .join("\n"),
    );
});
