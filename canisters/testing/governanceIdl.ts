// What the registry has in Candid for approvals and governance, for a stock actor.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import type { Answer, Case, CertifiedAnswer, PlaceCounts, SectorCase } from "./idl.ts";

const { Record, Variant, Text, Nat, Nat32, Nat64, Null, Opt, Vec, Tuple, Func, Bool } = IDL;
const Blob = Vec(IDL.Nat8);

const Sector = Variant({ government: Null, education: Null, startups: Null, private: Null });
export const Role = Variant({ issuer: Null, approver: Null, governor: Null });
export const Places = Record({ total: Nat32, government: Nat32, education: Nat32, startups: Nat32, private: Nat32 });
const Policy = Record({ approvals: Nat32, governors: Nat32, delay: Nat64 });
const Grant = Record({ principal: IDL.Principal, role: Role });
const Act = Variant({
  ...{ grant: Grant, withdraw: Grant, caps: Places, policy: Policy },
  returnPlaces: Record({ sector: Sector, places: Nat32 }),
  archive: Record({ canister: IDL.Principal, keep: Nat32 }),
});
const MotionState = Variant({ open: Null, agreed: Null, enacted: Null, cancelled: Null, lapsed: Null });
const Motion = Record({
  id: Nat,
  act: Act,
  decision: Text,
  moved: Nat64,
  agreed: Vec(Record({ governor: IDL.Principal, at: Nat64, block: Nat })),
  effectiveFrom: Opt(Nat64),
  state: MotionState,
});
const Receipt = Record({ block: Nat, at: Nat64 });
const MotionError = Variant({
  notAuthorised: Null,
  conflict: Null,
  notFound: Null,
  invalid: Text,
  full: Null,
  tooEarly: Nat64,
  over: MotionState,
  belowIssued: Record({ sector: Opt(Sector), issued: Nat32 }),
});
const FoundError = Variant({ notAuthorised: Null, conflict: Null, invalid: Text, full: Null });
const Standing = Record({
  batchId: Text,
  manifestHash: Blob,
  planHash: Blob,
  approvals: Vec(Record({ approver: IDL.Principal, at: Nat64, block: Nat })),
  needed: Nat32,
  dropped: Bool,
});

export const ApproveArgsType = Record({ batchId: Text, manifestHash: Blob, planHash: Blob });
export const MoveArgsType = Record({ operation: Text, act: Act, decision: Text });
export const FoundArgsType = Record({
  governors: Vec(IDL.Principal),
  approvers: Vec(IDL.Principal),
  policy: Policy,
});

const update = (argument: IDL.Type, ok: IDL.Type, err: IDL.Type) => Func([argument], [Variant({ ok, err })], []);
const query = (argument: [] | [IDL.Type], answer: IDL.Type) => Func(argument, [answer], ["query"]);
const onMotion = (fields: { [name: string]: IDL.Type } = {}) =>
  update(Record({ motion: Nat, ...fields }), Receipt, MotionError);

export const governance = {
  approveBatch: update(
    ApproveArgsType,
    Receipt,
    Variant({ notAuthorised: Null, conflict: Null, invalid: Text, dropped: Null, full: Null }),
  ),
  dropBatch: update(
    Record({ operation: Text, batchId: Text, reason: Text }),
    Receipt,
    Variant({ notAuthorised: Null, conflict: Null, invalid: Text, alreadyIssued: Null, full: Null }),
  ),
  move: update(MoveArgsType, Record({ motion: Nat, block: Nat, at: Nat64 }), MotionError),
  agree: onMotion(),
  cancel: onMotion({ reason: Text }),
  enact: onMotion(),
  found: update(FoundArgsType, Receipt, FoundError),
  breakGlass: update(Record({ governors: Vec(IDL.Principal), reason: Text }), Receipt, FoundError),
  batch: query([Text], Record({ standing: Opt(Standing), certificate: Opt(Blob), witness: Blob })),
  governance: query(
    [],
    Record({
      roles: Vec(Tuple(IDL.Principal, Role)),
      policy: Policy,
      motions: Vec(Motion),
      brokenGlass: Vec(Record({ at: Nat64, block: Nat, reason: Text })),
      certificate: Opt(Blob),
      witness: Blob,
    }),
  ),
};

export type RoleCase = Case<"issuer" | "approver" | "governor">;
export type PolicyArgs = { approvals: number; governors: number; delay: bigint };
export type ActArgs =
  | { grant: { principal: Principal; role: RoleCase } }
  | { withdraw: { principal: Principal; role: RoleCase } }
  | { caps: PlaceCounts }
  | { policy: PolicyArgs }
  | { returnPlaces: { sector: SectorCase; places: number } }
  | { archive: { canister: Principal; keep: number } };
type StateCase = Case<"open" | "agreed" | "enacted" | "cancelled" | "lapsed">;
type Receipt = { block: bigint; at: bigint };
type MotionError =
  | Case<"notAuthorised" | "conflict" | "notFound" | "full">
  | { invalid: string }
  | { tooEarly: bigint }
  | { over: StateCase }
  | { belowIssued: { sector: [] | [SectorCase]; issued: number } };
type MotionAnswer = Answer<Receipt, MotionError>;
type FoundAnswer = Answer<Receipt, Case<"notAuthorised" | "conflict" | "full"> | { invalid: string }>;
export type MoveArgs = { operation: string; act: ActArgs; decision: string };
export type FoundArgs = { governors: Principal[]; approvers: Principal[]; policy: PolicyArgs };
export type ApproveArgs = { batchId: string; manifestHash: Uint8Array; planHash: Uint8Array };

export type GovernanceActor = {
  approveBatch: ActorMethod<
    [ApproveArgs],
    Answer<Receipt, Case<"notAuthorised" | "conflict" | "dropped" | "full"> | { invalid: string }>
  >;
  dropBatch: ActorMethod<
    [{ operation: string; batchId: string; reason: string }],
    Answer<Receipt, Case<"notAuthorised" | "conflict" | "alreadyIssued" | "full"> | { invalid: string }>
  >;
  move: ActorMethod<[MoveArgs], Answer<Receipt & { motion: bigint }, MotionError>>;
  agree: ActorMethod<[{ motion: bigint }], MotionAnswer>;
  cancel: ActorMethod<[{ motion: bigint; reason: string }], MotionAnswer>;
  enact: ActorMethod<[{ motion: bigint }], MotionAnswer>;
  found: ActorMethod<[FoundArgs], FoundAnswer>;
  breakGlass: ActorMethod<[{ governors: Principal[]; reason: string }], FoundAnswer>;
  batch: ActorMethod<
    [string],
    CertifiedAnswer & {
      standing:
        | []
        | [
            ApproveArgs & {
              approvals: { approver: Principal; at: bigint; block: bigint }[];
              needed: number;
              dropped: boolean;
            },
          ];
    }
  >;
  governance: ActorMethod<
    [],
    CertifiedAnswer & {
      roles: [Principal, RoleCase][];
      policy: PolicyArgs;
      motions: {
        id: bigint;
        act: ActArgs;
        decision: string;
        moved: bigint;
        agreed: { governor: Principal; at: bigint; block: bigint }[];
        effectiveFrom: [] | [bigint];
        state: StateCase;
      }[];
      brokenGlass: { at: bigint; block: bigint; reason: string }[];
    }
  >;
};
