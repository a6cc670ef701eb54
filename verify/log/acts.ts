/** What each kind of block does, and which rules it must keep. */
import { sha256 } from "@noble/hashes/sha2";
import { type Cbor, decodeCbor, type Encodable, encodeCbor } from "../cbor.ts";
import { VerifyError } from "../errors.ts";
import { principalText } from "../principal.ts";
import { isCanonicalNumber, type LicenceRecord, oneOf, SECTORS, text, unsigned } from "../record.ts";
import type { Act } from "./act.ts";
import { roleOf } from "./council.ts";
import type { Rebuilt } from "./rebuild.ts";
import { separated } from "./trie.ts";

/** Carries a block out on what was rebuilt up to it. */
export type Perform = (state: Rebuilt, act: Act) => void;

const MAX_ENTRIES = 500;
const LIMITS = { size: 4 * 1024 * 1024, depth: 4 };
const ENTRY_FIELDS = 9;

/** From which status a licence may come to be what it is called here. */
const COMES_FROM: Readonly<Record<LicenceRecord["status"], readonly string[]>> = {
  active: ["suspended"],
  suspended: ["active"],
  revoked: ["active", "suspended"],
};

/** SHA-256 of the deterministic CBOR of what an act does: what approvers approve of it. */
const contentHash = (content: readonly Encodable[]): Uint8Array => sha256(encodeCbor(content));
const NO_BYTES = new Uint8Array();

/** What a licence becomes takes approvers, under the operation's id: the brake takes one, the rest as many as the policy wants. */
function becomes(status: LicenceRecord["status"]): Perform {
  return (state, act) => {
    const said = ["number", "reason", "decision"].map((name) => act.text(name));
    const needed = status === "suspended" ? 1n : state.council.policy.approvals;
    state.council.holdApprovals(act.text("operation"), contentHash([act.kind, ...said, NO_BYTES]), act.at, needed);
    state.change(act.text("number"), (record) => {
      if (!COMES_FROM[status].includes(record.status)) state.breach(`${record.number} was ${record.status}`);
      const reason = act.text("reason");
      return { ...record, status, statusSince: act.at, reason: status === "active" ? null : reason };
    });
  };
}

/** The issuer's word alone takes a licence from a holder so many times a day; what an approver approved is not counted. */
function holdAllowance(state: Rebuilt, act: Act, commitment: Uint8Array): void {
  const said = ["number", "reason", "decision"].map((name) => act.text(name));
  const operation = act.text("operation");
  const approvals = state.council.approvals(operation, contentHash([act.kind, ...said, commitment]), act.at);
  if (approvals === 0) state.takeAlone(act.at);
}

/** Holders are bound to licences that are in force, or at least not expired. */
function binds(hadHolder: boolean): Perform {
  return (state, act) => {
    act.holdReason();
    if (hadHolder) holdAllowance(state, act, act.bytes("commitment", 32));
    state.change(act.text("number"), (record) => {
      if (record.status !== "active" || act.at >= record.validUntil) state.breach(`${record.number} is not in force`);
      if ((record.holder !== null) !== hadHolder)
        state.breach(`${record.number} ${hadHolder ? "has no holder" : "has a holder"}`);
      return { ...record, holder: act.bytes("commitment", 32) };
    });
  };
}

/** By the kind of the block. */
export const acts: Readonly<Record<string, Perform>> = {
  sanad_issue: issue,
  sanad_suspend: becomes("suspended"),
  sanad_reinstate: becomes("active"),
  sanad_revoke: becomes("revoked"),
  sanad_bind: binds(false),
  sanad_rebind: binds(true),
  sanad_unbind: (state, act) => {
    holdAllowance(state, act, NO_BYTES);
    state.change(act.text("number"), (record) => {
      if (record.status === "revoked" || record.holder === null)
        state.breach(`${record.number} has nobody to be taken from`);
      return { ...record, holder: null };
    });
  },
  sanad_renew: (state, act) => {
    const content = contentHash([act.kind, act.text("reason"), act.text("decision"), act.bytes("renewals")]);
    state.council.holdApprovals(act.text("operation"), content, act.at);
    for (const { number, validUntil } of renewals(act)) renew(state, act, number, validUntil);
  },
  sanad_caps: (state, act) => {
    if (state.council.isFounded) state.breach("sets caps without a motion");
    state.setCaps(act);
  },
  sanad_audit: ({ audit, block }, act) => audit.note(act, block),
  sanad_disown: ({ audit, block, council }, act) => audit.disown(act, block, council),
  sanad_digest: ({ digests, block }, act) => digests.note(act, block),
  sanad_grant: (state, act) => role(state, act, true),
  sanad_withdraw: (state, act) => role(state, act, false),
  sanad_found: ({ council }, act) => council.found(act),
  sanad_break_glass: ({ council, block }, act) => council.breakGlass(act, block),
  sanad_approve: ({ council, block }, act) => council.approve(act, block),
  sanad_drop: (state, act) => {
    if (state.isBegun(act.text("batch"))) state.breach("drops a batch that was begun");
    state.council.drop(act);
  },
  sanad_move: ({ council, block }, act) => council.move(act, block),
  sanad_agree: ({ council }, act) => council.agree(act),
  sanad_cancel: ({ council }, act) => council.cancel(act),
  sanad_enact: (state, act) => {
    state.council.enact(act);
    const enacted = act.map("act");
    const kind = enacted.text("kind");
    if (kind === "caps") state.setCaps(enacted);
    else if (kind === "returnPlaces") state.returnPlaces(enacted);
    else state.council.carryOut(enacted);
  },
};

function renewals(act: Act): { number: string; validUntil: bigint }[] {
  const list = decodeCbor(act.bytes("renewals"), { deterministic: true, limits: LIMITS });
  if (!Array.isArray(list)) throw new VerifyError("encoding", "renewals: no list");
  return (list as readonly Cbor[]).map((item) => {
    if (!(item instanceof Map) || item.size !== 2) throw new VerifyError("encoding", "renewals: wrong fields");
    return { number: text(item, "number"), validUntil: unsigned(item, "validUntil") };
  });
}

function renew(state: Rebuilt, act: Act, number: string, validUntil: bigint): void {
  state.change(number, (record) => {
    if (record.status !== "active" || act.at >= record.validUntil) state.breach(`${number} is not in force`);
    if (validUntil <= record.validUntil) state.breach(`${number} would not end later`);
    return { ...record, validUntil };
  });
}

/** Before the founding controllers give and take the role of issuers. */
function role(state: Rebuilt, act: Act, isGiven: boolean): void {
  const [principal, name] = [principalText(act.bytes("principal")), roleOf(act.text("role"))];
  if (state.council.isFounded || name !== "issuer") state.breach("changes roles without a motion");
  if (isGiven) state.council.grant(principal, name);
  else state.council.withdraw(principal, name);
}

function issue(state: Rebuilt, act: Act): void {
  const [batch, chunk, bytes] = [act.text("batch"), act.unsigned("chunk"), act.bytes("entries")];
  const given = { chunks: act.unsigned("chunks"), manifest: act.bytes("manifest", 32) };
  if (!state.isBegun(batch)) state.council.holdApprovals(batch, given.manifest, act.at);
  state.chunk(batch, chunk, given, separated("sanad-chunk", bytes));
  const entries = decodeCbor(bytes, { deterministic: true, limits: LIMITS });
  if (!Array.isArray(entries)) throw new VerifyError("encoding", "entries: no list");
  if (entries.length === 0 || entries.length > MAX_ENTRIES) state.breach(`${entries.length} licences in one block`);
  const issued = { ...state.issued };
  for (const entry of entries as readonly Cbor[]) {
    const record = { ...entered(entry), issued: act.at, statusSince: act.at, batch, chunk };
    const { number, sector, validFrom, validUntil } = record;
    if (!isCanonicalNumber(number)) state.breach(`${JSON.stringify(number)} is no number of a licence`);
    if (state.records.has(number)) state.breach(`${number} was issued before`);
    if (validUntil <= validFrom) state.breach(`${number} ends before it begins`);
    state.records.set(number, record);
    issued[sector]++;
    issued.total++;
  }
  state.issued = issued;
  state.holdCaps();
}

/** What an entry says of a licence, which begins active and without a holder. */
function entered(entry: Cbor): Omit<LicenceRecord, "issued" | "statusSince" | "batch" | "chunk"> {
  if (!(entry instanceof Map) || entry.size !== ENTRY_FIELDS)
    throw new VerifyError("encoding", "entries: wrong fields");
  return {
    number: text(entry, "number"),
    programme: text(entry, "programme"),
    phase: text(entry, "phase"),
    sector: oneOf(entry, "sector", SECTORS),
    institutionId: text(entry, "institutionId"),
    institutionName: text(entry, "institutionName"),
    validFrom: unsigned(entry, "validFrom"),
    validUntil: unsigned(entry, "validUntil"),
    decision: text(entry, "decision"),
    holder: null,
    status: "active",
    reason: null,
  };
}
