// What an archive of the log has in Candid, and the registry for it, for a stock actor.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { type CandidValue, type IcrcActor, icrc, Value } from "./icrcIdl.ts";
import type { Answer, Case } from "./idl.ts";

const { Record, Variant, Text, Nat, Nat32, Null, Opt, Vec, Func, Bool, Service } = IDL;
const Blob = Vec(IDL.Nat8);

const Refusal = Variant({ notAuthorised: Null, mismatch: Null });
const HandedOver = Record({ start: Nat, blocks: Vec(Value) });

/** The registry's own part. */
export const archives = {
  handOver: Func([Opt(Record({ next: Nat, tip: Blob }))], [Variant({ ok: HandedOver, err: Refusal })], []),
  archiving: Func([], [Record({ canister: Opt(IDL.Principal), keep: Nat32, live: Nat, length: Nat })], ["query"]),
};

const role: [IDL.Type, IDL.Type] = [IDL.Principal, Variant({ issuer: Null })];
const roleAnswer: [IDL.Type] = [Variant({ ok: Null, err: Variant({ notAuthorised: Null }) })];

export const archiveInterface: IDL.InterfaceFactory = () =>
  Service({
    grantRole: Func(role, roleAnswer, []),
    withdrawRole: Func(role, roleAnswer, []),
    pull: Func(
      [],
      [
        Variant({
          ok: Record({ start: Nat, next: Nat, whole: Bool }),
          err: Variant({
            notAuthorised: Null,
            noRegistry: Null,
            refused: Refusal,
            broken: Nat,
            unreachable: Text,
            full: Null,
          }),
        }),
      ],
      [],
    ),
    standing: Func([], [Record({ registry: Opt(IDL.Principal), start: Nat, next: Nat, tip: Opt(Blob) })], ["query"]),
    ...icrc,
  });

type Held = { next: bigint; tip: Uint8Array };
type RefusalCase = Case<"notAuthorised" | "mismatch">;

export type ArchivesActor = {
  handOver: ActorMethod<[[] | [Held]], Answer<{ start: bigint; blocks: CandidValue[] }, RefusalCase>>;
  archiving: ActorMethod<[], { canister: [] | [Principal]; keep: number; live: bigint; length: bigint }>;
};

type RoleMethod = ActorMethod<[Principal, Case<"issuer">], Answer<null, Case<"notAuthorised">>>;

export type ArchiveActor = IcrcActor & {
  grantRole: RoleMethod;
  withdrawRole: RoleMethod;
  pull: ActorMethod<
    [],
    Answer<
      { start: bigint; next: bigint; whole: boolean },
      | Case<"notAuthorised" | "noRegistry" | "full">
      | { refused: RefusalCase }
      | { broken: bigint }
      | { unreachable: string }
    >
  >;
  standing: ActorMethod<[], { registry: [] | [Principal]; start: bigint; next: bigint; tip: [] | [Uint8Array] }>;
};
