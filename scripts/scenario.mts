// The national scenario, against a running demo portal: npm run scenario [-- --small]
// The universities that the HEC lists and made-up startups, departments and companies go through the commands behind the
// screens, with everything that happens to some of them on the way (scripts/scenario/stories.mts), until every place is issued,
// handed to somebody and has its messenger account; then each is proved by its certificate and all is held against the registry.
// It can be interrupted at any time: the next run goes on from what there is. Ends with 1 if any count or proof is wrong.
import { parseArgs } from "node:util";
import { db } from "../lib/platform/db/client.ts";
import { sender } from "../lib/platform/jobs/queues.ts";
import { quotaOverview } from "../lib/programmes/queries.ts";
import { reopenRegistry } from "./scenario/caps.mts";
import { differences } from "./scenario/checks.mts";
import { oneMoreByTheCanister, oneMoreByThePortal } from "./scenario/excess.mts";
import { handSeats } from "./scenario/handing.mts";
import { inOffice, type Offices } from "./scenario/officials.mts";
import { handInAgain, type Member, register, sendBack, verify } from "./scenario/onboard.mts";
import { fewSeats, participants, type Size } from "./scenario/plan.mts";
import { joinRunningPortal } from "./scenario/portal.mts";
import { everything, proveAccount, proveLicence, strangersVerifier } from "./scenario/prove.mts";
import { isFull, lateRound, round } from "./scenario/round.mts";
import { stage } from "./scenario/stage.mts";
import { withStory } from "./scenario/stories.mts";
import { printStages, printTally } from "./scenario/tally.mts";
import { setTerm, wholeTerm } from "./scenario/terms.mts";
import { mergeTwin } from "./scenario/twice.mts";
import { wrongWaitlist } from "./scenario/waiting.mts";

const help = `npm run scenario [-- --small]

Takes the whole country through the portal that runs on STATE_DIR (npm run up): some 390 institutions, 1,500 licences.

  --small   26 institutions and some 75 licences: each story once. Wants a portal of its own, as the whole one does`;

/** Rounds of applications at most: what declines leave is asked for in the next one. */
const roundsAtMost = 4;

async function run(size: Size): Promise<string[]> {
  const config = joinRunningPortal();
  console.log(`The national scenario on ${config.origin}. Every licence is a demonstration.\n`);
  const began = performance.now();
  const offices = await inOffice();
  await setTerm(wholeTerm);
  await reopenRegistry(offices.operator);

  const members = await onboard(size, offices);
  const seats = size === "small" ? fewSeats : Number.POSITIVE_INFINITY;
  for (let rounds = 0; rounds < roundsAtMost && !(await isFull(members, seats)); rounds++)
    await round(members, offices, seats);
  await lateRound(members, offices);
  const verifier = strangersVerifier(config);
  const holders = await handSeats(members, offices, verifier);

  const wrong: string[] = [];
  const check = async (work: () => Promise<void>) => {
    await work().catch((error: unknown) => wrong.push(error instanceof Error ? error.message : String(error)));
  };
  const { licences, accounts } = await everything();
  await stage("Licences proved", licences, (licence) => check(() => proveLicence(verifier, licence)), 2);
  await stage("Accounts proved", accounts, (account) => check(() => proveAccount(verifier, account)), 2);
  wrong.push(
    ...(await refusals(
      members.findLast(({ story }) => story === undefined),
      offices,
    )),
  );
  wrong.push(...(await wrongWaitlist()), ...(await differences()));
  wrong.push(...(await wrongTotals(members, seats, holders.length)));
  await printTally();
  await printStages();
  console.log(
    `\n${members.length} institutions, ${licences.length} licences, ${holders.length} numbers bound to their holders, ${accounts.length} messenger accounts, ${((performance.now() - began) / 1000).toFixed(0)} s.`,
  );
  return wrong;
}

/** Registration to verification, for everybody who comes through it. */
async function onboard(size: Size, { administrators }: Offices): Promise<Member[]> {
  const [administrator] = administrators;
  if (!administrator) throw new Error("there is no administrator");
  const everybody = await stage("Institutions register", participants(size), register);
  await stage("Sent back", withStory(everybody, "sentBack", "refused"), (member) => sendBack(member, administrator));
  await stage("Handed in again", withStory(everybody, "sentBack"), handInAgain);
  const members = everybody.filter(({ story }) => story !== "refused");
  await stage("Administrators verify", members, (member) => verify(member, administrators));
  await stage("Registered twice, made one", withStory(members, "registeredTwice"), (member) =>
    mergeTwin(member, administrators),
  );
  return members;
}

/** One licence more than there are: refused by the portal, and by the canister when the portal's check is passed by. */
async function refusals(member: Member | undefined, offices: Offices): Promise<string[]> {
  if (!member) return ["nobody could ask for one licence more"];
  const byPortal = await oneMoreByThePortal(member, { ...offices, reviewers: offices.reviewers.slice(0, 2) });
  const byCanister = await oneMoreByTheCanister(member);
  console.log(
    `One licence more: the portal says ${byPortal ?? "yes"}, the canister says ${byCanister?.code ?? "yes"}.`,
  );
  return [
    ...(byPortal === "quotaExceeded" ? [] : [`the portal answered ${byPortal ?? "yes"} to one licence more`]),
    ...(byCanister?.code === "capExceeded"
      ? []
      : [`the canister answered ${byCanister?.code ?? "yes"} to one licence more`]),
  ];
}

/** Every place that the scenario is about is taken, and every licence is with somebody. */
async function wrongTotals(members: readonly Member[], seats: number, held: number): Promise<string[]> {
  const [programme] = await quotaOverview();
  if (!programme) return ["there is no programme"];
  const places = Math.min(programme.places, members.length * seats);
  const { taken, issued } = programme;
  const ended = await db().licence.count({ where: { state: { in: ["REVOKED", "EXPIRED"] } } });
  return [
    ...(taken === places && issued + ended === places
      ? []
      : [`${places} places, ${taken} taken, ${issued} in force, ${ended} ended`]),
    ...(held === places ? [] : [`${held} holders of ${places} licences`]),
  ];
}

try {
  const { values } = parseArgs({ options: { small: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) console.log(help);
  else {
    const wrong = await run(values.small ? "small" : "whole");
    for (const line of wrong.slice(0, 20)) console.error(`Wrong: ${line}`);
    console.log(
      wrong.length === 0 ? "Every count and every proof is right." : `${wrong.length} counts or proofs are wrong.`,
    );
    process.exitCode = wrong.length === 0 ? 0 : 1;
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\nWhat was done stays; run it again to go on.`);
  if (process.env.DEBUG && error instanceof Error) console.error(error.stack);
  process.exitCode = 1;
} finally {
  if (process.env.DATABASE_URL) {
    await (await sender()).stop({ graceful: false });
    await db().$disconnect();
  }
}
