/** Who decides on the registry, and the places that it holds to (docs/verification.md, "Governance"). */
import type { Cbor, CborMap } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { principalText } from "./principal.ts";
import { recordFields, SECTORS, type Sector } from "./record.ts";

export const ROLES = ["issuer", "approver", "governor"] as const;
export type Role = (typeof ROLES)[number];

/** In all, and of each sector. */
export type Places = Readonly<Record<"total" | Sector, bigint>>;

/** How many approvals a batch takes, how many governors a motion, and how long what they agreed on waits. Nanoseconds. */
export interface Policy {
  readonly approvals: bigint;
  readonly governors: bigint;
  readonly delay: bigint;
}

/** What a motion would do. Principals are textual. */
export type MotionAct =
  | { readonly kind: "grant" | "withdraw"; readonly principal: string; readonly role: Role }
  | { readonly kind: "caps"; readonly caps: Places }
  | { readonly kind: "policy"; readonly policy: Policy }
  | { readonly kind: "returnPlaces"; readonly sector: Sector; readonly places: bigint }
  | { readonly kind: "archive"; readonly canister: string; readonly keep: bigint };

/** Something that governors decide together. Times are nanoseconds since 1970 UTC. */
export interface Motion {
  readonly id: bigint;
  readonly act: MotionAct;
  readonly decision: string;
  readonly moved: bigint;
  readonly agreed: readonly { readonly governor: string; readonly at: bigint }[];
  /** Null until enough have agreed. */
  readonly effectiveFrom: bigint | null;
}

/** How the registry is governed at an instant. */
export interface Governance {
  readonly policy: Policy;
  /** Places that there are. */
  readonly caps: Places;
  /** Those of licences that were ever issued, less those that governors returned. */
  readonly taken: Places;
  readonly free: Places;
  readonly roles: readonly { readonly principal: string; readonly role: Role }[];
  /** Open or agreed, by id. */
  readonly motions: readonly Motion[];
  /** When controllers replaced the governors past every motion, in that order. */
  readonly brokenGlass: readonly { readonly at: bigint }[];
}

const [FIELDS, VERSION] = [7, 2n];
/** After so long a motion lapses: since it was moved or, once enough have agreed, since it could be enacted. Nanoseconds. */
const PERIOD = 30n * 86_400_000_000_000n;

/** What the leaf `governance` says at `time` (nanoseconds since 1970 UTC). Throws `record-malformed`. */
export function governanceAt(leaf: Uint8Array, time: bigint): Governance {
  return reading("record-malformed", () => {
    const fields = recordFields(leaf, FIELDS, VERSION);
    const [caps, taken] = [places(listOf(fields, "caps")), places(listOf(fields, "taken"))];
    if (together(taken) !== taken.total || together(caps) > caps.total) throw wrong("places that do not add up");
    const motions = listOf(fields, "motions").map(motion);
    return {
      policy: policy(listOf(fields, "policy")),
      ...{ caps, taken, free: free(caps, taken) },
      roles: listOf(fields, "roles").map((item) => {
        const [principal, role] = list(item, 2);
        return { principal: person(principal), role: oneOf(role, ROLES) };
      }),
      motions: motions.filter(({ moved, effectiveFrom }) => time < (effectiveFrom ?? moved) + PERIOD),
      brokenGlass: listOf(fields, "broken").map((at) => ({ at: count(at) })),
    };
  });
}

function motion(item: Cbor): Motion {
  const [id, what, decision, moved, agreed, effectiveFrom] = list(item, 6);
  if (typeof decision !== "string") throw wrong("a motion without a decision");
  return {
    ...{ id: count(id), act: act(list(what)), decision, moved: count(moved) },
    agreed: list(agreed).map((one) => {
      const [governor, at] = list(one, 2);
      return { governor: person(governor), at: count(at) };
    }),
    effectiveFrom: effectiveFrom === null ? null : count(effectiveFrom),
  };
}

function act([kind, ...of]: readonly Cbor[]): MotionAct {
  const [first, second] = of;
  switch (kind) {
    case "grant":
    case "withdraw":
      list(of, 2);
      return { kind, principal: person(first), role: oneOf(second, ROLES) };
    case "caps":
      return { kind, caps: places(of) };
    case "policy":
      return { kind, policy: policy(of) };
    case "returnPlaces":
      list(of, 2);
      return { kind, sector: oneOf(first, SECTORS), places: count(second) };
    case "archive":
      list(of, 2);
      return { kind, canister: person(first), keep: count(second) };
    default:
      throw wrong("a motion of an unknown kind");
  }
}

function policy(item: readonly Cbor[]): Policy {
  const [approvals, governors, delay] = list(item, 3);
  return { approvals: count(approvals), governors: count(governors), delay: count(delay) };
}

function places(item: readonly Cbor[]): Places {
  const [total, government, education, startups, others] = list(item, 5).map(count);
  return {
    total: count(total),
    government: count(government),
    education: count(education),
    startups: count(startups),
    private: count(others),
  };
}

function together(of: Places): bigint {
  return SECTORS.reduce((sum, sector) => sum + of[sector], 0n);
}

function free(caps: Places, taken: Places): Places {
  const left = (of: keyof Places) => {
    if (taken[of] > caps[of]) throw wrong("more places taken than there are");
    return caps[of] - taken[of];
  };
  return {
    total: left("total"),
    government: left("government"),
    education: left("education"),
    startups: left("startups"),
    private: left("private"),
  };
}

function listOf(fields: CborMap, key: string): readonly Cbor[] {
  return list(fields.get(key));
}

function list(value: Cbor | undefined, length?: number): readonly Cbor[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw wrong("a list of another form");
  return value as readonly Cbor[];
}

function count(value: Cbor | undefined): bigint {
  if (typeof value !== "bigint") throw wrong("no number");
  return value;
}

function person(value: Cbor | undefined): string {
  if (!(value instanceof Uint8Array) || value.length > 29) throw wrong("no principal");
  return principalText(value);
}

function oneOf<T extends string>(value: Cbor | undefined, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw wrong("a role or sector that is none");
  return found;
}

function wrong(what: string): VerifyError {
  return new VerifyError("encoding", `governance: ${what}`);
}
