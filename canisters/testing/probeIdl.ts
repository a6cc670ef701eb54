// The modules one by one, for a stock actor: Probe.mo.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import {
  type ApproveArgs,
  ApproveArgsType,
  type FoundArgs,
  FoundArgsType,
  type MoveArgs,
  MoveArgsType,
  Places as PlacesType,
} from "./governanceIdl.ts";
import { type CandidValue, Value } from "./icrcIdl.ts";
import {
  AccountEntryType,
  AccountType,
  type CandidAccount,
  type CandidAccountEntry,
  type CandidEntry,
  type CandidRecord,
  EntryType,
  type IssueArgs,
  IssueArgsType,
  type PlaceCounts,
  RecordType,
  Status,
} from "./idl.ts";
import { type Act, acts } from "./transitions.ts";

const { Record, Variant, Text, Nat, Nat64, Int, Null, Vec, Tuple, Func, Service } = IDL;
const Blob = Vec(IDL.Nat8);
const query = (argument: [] | [IDL.Type, ...IDL.Type[]], answer: IDL.Type) => Func(argument, [answer], ["query"]);
const Acts = Variant(Object.fromEntries(acts.map((act) => [act, Null])));

const onMotion = Record({ motion: Nat });
const Asked = Variant({
  found: FoundArgsType,
  move: MoveArgsType,
  agree: onMotion,
  cancel: Record({ motion: Nat, reason: Text }),
  enact: onMotion,
  approve: ApproveArgsType,
  caps: PlacesType,
  issue: IssueArgsType,
});

const Receipt = Record({ block: Nat, at: Nat64 });
const StandingType = Record({
  ...{ batchId: Text, manifestHash: Blob, planHash: Blob, dropped: IDL.Opt(Receipt) },
  approvals: Vec(Record({ approver: IDL.Principal, at: Nat64, block: Nat })),
});

/** How a batch stands, as the modules keep it. */
export type StandingArgs = {
  batchId: string;
  manifestHash: Uint8Array;
  planHash: Uint8Array;
  dropped: [] | [{ block: bigint; at: bigint }];
  approvals: { approver: Principal; at: bigint; block: bigint }[];
};

export type TrieChange = { put: [Uint8Array, Uint8Array] } | { remove: Uint8Array };

export const probeInterface: IDL.InterfaceFactory = () =>
  Service({
    sha256: query([Vec(Blob)], Vec(Blob)),
    blockHash: query([Value], Blob),
    taken: Func([Vec(Value), IDL.Bool], [Nat], ["query"]),
    leb128: Func([Vec(Nat), Vec(Int)], [Vec(Blob), Vec(Blob)], ["query"]),
    trie: Func(
      [Vec(Variant({ put: Tuple(Blob, Blob), remove: Blob })), IDL.Bool, Vec(Blob)],
      [Blob, Nat, Vec(Blob)],
      ["query"],
    ),
    licence: Func([RecordType], [Blob, Blob], ["query"]),
    standing: Func([StandingType], [Blob, Blob], ["query"]),
    chunk: query([Vec(EntryType)], Blob),
    manifest: query([Vec(Blob)], Blob),
    account: query([AccountType, AccountEntryType], Vec(Blob)),
    admit: query(
      [Vec(Record({ act: Acts, record: RecordType, now: Nat64 }))],
      Vec(Variant({ ok: Status, err: Variant({ illegalTransition: Record({ from: Status }), invalid: Text }) })),
    ),
    decide: query([Vec(Record({ now: Nat64, caller: IDL.Principal, asked: Asked }))], Vec(Text)),
    statusLists: query([Vec(Vec(EntryType)), Vec(Tuple(Nat, Status))], Blob),
    statusBits: query([Nat, Vec(Tuple(Nat, Status))], Blob),
    wellFormed: Func([Vec(Text), Vec(Text), Vec(Text)], [Vec(IDL.Bool), Vec(IDL.Bool), Vec(IDL.Bool)], ["query"]),
  });

/** A call to the modules of approvals and governance. */
export type AskedArgs =
  | { found: FoundArgs }
  | { move: MoveArgs }
  | { agree: { motion: bigint } }
  | { cancel: { motion: bigint; reason: string } }
  | { enact: { motion: bigint } }
  | { approve: ApproveArgs }
  | { caps: PlaceCounts }
  | { issue: IssueArgs };

export type ProbeActor = {
  standing: ActorMethod<[StandingArgs], [Uint8Array, Uint8Array]>;
  decide: ActorMethod<[{ now: bigint; caller: Principal; asked: AskedArgs }[]], string[]>;
  sha256: ActorMethod<[Uint8Array[]], Uint8Array[]>;
  blockHash: ActorMethod<[CandidValue], Uint8Array>;
  taken: ActorMethod<[CandidValue[], boolean], bigint>;
  leb128: ActorMethod<[bigint[], bigint[]], [Uint8Array[], Uint8Array[]]>;
  trie: ActorMethod<[TrieChange[], boolean, Uint8Array[]], [Uint8Array, bigint, Uint8Array[]]>;
  licence: ActorMethod<[CandidRecord], [Uint8Array, Uint8Array]>;
  chunk: ActorMethod<[CandidEntry[]], Uint8Array>;
  manifest: ActorMethod<[Uint8Array[]], Uint8Array>;
  account: ActorMethod<[CandidAccount, CandidAccountEntry], Uint8Array[]>;
  admit: ActorMethod<[{ act: { [K in Act]?: null }; record: CandidRecord; now: bigint }[]], object[]>;
  statusLists: ActorMethod<[CandidEntry[][], [bigint, CandidRecord["status"]][]], Uint8Array>;
  statusBits: ActorMethod<[bigint, [bigint, CandidRecord["status"]][]], Uint8Array>;
  wellFormed: ActorMethod<[string[], string[], string[]], [boolean[], boolean[], boolean[]]>;
};
