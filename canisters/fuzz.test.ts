// Whatever comes in is answered: by a typed result, by a trap that is ours, or by the decoder's refusal; and what is refused
// changes nothing. FUZZ_RUNS=20000 npx vitest run canisters/fuzz.test.ts looks longer.
import { readFileSync } from "node:fs";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshIdentity } from "../localnet/testing.ts";
import { buildCanisters } from "../scripts/canisters.mts";
import { argumentsOf, bombs, type Known, mangled } from "./testing/candidArbitraries.ts";
import { accountEntryBytes, type Bytes, chunkHash, hex, manifestHash, nthNumber, sha256 } from "./testing/encoding.ts";
import { approvalOf, approvalOfChange, planHash } from "./testing/governance.ts";
import { archiveInterface, handOver, messengerInterface, registryInterface } from "./testing/idl.ts";
import { type Called, encoded, type InProcess, installed } from "./testing/inProcess.ts";
import { policy } from "./testing/leaves.ts";
import { entries, programmeCaps, single } from "./testing/licences.ts";
import { chainOf } from "./testing/log.ts";

const runs = Number(process.env.FUZZ_RUNS ?? 250);
/** Seconds of processor time that no call may take, on whatever machine: a message that runs out of instructions takes far longer. */
const patience = 5;
/** What the network takes of a message. */
const maxMessage = 2 * 1024 * 1024;
/** Each documented at its method. */
const ownTraps = ["The anonymous principal cannot hold a role", "Nobody holds two roles", "Too many grants"];

/** How the decoder, which is the compiler's, ends a message that it cannot read. */
const decoderTraps = ["IDL error", "RTS error: utf8_validate"];

const roles = ["controller", "issuer", "approver", "governor", "stranger", "anonymous"] as const;
const people = new Map<(typeof roles)[number], Principal>();

/** A canister with something in it, what it knows, and the queries that tell what its root does not. */
type Subject = { canister: InProcess; known: Known; told: readonly string[]; before: string };
const subjects = new Map<string, Subject>();

const who = (role: (typeof roles)[number]): Principal => {
  const found = people.get(role) ?? (role === "anonymous" ? Principal.anonymous() : freshIdentity().getPrincipal());
  people.set(role, found);
  return found;
};

function isCandid({ types }: Called, arg: Bytes): boolean {
  try {
    IDL.decode(types.argTypes, arg);
    return true;
  } catch {
    return false;
  }
}

type Happened = "answered" | "refused" | "undecodable" | "tooDeep";

/** What happened to a call, after which the canister is as it was: throws where it is none of what may happen. */
function tried(subject: Subject, called: Called, caller: Principal, arg: Bytes): Happened {
  const { canister } = subject;
  const root = canister.root();
  const began = process.threadCpuUsage();
  const outcome = canister.call(called, caller, arg);
  const { user, system } = process.threadCpuUsage(began);
  if ((user + system) / 1e6 > patience) throw new Error(`${called.name} took ${(user + system) / 1e6} s`);
  try {
    if ("trap" in outcome) {
      const { code, message } = outcome.trap;
      if (code === "IC0503" && decoderTraps.some((start) => message.includes(start))) return "undecodable";
      if (code === "IC0503" && ownTraps.some((own) => message.includes(own))) return "refused";
      if (code === "IC0502" && message.includes("stack overflow")) return "tooDeep";
      // The decoder's own code gives up without a word, for numbers that are longer than they need be, too, which another decoder
      // reads; ours has not begun where these bytes are no arguments, and none of it ends so.
      if (code === "IC0502" && (message.includes("unreachable") || !isCandid(called, arg))) return "undecodable";
      throw new Error(`${called.name} trapped: ${code} ${message}`);
    }
    const [answer] = IDL.decode(called.types.retTypes, outcome.reply) as [unknown];
    const isRefusal = typeof answer === "object" && answer !== null && "err" in answer;
    if (!isRefusal) return "answered";
    expect(canister.root()).toBe(root);
    canister.keep();
    expect(told(subject)).toBe(subject.before);
    return "refused";
  } finally {
    canister.discard();
  }
}

/** Caps, length of the log and the like, as bytes. */
function told(subject: Subject): string {
  return subject.told
    .map((name) => {
      const called = subject.canister.method(name);
      const args = called.types.argTypes.map(() => []);
      const outcome = subject.canister.call(called, who("stranger"), encoded(called, args));
      subject.canister.discard();
      if ("trap" in outcome) throw outcome.trap;
      return hex(outcome.reply);
    })
    .join(" ");
}

const change = (operation: string, number: string) => ({
  operation,
  number,
  reason: "terms-broken",
  decision: "act-1",
});

function registry(wasm: Uint8Array): Subject {
  const canister = installed(wasm, registryInterface, who("controller"));
  const [secondGovernor, secondApprover] = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
  const chunk = single("batch-1", entries(0, 4));
  const pending = single("batch-2", entries(4, 1));
  const known: Known = {
    texts: [
      ...[0, 1, 2, 3, 4, 5].map(nthNumber),
      ...["batch-1", "batch-2", "batch-3", "operation-1", "operation-2", "act-1", "terms-broken"],
      ...["GET", "/verify", `/api/v1/licences/${nthNumber(1)}`, "/%2"],
      ...["sovereign-cloud", "1", "institution-7", "University of Engineering and Technology, Lahore"],
    ],
    blobs: [chunk.manifestHash, pending.manifestHash, planHash, sha256("another")],
    principals: [...roles.map(who), secondGovernor, secondApprover],
  };
  const subject: Subject = { canister, known, told: ["caps", "issued", "icrc3_get_blocks", "roles"], before: "" };
  canister.does("grantRole", who("controller"), [who("issuer"), { issuer: null }]);
  canister.does("setCaps", who("controller"), [{ operation: "caps-1", caps: programmeCaps, decision: "act-1" }]);
  const governors = [who("governor"), secondGovernor];
  const approvers = [who("approver"), secondApprover];
  canister.does("found", who("controller"), [{ governors, approvers, policy }]);
  for (const approver of approvers) canister.does("approveBatch", approver, [approvalOf(chunk)]);
  canister.does("issueBatch", who("issuer"), [chunk]);
  canister.does("approveBatch", who("approver"), [approvalOf(pending)]);
  const drop = { operation: "drop-1", batchId: "batch-3", reason: "terms-broken", decision: "act-1" };
  canister.does("dropBatch", who("approver"), [drop]);
  canister.does("bindHolder", who("issuer"), [{ ...change("operation-1", nthNumber(0)), commitment: sha256("one") }]);
  const suspension = change("operation-2", nthNumber(1));
  canister.does("approveBatch", who("approver"), [approvalOfChange("suspend", suspension)]);
  canister.does("suspend", who("issuer"), [suspension]);
  const revocation = change("operation-3", nthNumber(2));
  for (const approver of approvers) canister.does("approveBatch", approver, [approvalOfChange("revoke", revocation)]);
  canister.does("revoke", who("issuer"), [revocation]);
  canister.does("noteAuditHead", who("issuer"), [{ operation: "audit-1", sequence: 7n, hash: sha256("head") }]);
  const head = 14n;
  canister.does("disownHead", who("governor"), [{ block: head, sequence: 7n, reason: "forged", decision: "act-1" }]);
  const act = { grant: { principal: who("stranger"), role: { approver: null } } };
  canister.does("move", who("governor"), [{ operation: "move-1", act, decision: "act-1" }]);
  return subject;
}

function messenger(wasm: Uint8Array): Subject {
  const canister = installed(wasm, messengerInterface, who("controller"));
  const owner = freshIdentity().getPrincipal();
  const institution = {
    institutionId: "institution-7",
    institutionName: "University of Engineering and Technology, Lahore",
  };
  const account = { account: "account-1", handle: "handle1", owner, ...institution };
  const manifest = manifestHash([chunkHash([accountEntryBytes({ ...account, owner: owner.toUint8Array() })])]);
  const known: Known = {
    texts: [
      "account-1",
      "account-2",
      "handle1",
      "handle2",
      "batch-1",
      "operation-1",
      "act-1",
      ...Object.values(institution),
    ],
    blobs: [manifest, sha256("another")],
    principals: [...roles.map(who), owner],
  };
  const subject: Subject = { canister, known, told: ["accounts"], before: "" };
  canister.does("grantRole", who("controller"), [who("issuer"), { issuer: null }]);
  const batch = { batchId: "batch-1", chunk: 0, chunks: 1, manifestHash: manifest, entries: [account] };
  canister.does("openAccounts", who("issuer"), [batch]);
  canister.does("suspendAccount", who("issuer"), [{ operation: "operation-1", account: "account-1" }]);
  return subject;
}

/** Two blocks, as a registry hands them over: the first of its log, and the next. */
const [firstBlock, secondBlock] = chainOf(2);

/** An archive that has two blocks, of a registry that has no more. */
function archive(wasm: Uint8Array): Subject {
  const registryId = freshIdentity().getPrincipal();
  const [handedOver] = handOver.retTypes;
  if (!handedOver) throw new Error("handOver answers nothing");
  const answering = ({ arg }: { arg: Bytes }) => {
    const [held] = IDL.decode(handOver.argTypes, arg) as unknown as [[] | [{ next: bigint }]];
    const start = held[0]?.next ?? 0n;
    const blocks = [firstBlock, secondBlock].slice(Number(start));
    return new Uint8Array(IDL.encode([handedOver], [{ ok: { start, blocks } }]));
  };
  const environment = { registry: registryId.toText() };
  const canister = installed(wasm, archiveInterface, who("controller"), { environment, answering });
  const known: Known = { texts: ["registry"], blobs: [sha256("one")], principals: [...roles.map(who), registryId] };
  canister.does("grantRole", who("controller"), [who("issuer"), { issuer: null }]);
  canister.does("pull", who("issuer"), []);
  return { canister, known, told: ["standing", "icrc3_get_blocks"], before: "" };
}

beforeAll(async () => {
  const built = await buildCanisters(console.error);
  subjects.set("licence_registry", registry(readFileSync(built.licence_registry.wasmPath)));
  subjects.set("messenger", messenger(readFileSync(built.messenger.wasmPath)));
  subjects.set("log_archive", archive(readFileSync(built.log_archive.wasmPath)));
  for (const subject of subjects.values()) subject.before = told(subject);
});

const calls = (subject: Subject) =>
  fc
    .tuple(fc.constantFrom(...subject.canister.methods), fc.constantFrom(...roles))
    .chain(([called, role]) =>
      argumentsOf(called.types.argTypes, subject.known).map((args) => ({
        name: called.name,
        role,
        arg: encoded(called, args),
      })),
    )
    .filter(({ arg }) => arg.length <= maxMessage);

describe.each(["licence_registry", "messenger", "log_archive"])("%s", (name) => {
  const subject = (): Subject => {
    const found = subjects.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };

  it("answers whatever is well typed, from whomever it comes, and changes nothing where it refuses", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(calls(subject()), ({ name, role, arg }) => {
        const outcome = tried(subject(), subject().canister.method(name), who(role), arg);
        expect(["answered", "refused"]).toContain(outcome);
        seen.add(outcome);
        if (role === "anonymous") expect(subject().canister.inspected(name, who(role), arg)).toBe(false);
      }),
      { numRuns: runs },
    );
    expect([...seen].sort()).toEqual(["answered", "refused"]);
  });

  it("refuses to decode what is mangled, or answers it", () => {
    const seen = new Set<string>();
    const bad = calls(subject()).chain((call) => mangled(call.arg).map((arg) => ({ ...call, arg })));
    fc.assert(
      fc.property(bad, ({ name, role, arg }) => {
        const outcome = tried(subject(), subject().canister.method(name), who(role), arg);
        expect(outcome).not.toBe("tooDeep");
        seen.add(outcome);
        subject().canister.inspected(name, who(role), arg);
      }),
      { numRuns: runs },
    );
    expect(seen).toContain("undecodable");
  });

  it.each(Object.keys(bombs))("is not held up by %s", (bomb) => {
    // One method for each form of arguments: the decoder is the compiler's, and the same for all.
    const forms = new Map(
      subject().canister.methods.map((called) => [called.types.argTypes.map(({ name }) => name).join(), called]),
    );
    for (const called of forms.values()) {
      const outcome = tried(subject(), called, who("issuer"), bombs[bomb] ?? new Uint8Array());
      // The compiler's decoder calls itself for a vector's items, without a bound but the machine's: the stack ends, and the message.
      if (bomb !== "vectors within vectors") expect(outcome).not.toBe("tooDeep");
    }
  });
});
