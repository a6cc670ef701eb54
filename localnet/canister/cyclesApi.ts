import type { Access, SystemFunction, Word } from "./systemApi.ts";

const MAX_64 = 2n ** 64n;

/** The cycles functions of the system API (canister interface, "Cycles"). */
export function cyclesApi(access: Access): Record<string, SystemFunction> {
  const now = () => access.host.current();
  const narrow = (amount: bigint): bigint =>
    amount < MAX_64 ? amount : access.trap("Canister violated contract: the amount does not fit 64 bits", "IC0504");
  const accept = (most: bigint): bigint => {
    const taken = most < now().cyclesAvailable ? most : now().cyclesAvailable;
    now().cyclesAvailable -= taken;
    now().cyclesAccepted += taken;
    now().balance += taken;
    return taken;
  };
  const pair = (high: Word | undefined, low: Word | undefined) => (access.wide(high) << 64n) | access.wide(low);
  const write = (dst: Word | undefined, amount: bigint) => {
    access.write128(dst, amount);
    return undefined;
  };
  return {
    msg_cycles_available: () => narrow(now().cyclesAvailable),
    msg_cycles_available128: (dst) => write(dst, now().cyclesAvailable),
    msg_cycles_refunded: () => narrow(now().input.cyclesRefunded),
    msg_cycles_refunded128: (dst) => write(dst, now().input.cyclesRefunded),
    msg_cycles_accept: (most) => accept(access.wide(most)),
    msg_cycles_accept128: (high, low, dst) => write(dst, accept(pair(high, low))),
    cycles_burn128: (high, low, dst) => {
      const most = pair(high, low);
      const burned = most < now().balance ? most : now().balance;
      now().balance -= burned;
      now().cyclesBurned += burned;
      return write(dst, burned);
    },
    canister_cycle_balance: () => narrow(now().balance),
    canister_cycle_balance128: (dst) => write(dst, now().balance),
    canister_liquid_cycle_balance128: (dst) => write(dst, now().balance),
  };
}
