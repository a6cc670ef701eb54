/** A messenger account, version 1, as the directory certifies it (docs/verification.md, "The messenger's directory"). */
import { reading, VerifyError } from "./errors.ts";
import { bytesOf, oneOf, recordFields, text, unsigned } from "./record.ts";

const ACCOUNT_STATUSES = ["active", "suspended"] as const;

/** Times are nanoseconds since 1970 UTC. */
export interface Account {
  readonly handle: string;
  /** The owner's principal, as bytes. */
  readonly owner: Uint8Array;
  readonly institutionId: string;
  readonly institutionName: string;
  readonly opened: bigint;
  readonly status: (typeof ACCOUNT_STATUSES)[number];
  readonly statusSince: bigint;
}

const FIELDS = 8;

/** Decodes an account: exactly its keys, its types, its deterministic form. Throws `record-malformed`. */
export function decodeAccount(bytes: Uint8Array): Account {
  return reading("record-malformed", () => {
    const fields = recordFields(bytes, FIELDS);
    return {
      handle: text(fields, "handle"),
      owner: bytesOf(fields, "owner"),
      institutionId: text(fields, "institutionId"),
      institutionName: text(fields, "institutionName"),
      opened: unsigned(fields, "opened"),
      status: oneOf(fields, "status", ACCOUNT_STATUSES),
      statusSince: unsigned(fields, "statusSince"),
    };
  });
}

/** How many accounts there are: ever opened, and of those that stand, active and suspended. */
export interface AccountCount {
  readonly opened: bigint;
  readonly active: bigint;
  readonly suspended: bigint;
}

const COUNT_FIELDS = 4;

/** What stands under `count`. Throws `record-malformed`, also where more stand than were opened. */
export function decodeAccountCount(bytes: Uint8Array): AccountCount {
  return reading("record-malformed", () => {
    const fields = recordFields(bytes, COUNT_FIELDS);
    const [opened, active, suspended] = [
      unsigned(fields, "opened"),
      unsigned(fields, "active"),
      unsigned(fields, "suspended"),
    ];
    if (active + suspended > opened) throw new VerifyError("encoding", "accounts: they do not add up");
    return { opened, active, suspended };
  });
}
