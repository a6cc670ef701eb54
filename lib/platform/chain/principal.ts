import { Principal } from "@dfinity/principal";

/** Whether somebody's or a canister's id is written as the network writes it. */
export function isPrincipal(text: string): boolean {
  try {
    return Principal.fromText(text).toText() === text;
  } catch {
    return false;
  }
}
