import type { Chain } from "../platform/chain/agent.ts";
import { type CertifiedCell, certifiedFigures } from "../platform/chain/figures.ts";
import { type Governance, registryGovernance } from "../platform/chain/governing.ts";
import { type CertifiedAccounts, certifiedAccounts } from "../platform/chain/messenger.ts";
import { chain } from "../platform/chain/network.ts";

/**
 * What the registry itself says: licences by programme, phase and sector as it certifies them, with the instant of the certificate,
 * the last block then, and whose key signed (null: the root key, or not shown); the places that there are and those that are taken, whether its governors were
 * ever replaced past every motion, and the messenger's accounts.
 */
export type RegistryFigures = Pick<Governance, "caps" | "taken" | "brokenGlass"> & {
  cells: CertifiedCell[];
  block: string | null;
  at: Date;
  subnet: string | null;
  /** What the messenger itself says of its accounts; null where it does not say. */
  messenger: CertifiedAccounts | null;
};

/** A page waits this long for the subnet, and asks it again after this long. Milliseconds. */
const patience = 2_500;
const freshFor = 60_000;

let held: { askedAt: number; answer: Promise<RegistryFigures | null> } | undefined;

/**
 * The registry's own figures, at most a minute old; null when the subnet does not answer in time, and then it is asked again by the
 * next reader. However many read at once, it is asked once. Public on purpose: the registry tells anybody the same.
 */
export async function registryFigures(now = Date.now()): Promise<RegistryFigures | null> {
  if (!held || now - held.askedAt > freshFor) held = { askedAt: now, answer: askRegistry(chain()) };
  const asked = held;
  const answer = await asked.answer;
  if (answer === null && held === asked) held = undefined;
  return answer;
}

/** Asks `from` now; null when it fails or takes longer than `wait` milliseconds. */
export async function askRegistry(from: Chain, wait = patience): Promise<RegistryFigures | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(settle, wait, null);
  });
  try {
    const accounts = certifiedAccounts(from).catch(() => null);
    const asked = Promise.all([registryGovernance(from), certifiedFigures(from), accounts]).then(
      ([{ caps, taken, brokenGlass }, figures, messenger]) => ({
        ...figures,
        block: figures.block === null ? null : String(figures.block),
        caps,
        taken,
        brokenGlass,
        messenger,
      }),
    );
    return await Promise.race([asked, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
