import type { Access, SystemFunction } from "./systemApi.ts";

/** What creating a canister costs on a subnet of thirteen nodes, in cycles. */
export const CREATE_CANISTER_FEE = 500_000_000_000n;
const INVALID_KEY_NAME = 2;

/** The cost functions of the system API. Messages are free on this network; creating a canister by a call is not. */
export function costApi(access: Access): Record<string, SystemFunction> {
  const write = (dst: number | bigint | undefined, amount: bigint) => {
    access.write128(dst, amount);
    return undefined;
  };
  return {
    cost_call: (_name, _payload, dst) => write(dst, 0n),
    cost_create_canister: (dst) => write(dst, CREATE_CANISTER_FEE),
    cost_http_request: (_request, _response, dst) => write(dst, 0n),
    cost_sign_with_ecdsa: () => INVALID_KEY_NAME,
    cost_sign_with_schnorr: () => INVALID_KEY_NAME,
    cost_vetkd_derive_key: () => INVALID_KEY_NAME,
  };
}
