import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import type { Chain, Method } from "./agent.ts";

/** What a canister lives on: its cycles, what its size alone costs a day, and how many seconds of that it is frozen to keep. */
export type Provisions = { cycles: bigint; idlePerDay: bigint; freezingSeconds: bigint };

// The rest of the answer is left unread (interface specification, "canister_status").
const status: Method = {
  arguments: [IDL.Record({ canister_id: IDL.Principal })],
  answer: IDL.Record({
    cycles: IDL.Nat,
    idle_cycles_burned_per_day: IDL.Nat,
    settings: IDL.Record({ freezing_threshold: IDL.Nat }),
  }),
};

type Status = { cycles: bigint; idle_cycles_burned_per_day: bigint; settings: { freezing_threshold: bigint } };

/**
 * Asks the network what a canister has left: nothing that it publishes, so that its settings must let this identity see it. Throws
 * `ChainError`.
 */
export async function provisionsOf(chain: Chain, canister: string): Promise<Provisions> {
  const asked = { canister_id: Principal.fromText(canister) };
  const { reply } = await chain.manage(canister, "canister_status", status, [asked]);
  const { cycles, idle_cycles_burned_per_day: idlePerDay, settings } = reply as Status;
  return { cycles, idlePerDay, freezingSeconds: settings.freezing_threshold };
}

/** Whole days until a canister is frozen if nobody calls it, the most that it has; null where its size costs nothing. */
export function daysLeft({ cycles, idlePerDay, freezingSeconds }: Provisions): number | null {
  if (idlePerDay === 0n) return null;
  const kept = (idlePerDay * freezingSeconds) / 86_400n;
  return cycles > kept ? Number((cycles - kept) / idlePerDay) : 0;
}
