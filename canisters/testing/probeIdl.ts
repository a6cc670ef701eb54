// The modules one by one, for a stock actor: Probe.mo.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { type CandidValue, Value } from "./icrcIdl.ts";
import {
  AccountEntryType,
  AccountType,
  type CandidAccount,
  type CandidAccountEntry,
  type CandidEntry,
  type CandidRecord,
  EntryType,
  RecordType,
  Status,
} from "./idl.ts";
import { type Act, acts } from "./transitions.ts";

const { Record, Variant, Text, Nat, Nat64, Int, Null, Vec, Tuple, Func, Service } = IDL;
const Blob = Vec(IDL.Nat8);
const query = (argument: [] | [IDL.Type, ...IDL.Type[]], answer: IDL.Type) => Func(argument, [answer], ["query"]);
const Acts = Variant(Object.fromEntries(acts.map((act) => [act, Null])));

export type TrieChange = { put: [Uint8Array, Uint8Array] } | { remove: Uint8Array };

export const probeInterface: IDL.InterfaceFactory = () =>
  Service({
    sha256: query([Vec(Blob)], Vec(Blob)),
    blockHash: query([Value], Blob),
    leb128: Func([Vec(Nat), Vec(Int)], [Vec(Blob), Vec(Blob)], ["query"]),
    trie: Func(
      [Vec(Variant({ put: Tuple(Blob, Blob), remove: Blob })), IDL.Bool, Vec(Blob)],
      [Blob, Nat, Vec(Blob)],
      ["query"],
    ),
    licence: Func([RecordType], [Blob, Blob], ["query"]),
    chunk: query([Vec(EntryType)], Blob),
    manifest: query([Vec(Blob)], Blob),
    account: query([AccountType, AccountEntryType], Vec(Blob)),
    admit: query(
      [Vec(Record({ act: Acts, record: RecordType, now: Nat64 }))],
      Vec(Variant({ ok: Status, err: Variant({ illegalTransition: Record({ from: Status }), invalid: Text }) })),
    ),
    wellFormed: Func([Vec(Text), Vec(Text), Vec(Text)], [Vec(IDL.Bool), Vec(IDL.Bool), Vec(IDL.Bool)], ["query"]),
  });

export type ProbeActor = {
  sha256: ActorMethod<[Uint8Array[]], Uint8Array[]>;
  blockHash: ActorMethod<[CandidValue], Uint8Array>;
  leb128: ActorMethod<[bigint[], bigint[]], [Uint8Array[], Uint8Array[]]>;
  trie: ActorMethod<[TrieChange[], boolean, Uint8Array[]], [Uint8Array, bigint, Uint8Array[]]>;
  licence: ActorMethod<[CandidRecord], [Uint8Array, Uint8Array]>;
  chunk: ActorMethod<[CandidEntry[]], Uint8Array>;
  manifest: ActorMethod<[Uint8Array[]], Uint8Array>;
  account: ActorMethod<[CandidAccount, CandidAccountEntry], Uint8Array[]>;
  admit: ActorMethod<[{ act: { [K in Act]?: null }; record: CandidRecord; now: bigint }[]], object[]>;
  wellFormed: ActorMethod<[string[], string[], string[]], [boolean[], boolean[], boolean[]]>;
};
