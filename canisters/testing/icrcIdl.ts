// What ICRC-3 and ICRC-10 have in Candid, for a stock actor.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

const { Record, Variant, Text, Nat, Int, Opt, Vec, Tuple, Func, Rec } = IDL;
const Blob = Vec(IDL.Nat8);
const query = (argument: [] | [IDL.Type, ...IDL.Type[]], answer: IDL.Type) => Func(argument, [answer], ["query"]);

export const Value = Rec();
Value.fill(Variant({ Nat, Int, Text, Blob, Array: Vec(Value), Map: Vec(Tuple(Text, Value)) }));
const Ranges = Vec(Record({ start: Nat, length: Nat }));
const BlockPage = Rec();
BlockPage.fill(
  Record({
    log_length: Nat,
    blocks: Vec(Record({ id: Nat, block: Value })),
    archived_blocks: Vec(Record({ args: Ranges, callback: Func([Ranges], [BlockPage], ["query"]) })),
  }),
);

export const icrc = {
  icrc3_get_blocks: query([Ranges], BlockPage),
  icrc3_get_archives: query(
    [Record({ from: Opt(IDL.Principal) })],
    Vec(Record({ canister_id: IDL.Principal, start: Nat, end: Nat })),
  ),
  icrc3_get_tip_certificate: query([], Opt(Record({ certificate: Blob, hash_tree: Blob }))),
  icrc3_supported_block_types: query([], Vec(Record({ block_type: Text, url: Text }))),
  icrc10_supported_standards: query([], Vec(Record({ name: Text, url: Text }))),
};

export type CandidValue =
  | { Nat: bigint }
  | { Int: bigint }
  | { Text: string }
  | { Blob: Uint8Array }
  | { Array: CandidValue[] }
  | { Map: [string, CandidValue][] };

/** A certified answer in ICRC-3's form. */
export type TipCertificate = [] | [{ certificate: Uint8Array; hash_tree: Uint8Array }];

export type IcrcActor = {
  icrc3_get_blocks: ActorMethod<
    [{ start: bigint; length: bigint }[]],
    {
      log_length: bigint;
      blocks: { id: bigint; block: CandidValue }[];
      archived_blocks: { args: { start: bigint; length: bigint }[]; callback: [Principal, string] }[];
    }
  >;
  icrc3_get_archives: ActorMethod<
    [{ from: [] | [Principal] }],
    { canister_id: Principal; start: bigint; end: bigint }[]
  >;
  icrc3_get_tip_certificate: ActorMethod<[], TipCertificate>;
  icrc3_supported_block_types: ActorMethod<[], { block_type: string; url: string }[]>;
  icrc10_supported_standards: ActorMethod<[], { name: string; url: string }[]>;
};
