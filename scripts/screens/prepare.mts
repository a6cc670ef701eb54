// Finds an address and a session for every visit of the table on a running demo portal: node prepare.mts [--fill]
// With --fill the portal is filled first, once. Writes a `Prepared` as JSON to standard output.
import fs from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { viewerCookie } from "../../app/[locale]/status/viewer.ts";
import { troubled, type Visit, visits, type Who } from "../../e2e/support/routeTable.ts";
import { openStatusLink } from "../../lib/applications/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { sessionSeconds } from "../../lib/platform/auth/options.ts";
import { db } from "../../lib/platform/db/client.ts";
import { sender } from "../../lib/platform/jobs/queues.ts";
import { stateFolder, writeFileAtomically } from "../parts/state.mts";
import { must } from "../scenario/must.mts";
import { byCode, byIdentity, demoPerson, keepSessions } from "../scenario/people.mts";
import { joinRunningPortal } from "../scenario/portal.mts";
import { fill } from "./fill.mts";
import type { Prepared, PreparedVisit } from "./prepared.mts";
import { type Found, findThing, latinNames } from "./things.mts";

const officers: Partial<Record<Who, string>> = {
  administrator: "Demo administrator 1",
  reviewer: "Demo reviewer 1",
  approver: "Demo approver 1",
  "second approver": "Demo approver 2",
  "third approver": "Demo approver 3",
  auditor: "Demo auditor",
  operator: "Demo operator",
};

const config = joinRunningPortal();
const filled = path.join(stateFolder(), "screens-filled");
if (process.argv.includes("--fill") && !fs.existsSync(filled)) {
  await fill();
  writeFileAtomically(filled, "Every state of every page is there.\n");
}

const prepared: PreparedVisit[] = [];
for (const visit of [...visits, ...troubled]) prepared.push(await prepare(visit));
const result: Prepared = { origin: config.origin, names: await latinNames(), visits: prepared };
keepSessions();
fs.writeSync(1, `${JSON.stringify(result)}\n`);
await (await sender()).stop({ graceful: false });
await db().$disconnect();

async function prepare(visit: Visit): Promise<PreparedVisit> {
  const found = visit.of ? await findThing(visit.of, visit.pattern) : { blanks: {} };
  if (!found) return { ...visit, missing: `there is no ${visit.of}` };
  const blanks: Record<string, string> = { ...found.blanks, ...visit.with };
  const address = `${visit.pattern}${visit.query ? `?${visit.query}` : ""}`.replace(
    /\[([^\]]+)\]/g,
    (whole, name: string) => blanks[name] ?? whole,
  );
  if (address.includes("[")) return { ...visit, missing: `${visit.of} does not fill ${address}` };
  const person = await personFor(visit.who, found);
  if (person === undefined) return { ...visit, missing: `${visit.of} has no ${visit.who} who can sign in` };
  const cookies = {
    ...(person && { "next-auth.session-token": await cookieOf(person) }),
    ...(visit.of === "link OPEN" && {
      [viewerCookie]: must(await openStatusLink(blanks.token ?? "", undefined), "a link").viewer,
    }),
  };
  return { ...visit, path: address, cookies };
}

/** Whoever makes the visit, signed in; `null` for a stranger, nothing where the thing has no such person. */
async function personFor(who: Who, { owner, holder }: Found): Promise<Person | null | undefined> {
  if (who === "stranger") return null;
  if (who === "newcomer") return byCode("newcomer@guests.example");
  if (who === "owner") return owner ? byCode(owner) : undefined;
  if (who === "invited") return holder ? byCode(holder) : undefined;
  if (who === "holder") return holder ? byIdentity(holder) : undefined;
  return demoPerson(officers[who] ?? "");
}

/** The value of the session's cookie, as the portal itself would set it. */
function cookieOf({ sessionId }: Person): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: process.env.NEXTAUTH_SECRET ?? "", maxAge: sessionSeconds });
}
