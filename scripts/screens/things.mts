import type { Thing } from "../../e2e/support/routeTable.ts";
import { formatNumber } from "../../lib/licences/number.ts";
import { db } from "../../lib/platform/db/client.ts";

/** What fills the blanks of an address, and whose it is. */
export type Found = { blanks: Record<string, string>; owner?: string | undefined; holder?: string | undefined };

type Row = Record<string, string | null>;

/** The address of the one who registered the institution `i`; only those who can be signed in by a code. */
const owner = `(SELECT u.email FROM "Membership" m JOIN "User" u ON u.id = m."userId"
  WHERE m."institutionId" = i.id AND m.role = 'OWNER' AND m."endedAt" IS NULL AND u.email IS NOT NULL LIMIT 1) AS owner`;

/** Rows that those who fill the portal made come first: they have both names, and every state of everything. */
const newest = "ORDER BY 1 DESC LIMIT 1";

const queries: Record<string, (state: string) => string> = {
  institution: (state) => `SELECT i.id, ${owner} FROM "Institution" i WHERE i.state = '${state}' ${newest}`,
  // Verified, and in no merge that is proposed.
  mergeable: () =>
    `SELECT i.id FROM "Institution" i WHERE i.state = 'VERIFIED' AND NOT EXISTS (SELECT 1 FROM "InstitutionMerge" m
     WHERE m.state = 'PROPOSED' AND i.id IN (m."fromId", m."intoId")) ${newest}`,
  blind: () =>
    `SELECT r.id FROM "Review" r JOIN "User" u ON u.id = r."reviewerId"
     WHERE r.blind AND r.state = 'ASSIGNED' AND u.name = 'Demo reviewer 1' ${newest}`,
  application: (state) =>
    `SELECT a.id, i.id AS institution, ${owner} FROM "Application" a JOIN "Institution" i ON i.id = a."institutionId"
     WHERE a.state = '${state}' AND NOT EXISTS (SELECT 1 FROM "Appeal" p WHERE p."applicationId" = a.id)
     AND NOT EXISTS (SELECT 1 FROM "PlaceOffer" o WHERE o."applicationId" = a.id) ${newest}`,
  offer: (state) =>
    `SELECT a.id, ${owner} FROM "PlaceOffer" o JOIN "Application" a ON a.id = o."applicationId"
     JOIN "Institution" i ON i.id = a."institutionId" WHERE o.state = '${state}' ${newest}`,
  // An appeal on the desk; the application that it is about, everywhere else.
  appeal: () =>
    `SELECT p.id AS appeal, a.id, ${owner} FROM "Appeal" p JOIN "Application" a ON a.id = p."applicationId"
     JOIN "Institution" i ON i.id = a."institutionId" ${newest}`,
  review: (state) =>
    `SELECT r.id FROM "Review" r JOIN "User" u ON u.id = r."reviewerId" JOIN "Application" a ON a.id = r."applicationId"
     WHERE r.state = '${state}' AND u.name = 'Demo reviewer 1' AND NOT r.blind AND (r.state <> 'ASSIGNED' OR a.state = 'IN_REVIEW') ${newest}`,
  discussion: () => `SELECT d.id FROM "ReviewDiscussion" d ${newest}`,
  rubric: (state) => `SELECT r.id FROM "Rubric" r WHERE r.state = '${state}' ${newest}`,
  batch: (state) => `SELECT b.id FROM "Batch" b WHERE b.state = '${state}' ${newest}`,
  candidate: () =>
    `SELECT b.id, a.id AS "applicationId" FROM "Batch" b, "Application" a
     WHERE b.state = 'DRAFT' AND a.state = 'REVIEWED' ${newest}`,
  licence: (state) =>
    `SELECT l.id, l.number, i.id AS institution, ${owner} FROM "Licence" l JOIN "Institution" i ON i.id = l."institutionId"
     WHERE l.state = '${state}' ORDER BY EXISTS (SELECT 1 FROM "Seat" s WHERE s."licenceId" = l.id AND s.state = 'BOUND') DESC, 1 DESC LIMIT 1`,
  // A decision on a licence, or a suspension without its signature; or the licence that one of these is about.
  change: (state) => {
    const isUnsigned = state.startsWith("UNSIGNED");
    const isOpen = isUnsigned || state === "LICENCE";
    return `SELECT ${state.endsWith("LICENCE") ? 'c."licenceId" AS id' : "c.id"} FROM "LicenceChange" c
      WHERE c.state = '${isOpen ? "PROPOSED" : state}' AND (c.kind = 'suspend') = ${isUnsigned} ${newest}`;
  },
  renewal: (state) => `SELECT r.id FROM "Renewal" r WHERE r.state = '${state}' ${newest}`,
  seat: (state) =>
    `SELECT s.id, s.id AS "seatId", l."institutionId" AS institution, s.email AS holder,
       substring(m.text FROM '/claim/([A-Za-z0-9_-]{43})') AS token, ${owner}
     FROM "Seat" s JOIN "Licence" l ON l.id = s."licenceId" JOIN "Institution" i ON i.id = l."institutionId"
     LEFT JOIN "Mail" m ON m."to" = s.email AND m.text LIKE '%/claim/%'
     WHERE s.state = '${state}' AND s.email LIKE '%@%holders.example' ${newest}`,
  rebind: () =>
    `SELECT s.id, s.id AS "seatId", l."institutionId" AS institution, ${owner}
     FROM "SeatRebind" r JOIN "Seat" s ON s.id = r."seatId" JOIN "Licence" l ON l.id = s."licenceId"
     JOIN "Institution" i ON i.id = l."institutionId" WHERE r.state = 'ASKED' ${newest}`,
  import: (state) =>
    `SELECT i.id, s.id AS "importId", ${owner} FROM "SeatImport" s JOIN "Institution" i ON i.id = s."institutionId"
     WHERE s.state = '${state}' ORDER BY s.id DESC LIMIT 1`,
  // A link that is opened is used up for every other browser, so those that are to stay closed are taken from the other end.
  link: (state) =>
    `SELECT l.id, m.token FROM "StatusLink" l JOIN
       (SELECT substring(text FROM '/status/([A-Za-z0-9_-]{43})') AS token FROM "Mail" WHERE text LIKE '%/status/%') m
       ON l."tokenHash" = sha256(convert_to(m.token, 'UTF8'))
     WHERE l."openedAt" IS NULL AND l."expiresAt" > now() ORDER BY 1 ${state === "OPEN" ? "ASC" : "DESC"} LIMIT 1`,
  // An institution whose page of members shows everything: invitations, requests, an offer of ownership.
  members: () =>
    `SELECT i.id, replace(i.name, ' ', '+') AS name, ${owner} FROM "Institution" i
     WHERE EXISTS (SELECT 1 FROM "Invitation" v WHERE v."institutionId" = i.id AND v.state = 'OPEN') ${newest}`,
  // An institution that can apply again, and the phase that is open to it.
  prospect: () =>
    `SELECT i.id AS "institutionId", p.id AS "phaseId", ${owner} FROM "Institution" i JOIN "Phase" p ON i.sector = ANY(p.sectors)
     WHERE i.state = 'VERIFIED' AND EXISTS (SELECT 1 FROM "Application" a WHERE a."institutionId" = i.id AND a.state = 'AWARDED')
     AND NOT EXISTS (SELECT 1 FROM "Application" a WHERE a."institutionId" = i.id AND a.state NOT IN ('AWARDED', 'DECLINED', 'WITHDRAWN')) ${newest}`,
  invitation: () =>
    `SELECT v.id, v.email AS holder, substring(m.text FROM '/join/([A-Za-z0-9_-]{43})') AS token
     FROM "Invitation" v JOIN "Mail" m ON m."to" = v.email AND m.text LIKE '%/join/%'
     WHERE v.state = 'OPEN' AND v."expiresAt" > now() AND v.email LIKE '%@members.example' ${newest}`,
  programme: () => `SELECT p.id FROM "Programme" p ${newest}`,
  registration: () =>
    `SELECT v."directoryEntryId" AS id, substring(m.text FROM '/register/([A-Za-z0-9_-]{43})') AS token
     FROM "RegistrationInvite" v JOIN "Mail" m ON m."to" = v.email AND m.text LIKE '%/register/%'
     WHERE v.state = 'OPEN' AND v."expiresAt" > now() ${newest}`,
  decline: (state) =>
    `SELECT d."institutionId" AS id FROM "RegistrationDecline" d WHERE d.state = '${state}' ${newest}`,
  merge: (state) => `SELECT m."fromId" AS id FROM "InstitutionMerge" m WHERE m.state = '${state}' ${newest}`,
  person: () => `SELECT id FROM "User" WHERE name = 'Demo auditor'`,
  // An institution with a report, and an entry of it; a page of the desk is of the entry.
  entry: (state) =>
    `SELECT e.id, e.id AS "entryId", i.id AS institution, ${owner} FROM "OutcomeEntry" e
     JOIN "Institution" i ON i.id = e."institutionId" WHERE e.state = '${state}' ${newest}`,
  report: () => `SELECT f.id FROM "ReportFile" f ${newest}`,
  write: () => `SELECT id FROM "ChainWrite" ${newest}`,
  accounts: (state) => `SELECT b.id FROM "MessengerBatch" b WHERE b.state = '${state}' ${newest}`,
};

/** Finds one of the things in the portal's database; nothing where there is none. */
export async function findThing(thing: Thing, pattern: string): Promise<Found | undefined> {
  const [kind = "", state = ""] = thing.split(" ");
  const [row] = await db().$queryRawUnsafe<Row[]>(queries[kind]?.(state) ?? "");
  if (!row) return undefined;
  const { owner: registrant, holder, institution, ...rest } = row;
  const blanks = Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  if (blanks.number) blanks.number = formatNumber(blanks.number);
  if (blanks.appeal && pattern.startsWith("/desk/appeals/")) blanks.id = blanks.appeal;
  // A page of the institution, found by what it has.
  if (institution && /^\/(figures\/)?institutions\//.test(pattern)) blanks.id = institution;
  return { blanks, owner: registrant ?? undefined, holder: holder ?? undefined };
}

/**
 * Names that people, institutions and files go by, longest first, as far as they are written in Latin letters: they are data, and
 * may stand in a sentence of either language. Who gives no name is called as their address begins.
 */
export async function latinNames(): Promise<string[]> {
  const rows = await db().$queryRawUnsafe<{ name: string }[]>(
    `SELECT name FROM "Institution" UNION SELECT name FROM "User" UNION SELECT name FROM "Seat" UNION SELECT name FROM "DirectoryEntry"
     UNION SELECT "focalName" FROM "Institution" WHERE "focalName" IS NOT NULL UNION SELECT "fileName" FROM "Document"
     UNION SELECT name FROM "OutcomeEntry" UNION SELECT split_part(email, '@', 1) FROM "User" WHERE email IS NOT NULL`,
  );
  return rows
    .map(({ name }) => name)
    .filter((name) => /[A-Za-z]{2}/.test(name))
    .sort((a, b) => b.length - a.length);
}
