/** Why nothing was learnt, as a person can act on it. */
import type { Unchecked } from "../verdict.ts";
import type { Trouble } from "./messages.ts";

/** What a person can do about it. */
export function troubleOf({ code: reason }: Unchecked): Trouble {
  switch (reason) {
    case "host-unreachable":
    case "host-timeout":
      return "connection";
    case "query-rejected":
    case "reply-malformed":
    case "reply-too-large":
    case "certificate-missing":
      return "reply";
    case "certificate-too-old":
    case "certificate-from-future":
    case "delegation-too-old":
    case "delegation-from-future":
      return "clock";
    case "network-invalid":
    case "root-key-mismatch":
      return "network";
    case "paper-incomplete":
      return "paperIncomplete";
    case "paper-mixed":
      return "paperMixed";
    case "paper-damaged":
      return "paperDamaged";
    case "paper-malformed":
      return "paperMalformed";
    case "paper-foreign":
      return "paperForeign";
    case "internal":
      return "fault";
    default:
      return "forged";
  }
}
