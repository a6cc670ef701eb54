// The national scenario, against a running demo portal: npm run scenario
// The universities that the HEC lists and made-up startups, departments and companies go through the commands behind the
// screens until every place is issued, claimed and has its messenger account; then each is proved by its certificate.
// It can be interrupted at any time: the next run goes on from what there is. Ends with 1 if any count or proof is wrong.

import { applicationQueue } from "../lib/applications/queries.ts";
import { seatCounts } from "../lib/licences/queries.ts";
import { db } from "../lib/platform/db/client.ts";
import { sender } from "../lib/platform/jobs/queues.ts";
import { quotaOverview } from "../lib/programmes/queries.ts";
import { sectors } from "../lib/programmes/rules.ts";
import { decide, opened, request } from "./scenario/accounts.mts";
import { apply, wishes } from "./scenario/apply.mts";
import { bar, inParallel } from "./scenario/bar.mts";
import { approve, issued, propose } from "./scenario/decide.mts";
import { oneMoreByTheCanister, oneMoreByThePortal } from "./scenario/excess.mts";
import { type Member, register, verify } from "./scenario/onboard.mts";
import { demoPerson, keepSessions } from "./scenario/people.mts";
import { participants } from "./scenario/plan.mts";
import { joinRunningPortal } from "./scenario/portal.mts";
import { proveAccount, proveLicence, strangersVerifier } from "./scenario/prove.mts";
import { assign, scoreAll } from "./scenario/review.mts";
import { bound, claim, type Holder, offer, seated } from "./scenario/seats.mts";

/** Commands side by side: enough to keep the database busy, few enough to leave the portal some connections. */
const atOnce = 6;

async function run(): Promise<string[]> {
  const config = joinRunningPortal();
  console.log(`The national scenario on ${config.origin}. Every licence is a demonstration.\n`);
  const began = performance.now();
  const [administrators, reviewers, approvers] = await Promise.all([
    officers("administrator"),
    officers("reviewer"),
    officers("approver"),
  ]);
  const [administrator] = administrators;
  const [proposer, approver] = approvers;
  if (!administrator || !administrators[1] || !proposer || !approver) throw new Error("the demo people are missing");

  const planned = participants();
  const members = await stage("Institutions register", planned, register);
  await stage("Administrators verify", members, (member) => verify(member, administrators));

  const asked = (await Promise.all(sectors.map((sector) => wishes(members, sector)))).flat();
  await stage("Applications", asked, apply);
  const waiting = await unreviewed(administrator);
  await stage("Reviewers are assigned", waiting, (id) => assign(administrator, id, reviewers));
  const scores = bar("Reviews", waiting.length * reviewers.length);
  await Promise.all(reviewers.map((reviewer) => scoreAll(reviewer, () => scores.advance())));
  scores.done();

  const awards = bar("Awards are proposed", waiting.length);
  const batches = await propose(proposer, () => awards.advance());
  awards.done(`${batches} batches`);
  const yes = await approve(approver);
  const { places } = await programme();
  await growing("Licences certified", places, (to) => issued(approver, to), `${yes} batches approved now`);

  const free = await Promise.all(
    members.map(async (member) => (await seatCounts(member.person, member.institutionId)).free),
  );
  const offers = bar(
    "Seats are offered",
    free.reduce((sum, count) => sum + count, 0),
  );
  await inParallel(members, atOnce, async (member) => offers.advance(await offer(member)));
  offers.done();
  const counts = await Promise.all(members.map((member) => seatCounts(member.person, member.institutionId)));
  const claims = bar(
    "Holders claim",
    counts.reduce((sum, count) => sum + count.offered, 0),
  );
  await inParallel(members, atOnce, (member) => claim(member, () => claims.advance()));
  claims.done();
  keepSessions();
  const bindings = bar("Holders bound on the chain", places);
  const holders = (await inParallel(members, 2, (member) => bound(member, (count) => bindings.advance(count)))).flat();
  bindings.done();

  const handles = await stage("Messenger accounts asked for", [...holders.entries()], ([i, holder]) =>
    request(holder, i),
  );
  const approvals = bar("Administrators approve accounts", holders.length);
  await decide(administrator, administrators[1], (count) => approvals.advance(count));
  approvals.done();
  await growing("Accounts opened on the chain", places, (to) => opened(administrator, to));

  const verifier = strangersVerifier(config);
  const wrong: string[] = [];
  const check = async (work: () => Promise<void>) => {
    await work().catch((error: unknown) => wrong.push(error instanceof Error ? error.message : String(error)));
  };
  await stage("Licences proved", holders, (holder) => check(() => proveLicence(verifier, holder)), 2);
  await stage(
    "Accounts proved",
    [...holders.entries()],
    ([i, holder]) => check(async () => proveAccount(verifier, handles[i] ?? "", (await seated(holder)).principal)),
    2,
  );
  wrong.push(...(await refusals(members[0], holders, { administrators, reviewers, approvers })));
  const { taken, issued: inForce } = await programme();
  console.log(
    `\n${members.length} institutions, ${inForce} licences in force, ${new Set(holders.map(({ number }) => number)).size} numbers bound to their holders, ${new Set(handles).size} messenger accounts, ${((performance.now() - began) / 1000).toFixed(0)} s.`,
  );
  if (taken !== places || inForce !== places) wrong.push(`${places} places, ${taken} taken, ${inForce} in force`);
  if (holders.length !== places) wrong.push(`${holders.length} holders of ${places}`);
  if (new Set(handles).size !== places) wrong.push(`${new Set(handles).size} accounts of ${places}`);
  return wrong;
}

/** One licence more: refused by the portal, and by the canister when the portal's check is passed by. */
async function refusals(
  member: Member | undefined,
  holders: Holder[],
  officers: Parameters<typeof oneMoreByThePortal>[1],
) {
  if (!member || holders.length === 0) return ["nobody could ask for one licence more"];
  const byPortal = await oneMoreByThePortal(member, officers);
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

async function stage<T, R>(
  title: string,
  items: readonly T[],
  work: (item: T) => Promise<R>,
  width = atOnce,
): Promise<R[]> {
  const progress = bar(title, items.length);
  const results = await inParallel(items, width, async (item) => {
    const result = await work(item);
    progress.advance();
    return result;
  });
  progress.done();
  keepSessions();
  return results;
}

/** A stage that others do: `watch` is told the count so far until it is over. */
async function growing(title: string, total: number, watch: (to: (count: number) => void) => Promise<void>, note = "") {
  const progress = bar(title, total);
  let seen = 0;
  await watch((count) => {
    progress.advance(count - seen);
    seen = count;
  });
  progress.done(note);
}

function officers(office: string) {
  return Promise.all([1, 2].map((number) => demoPerson(`Demo ${office} ${number}`)));
}

async function programme() {
  const [overview] = await quotaOverview();
  if (!overview) throw new Error("there is no programme");
  return overview;
}

/** Applications that wait for their reviewers, or for the reviews. */
async function unreviewed(administrator: Parameters<typeof applicationQueue>[0]): Promise<string[]> {
  const ids: string[] = [];
  for (const state of ["SUBMITTED", "IN_REVIEW"] as const) {
    for (let page = 1; ; page++) {
      const { rows, total } = await applicationQueue(administrator, { text: "", state, sector: undefined, page });
      ids.push(...rows.map((row) => row.id));
      if (rows.length === 0 || page * 25 >= total) break;
    }
  }
  return ids;
}

try {
  const wrong = await run();
  for (const line of wrong.slice(0, 20)) console.error(`Wrong: ${line}`);
  console.log(
    wrong.length === 0 ? "Every count and every proof is right." : `${wrong.length} counts or proofs are wrong.`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\nWhat was done stays; run it again to go on.`);
  process.exitCode = 1;
} finally {
  if (process.env.DATABASE_URL) {
    await (await sender()).stop({ graceful: false });
    await db().$disconnect();
  }
}
