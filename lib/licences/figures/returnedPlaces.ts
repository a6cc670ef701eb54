import { tellPlacesFree } from "../../batches/waitlist/letters.ts";
import { recordEvent } from "../../platform/audit.ts";
import type { Chain } from "../../platform/chain/agent.ts";
import { provenGovernance } from "../../platform/chain/governing.ts";
import type { ChainSector } from "../../platform/chain/writes.ts";
import { type Db, db, type Tx } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { lockAllPlaces, returnPlaces } from "../../programmes/steps.ts";

/** A sector by its name in the registry. */
const nameOf = {
  GOVERNMENT: "government",
  EDUCATION: "education",
  STARTUPS: "startups",
  PRIVATE: "private",
} as const satisfies Record<Sector, ChainSector>;

/** Licences that have ended, and whose places are taken still. */
const ended: Prisma.LicenceWhereInput = { state: { in: ["REVOKED", "EXPIRED"] }, placeReturnedAt: null };

/** What the registry certifies of its places: how many of a sector are taken, with the last block then. */
type Certified = { taken: number; block: bigint };

/**
 * Gives places again that governors returned in the registry: as many as it certifies to be free while they are taken here. A motion
 * names a sector alone; the places come from the licences of that sector that have ended, those awarded first coming first, each
 * once and to its own programme. Never more come back than the registry holds free, whatever else it holds. Gives how many.
 * Throws `ChainError`.
 */
export async function followReturnedPlaces(chain: Chain, now = new Date(), database: Db = db()): Promise<number> {
  const sectors = await database.licence.findMany({ where: ended, distinct: ["sector"], select: { sector: true } });
  if (sectors.length === 0) return 0;
  const { leaf, block } = await provenGovernance(chain);
  if (block === null) return 0;
  let returned = 0;
  for (const { sector } of sectors) {
    const certified = { taken: leaf.taken[nameOf[sector]], block };
    returned += await database.$transaction((tx) => followSector(tx, sector, certified, now));
  }
  return returned;
}

async function followSector(tx: Tx, sector: Sector, { taken, block }: Certified, now: Date): Promise<number> {
  await lockAllPlaces(tx);
  // Of what was issued by that block alone: what came later is not in what was certified.
  const kept = await tx.licence.count({ where: { sector, block: { lte: block }, placeReturnedAt: null } });
  if (kept <= taken) return 0;
  // In the order of their ids, as everybody locks licences.
  const licences = await tx.$queryRaw<{ id: string; programmeId: string }[]>`
    SELECT id, "programmeId" FROM "Licence"
    WHERE sector = ${sector}::"Sector" AND state IN ('REVOKED', 'EXPIRED') AND "placeReturnedAt" IS NULL AND block <= ${block}
    ORDER BY id LIMIT ${kept - taken} FOR UPDATE`;
  if (licences.length === 0) return 0;
  await tx.licence.updateMany({
    where: { id: { in: licences.map(({ id }) => id) } },
    data: { placeReturnedAt: now },
  });
  for (const [programmeId, of] of Map.groupBy(licences, (licence) => licence.programmeId)) {
    await returnPlaces(tx, programmeId, sector, of.length);
    await recordEvent(tx, {
      ...{ actor: { kind: "system", name: "worker" }, action: "licences.returnPlaces", outcome: "DONE" },
      subject: { kind: "programme", id: programmeId },
      data: { sector, places: of.length, block: block.toString() },
    });
  }
  await tellPlacesFree(tx, licences.length, now);
  return licences.length;
}
