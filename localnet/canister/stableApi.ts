import { WASM_PAGE } from "./memory.ts";
import type { Access, SystemFunction, Word } from "./systemApi.ts";

// The IC allows 500 GiB; here stable memory lives in one buffer, so the bound is what such a buffer may hold.
const MAX_PAGES = 65536;

/** The stable memory functions of the system API, in their 32-bit and 64-bit forms (canister interface, "Stable memory"). */
export function stableApi(access: Access): Record<string, SystemFunction> {
  const stable = () => access.host.current().input.stable;
  const mustFit32 = () => {
    if (stable().pages > 65536) access.trap("Canister trapped: 32 bit stable memory accessed beyond 4 GiB");
  };
  const grow = (by: number): number => {
    const before = stable().pages;
    if (before + by > MAX_PAGES) return -1;
    stable().grow(by);
    return before;
  };
  const bound = (offset: Word | undefined, size: Word | undefined): number => {
    const at = access.number(offset);
    if (at + access.number(size) > stable().pages * WASM_PAGE)
      access.trap("Canister trapped: stable memory out of bounds");
    return at;
  };
  const write: SystemFunction = (offset, src, size) => {
    stable().write(bound(offset, size), access.view(src, size));
    return undefined;
  };
  const read: SystemFunction = (dst, offset, size) => {
    stable().read(bound(offset, size), access.view(dst, size));
    return undefined;
  };
  return {
    stable64_size: () => BigInt(stable().pages),
    stable64_grow: (by) => BigInt(grow(access.number(by))),
    stable64_write: write,
    stable64_read: read,
    stable_size: () => {
      mustFit32();
      return stable().pages;
    },
    stable_grow: (by) => {
      mustFit32();
      return grow(access.number(by));
    },
    stable_write: (...args) => {
      mustFit32();
      return write(...args);
    },
    stable_read: (...args) => {
      mustFit32();
      return read(...args);
    },
  };
}
