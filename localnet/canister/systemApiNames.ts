/**
 * Every function of the system API with the entry points that may call it (canister interface, "Overview of imports").
 * Modes: I init and post-upgrade, G pre-upgrade, U update, RQ query in replicated mode, NRQ query, CQ composite query, Ry
 * and Rt reply and reject callback, CRy and CRt the same in a composite query, C and CC cleanup, F inspect_message, T
 * system task, s start function. A star stands for all but s.
 */
const ALLOWED: Record<string, string> = {
  msg_arg_data_size: "I U RQ NRQ CQ Ry CRy F",
  msg_arg_data_copy: "I U RQ NRQ CQ Ry CRy F",
  msg_caller_size: "*",
  msg_caller_copy: "*",
  msg_caller_info_data_size: "U RQ NRQ CQ Ry Rt CRy CRt C CC F",
  msg_caller_info_data_copy: "U RQ NRQ CQ Ry Rt CRy CRt C CC F",
  msg_caller_info_signer_size: "U RQ NRQ CQ Ry Rt CRy CRt C CC F",
  msg_caller_info_signer_copy: "U RQ NRQ CQ Ry Rt CRy CRt C CC F",
  msg_reject_code: "Ry Rt CRy CRt C CC",
  msg_reject_msg_size: "Rt CRt",
  msg_reject_msg_copy: "Rt CRt",
  msg_deadline: "U RQ NRQ CQ Ry Rt CRy CRt",
  msg_reply_data_append: "U RQ NRQ CQ Ry Rt CRy CRt",
  msg_reply: "U RQ NRQ CQ Ry Rt CRy CRt",
  msg_reject: "U RQ NRQ CQ Ry Rt CRy CRt",
  msg_cycles_available: "U RQ Rt Ry",
  msg_cycles_available128: "U RQ Rt Ry",
  msg_cycles_refunded: "Rt Ry",
  msg_cycles_refunded128: "Rt Ry",
  msg_cycles_accept: "U RQ Rt Ry",
  msg_cycles_accept128: "U RQ Rt Ry",
  cycles_burn128: "I G U RQ Ry Rt C T",
  canister_self_size: "*",
  canister_self_copy: "*",
  canister_cycle_balance: "*",
  canister_cycle_balance128: "*",
  canister_liquid_cycle_balance128: "*",
  canister_status: "*",
  canister_version: "*",
  subnet_self_size: "*",
  subnet_self_copy: "*",
  msg_method_name_size: "F",
  msg_method_name_copy: "F",
  accept_message: "F",
  call_new: "U CQ Ry Rt CRy CRt T",
  call_on_cleanup: "U CQ Ry Rt CRy CRt T",
  call_data_append: "U CQ Ry Rt CRy CRt T",
  call_with_best_effort_response: "U CQ Ry Rt CRy CRt T",
  call_cycles_add: "U Ry Rt T",
  call_cycles_add128: "U Ry Rt T",
  call_perform: "U CQ Ry Rt CRy CRt T",
  stable_size: "* s",
  stable_grow: "* s",
  stable_write: "* s",
  stable_read: "* s",
  stable64_size: "* s",
  stable64_grow: "* s",
  stable64_write: "* s",
  stable64_read: "* s",
  root_key_size: "I G U RQ Ry Rt C T",
  root_key_copy: "I G U RQ Ry Rt C T",
  certified_data_set: "I G U Ry Rt T",
  data_certificate_present: "*",
  data_certificate_size: "NRQ CQ",
  data_certificate_copy: "NRQ CQ",
  time: "*",
  global_timer_set: "I G U Ry Rt C T",
  performance_counter: "* s",
  is_controller: "* s",
  in_replicated_execution: "* s",
  cost_call: "* s",
  cost_create_canister: "* s",
  cost_http_request: "* s",
  cost_sign_with_ecdsa: "* s",
  cost_sign_with_schnorr: "* s",
  cost_vetkd_derive_key: "* s",
  env_var_count: "*",
  env_var_name_size: "*",
  env_var_name_copy: "*",
  env_var_name_exists: "*",
  env_var_value_size: "*",
  env_var_value_copy: "*",
  debug_print: "* s",
  trap: "* s",
};

export type Mode = "I" | "G" | "U" | "RQ" | "NRQ" | "CQ" | "Ry" | "Rt" | "CRy" | "CRt" | "C" | "CC" | "F" | "T" | "s";

/** Every function that a module may import. */
export const SYSTEM_API_NAMES: ReadonlySet<string> = new Set(Object.keys(ALLOWED));

const MODES = new Map(
  Object.entries(ALLOWED).map(([name, modes]) => [name, new Set<string>(modes.split(" "))] as const),
);

/** Whether a system call may be made in a mode; a call from elsewhere traps. */
export function mayCall(name: string, mode: Mode): boolean {
  const modes = MODES.get(name);
  return modes !== undefined && (modes.has(mode) || (mode !== "s" && modes.has("*")));
}
