import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { holdersOf } from "../people/letters.ts";
import type { Chain } from "../platform/chain/agent.ts";
import { daysLeft, provisionsOf } from "../platform/chain/runway.ts";
import type { Network } from "../platform/config.ts";
import { db } from "../platform/db/client.ts";

/** A canister with less than this is told of: its controllers have time to top it up, whoever is on leave. */
export const shortOfDays = 90;

const day = 24 * 3_600_000;

/** A canister's days, as far as they are known: null where it burns nothing. */
export type Runway = { canister: keyof Network["canisters"]; days: number | null };

/**
 * Looks at what the canisters have left, and writes to the operators in office once a day while one of them is short of it. What it
 * finds is published nowhere: whoever knows how little there is knows what it costs to exhaust it.
 */
export async function watchRunway(chain: Chain, now = new Date(), provisions = provisionsOf): Promise<Runway[]> {
  const { licence_registry, messenger, log_archive } = chain.network.canisters;
  const found: Runway[] = [
    { canister: "licence_registry", days: daysLeft(await provisions(chain, licence_registry)) },
    { canister: "messenger", days: daysLeft(await provisions(chain, messenger)) },
  ];
  if (log_archive) found.push({ canister: "log_archive", days: daysLeft(await provisions(chain, log_archive)) });
  const short = found.flatMap(({ canister, days }) =>
    days !== null && days < shortOfDays ? [{ canister, days }] : [],
  );
  if (short.length > 0) await db().$transaction((tx) => tell(tx, short, now));
  return found;
}

async function tell(tx: Parameters<typeof notify>[0], short: { canister: string; days: number }[], now: Date) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('chain.runway'))`;
  const lately = { gt: new Date(now.getTime() - day) };
  if ((await tx.mail.count({ where: { letter: "runwayShort", createdAt: lately } })) > 0) return;
  for (const { email, locale } of await holdersOf(tx, ["OPERATOR"], now)) {
    if (email === null) continue;
    for (const { canister, days } of short)
      await notify(tx, {
        ...{ to: email, locale, letter: "runwayShort" },
        values: (locale) => ({ canister, days, link: linkTo("/desk/chain", locale) }),
      });
  }
}
