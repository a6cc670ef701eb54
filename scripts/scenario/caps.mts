import { setTimeout as wait } from "node:timers/promises";
import { resendChainWrite } from "../../lib/chain/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { type Chain, openChain } from "../../lib/platform/chain/agent.ts";
import { loadIdentity, portalKeyFile } from "../../lib/platform/chain/identity.ts";
import { deployment } from "../../lib/platform/chain/registry.ts";
import type { ChainCaps } from "../../lib/platform/chain/writes.ts";
import { config } from "../../lib/platform/config.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import { movedAtRegistry } from "./signing.mts";

/** The registry, by the portal's own key. */
export function registry(): Chain {
  return openChain(config().network, loadIdentity(portalKeyFile()));
}

/** What the registry's caps have to be: the programme's split. */
async function capsOfProgramme(): Promise<ChainCaps> {
  const { places, quotas } = await db().programme.findFirstOrThrow({ include: { quotas: true } });
  const of = (sector: string) => quotas.find((quota) => quota.sector === sector)?.places ?? 0;
  return {
    ...{ total: places, government: of("GOVERNMENT"), education: of("EDUCATION") },
    ...{ startups: of("STARTUPS"), private: of("PRIVATE") },
  };
}

async function setCaps(caps: ChainCaps): Promise<void> {
  const operation = `scenario-caps-${crypto.randomUUID()}`;
  await movedAtRegistry({ operation, act: { kind: "caps", caps }, decision: operation });
}

/** Does this part of the scenario's life lie behind? */
export async function wasRefused(): Promise<boolean> {
  return (await db().auditEvent.count({ where: { action: "chain.resend", outcome: "DONE" } })) > 0;
}

/** Its governors have left the registry no room: whatever is issued from now on is refused. */
export async function closeRegistry(): Promise<void> {
  await setCaps((await deployment(registry())).issued);
}

/** Waits until the registry has refused a part of a batch. */
export async function refused(): Promise<void> {
  while ((await db().chainWrite.count({ where: { kind: "issueBatch", state: "REFUSED" } })) === 0) await wait(250);
}

/** Puts the caps right, where they are not, and has the operator send again what was refused. Gives how many writes. */
export async function reopenRegistry(operator: Person): Promise<number> {
  const [{ caps }, right] = await Promise.all([deployment(registry()), capsOfProgramme()]);
  if (caps.total !== right.total) await setCaps(right);
  const writes = await db().chainWrite.findMany({ where: { kind: "issueBatch", state: "REFUSED" } });
  for (const { id: writeId, key } of writes) must(await resendChainWrite(operator, { writeId }), `${key} sent again`);
  return writes.length;
}
