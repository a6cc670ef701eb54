/**
 * Who decides, rebuilt from the log: roles, policy, motions and approvals, and what the registry certifies of them
 * (docs/verification.md, "Approvals" and "Governance").
 */
import { equalBytes } from "../bytes.ts";
import { type Encodable, encodeCbor } from "../cbor.ts";
import { VerifyError } from "../errors.ts";
import { ROLES, type Role } from "../governance.ts";
import { batchLabel } from "../labels.ts";
import { principalBytes, principalText } from "../principal.ts";
import type { Act, Fields } from "./act.ts";
import { type Leaf, trieRoot } from "./trie.ts";
import { fieldsOf, hashOf, type Value } from "./value.ts";

interface Policy {
  readonly approvals: bigint;
  readonly governors: bigint;
  readonly delay: bigint;
}

interface Motion {
  readonly act: Value;
  readonly decision: string;
  readonly moved: bigint;
  readonly agreed: Map<string, bigint>;
  /** Set once enough have agreed. */
  effectiveFrom: bigint | null;
}

interface Standing {
  readonly manifest: Uint8Array;
  readonly plan: Uint8Array;
  readonly approvals: Map<string, { at: bigint; block: number }>;
  dropped: bigint | null;
}

interface Broken {
  readonly at: bigint;
  readonly block: number;
  readonly reason: string;
}

/** Notes that the block under way does what it must not. */
type Breach = (what: string) => void;

const DAY = 86_400_000_000_000n;
/** How long an approval counts, and after how long a motion lapses. */
const PERIOD = 30n * DAY;
/** What takes effect without a delay. */
const AT_ONCE: readonly string[] = ["caps", "returnPlaces"];
const MAX_APPROVALS = 16;
const MAX_RUNNING = 64;
const NONE = new Uint8Array();

export class Council {
  /** By the principal's text, in the order in which they were given. */
  readonly roles = new Map<string, Role>();
  policy: Policy = { approvals: 2n, governors: 2n, delay: 0n };
  /** Open or agreed, by the index of the block that moved them. */
  readonly motions = new Map<bigint, Motion>();
  readonly broken: Broken[] = [];
  /** Who was to take older blocks, in the order in which they were named. */
  readonly archives: string[] = [];
  readonly #standings = new Map<string, Standing>();
  readonly #breach: Breach;

  constructor(breach: Breach) {
    this.#breach = breach;
  }

  holders(role: Role): string[] {
    return [...this.roles].filter(([, of]) => of === role).map(([principal]) => principal);
  }

  /** Whether roles and caps are the governors' alone. */
  get isFounded(): boolean {
    return this.holders("governor").length > 0;
  }

  grant(principal: string, role: Role): void {
    if (this.roles.has(principal)) this.#breach(`${principal} has a role already`);
    this.roles.set(principal, role);
  }

  withdraw(principal: string, role: Role): void {
    if (this.roles.get(principal) !== role) this.#breach(`${principal} is no ${role}`);
    this.roles.delete(principal);
  }

  found(act: Act): void {
    if (this.isFounded) this.#breach("founds what was founded");
    for (const principal of principals(act, "governors")) this.grant(principal, "governor");
    for (const principal of principals(act, "approvers")) this.grant(principal, "approver");
    this.setPolicy(act.map("policy"));
  }

  breakGlass(act: Act, block: number): void {
    act.holdReason();
    if (!this.isFounded) this.#breach("breaks a glass that is not there");
    for (const principal of this.holders("governor")) this.roles.delete(principal);
    for (const principal of principals(act, "governors")) this.grant(principal, "governor");
    this.motions.clear();
    this.broken.push({ at: act.at, block, reason: act.text("reason") });
    this.#holdQuorum();
  }

  move(act: Act, block: number): void {
    this.#settle(act.at);
    if (this.motions.size >= MAX_RUNNING) this.#breach(`is beside ${MAX_RUNNING} other motions`);
    const agreed = new Map([[act.caller, act.at]]);
    const [decision, what] = [act.text("decision"), act.value("act")];
    encodedAct(what);
    this.motions.set(BigInt(block), { act: what, decision, moved: act.at, agreed, effectiveFrom: null });
  }

  agree(act: Act): void {
    this.#settle(act.at);
    const motion = this.#motion(act);
    if (!motion) return;
    if (motion.effectiveFrom !== null) this.#breach("agrees to what enough have agreed to");
    if (motion.agreed.has(act.caller)) this.#breach(`${act.caller} has agreed before`);
    motion.agreed.set(act.caller, act.at);
    const still = [...motion.agreed.keys()].filter((governor) => this.roles.get(governor) === "governor");
    if (BigInt(still.length) < this.policy.governors) return;
    motion.effectiveFrom = AT_ONCE.includes(kindOf(motion.act)) ? act.at : act.at + this.policy.delay;
  }

  cancel(act: Act): void {
    act.holdReason();
    this.#settle(act.at);
    if (this.#motion(act)) this.motions.delete(act.unsigned("motion"));
  }

  /** Whether a motion of this very act may take effect now; it is over then. */
  enact(act: Act): void {
    this.#settle(act.at);
    const motion = this.#motion(act);
    if (motion?.effectiveFrom === null) this.#breach("enacts what too few have agreed to");
    else if (motion && act.at < (motion.effectiveFrom ?? 0n)) this.#breach("comes before the delay is over");
    if (motion && !equalBytes(hashOf(motion.act), hashOf(act.value("act")))) this.#breach("enacts another act");
    this.motions.delete(act.unsigned("motion"));
  }

  /** Carries out what was enacted, but for caps and returned places. */
  carryOut(act: Fields): void {
    const kind = act.text("kind");
    if (kind === "policy") this.setPolicy(act);
    else if (kind === "archive") this.archives.push(principalText(act.bytes("canister")));
    else this.#change(kind, principalText(act.bytes("principal")), roleOf(act.text("role")));
  }

  setPolicy(act: Fields): void {
    const numbers = [act.unsigned("approvals"), act.unsigned("governors"), act.unsigned("delay")] as const;
    const [approvals, governors, delay] = numbers;
    for (const count of [approvals, governors]) if (count < 2n || count > 16n) this.#breach(`a policy of ${count}`);
    if (delay > PERIOD) this.#breach("a policy of a longer delay than there may be");
    this.policy = { approvals, governors, delay };
    this.#holdQuorum();
  }

  approve(act: Act, block: number): void {
    const [id, manifest, plan] = [act.text("batch"), act.bytes("manifest", 32), act.bytes("plan", 32)];
    const standing = this.#standings.get(id) ?? { manifest, plan, approvals: new Map(), dropped: null };
    this.#standings.set(id, standing);
    if (standing.dropped !== null) this.#breach(`batch ${id} was dropped`);
    if (!equalBytes(standing.manifest, manifest) || !equalBytes(standing.plan, plan))
      this.#breach(`batch ${id} was approved with another manifest or plan`);
    const before = standing.approvals.get(act.caller);
    if (before && act.at < before.at + PERIOD) this.#breach(`${act.caller} has approved it before`);
    standing.approvals.delete(act.caller);
    standing.approvals.set(act.caller, { at: act.at, block });
    if (standing.approvals.size > MAX_APPROVALS) this.#breach(`batch ${id} has too many approvals`);
  }

  drop(act: Act): void {
    act.holdReason();
    const id = act.text("batch");
    const known = this.#standings.get(id);
    if (!known && this.roles.get(act.caller) !== "approver")
      this.#breach(`${act.caller} is no approver, and nobody approved ${id}`);
    const standing = known ?? { manifest: NONE, plan: NONE, approvals: new Map(), dropped: null };
    this.#standings.set(id, standing);
    if (standing.dropped !== null) this.#breach(`batch ${id} was dropped before`);
    standing.dropped ??= act.at;
  }

  /**
   * Before the first chunk of a batch, and an act that takes approvers: enough approvals of this content, of approvers of now, that have
   * not run out. As many as the policy wants, unless told otherwise.
   */
  holdApprovals(id: string, manifest: Uint8Array, at: bigint, needed = this.policy.approvals): void {
    const count = this.approvals(id, manifest, at);
    if (this.#isDropped(id)) this.#breach(`${id} was dropped`);
    else if (BigInt(count) < needed) this.#breach(`${id} has ${count} of ${needed} approvals`);
  }

  /** How many approvals of this content count: of approvers of now, that have not run out. None of what was dropped. */
  approvals(id: string, manifest: Uint8Array, at: bigint): number {
    const standing = this.#standings.get(id);
    if (!standing || this.#isDropped(id) || !equalBytes(standing.manifest, manifest)) return 0;
    return [...standing.approvals].filter(
      ([approver, approval]) => at < approval.at + PERIOD && this.roles.get(approver) === "approver",
    ).length;
  }

  /** The leaf that the registry certifies of governance, with its caps and the places taken: the total, and each sector's. */
  leaf(caps: readonly number[], taken: readonly number[]): Uint8Array {
    const { approvals, governors, delay } = this.policy;
    return encodeCbor({
      v: 2n,
      caps: caps.map(BigInt),
      taken: taken.map(BigInt),
      roles: [...this.roles].map(([principal, role]) => [principalBytes(principal), role]),
      broken: this.broken.map(({ at }) => at),
      policy: [approvals, governors, delay],
      motions: [...this.motions].map(([id, { act, decision, moved, agreed, effectiveFrom }]) => {
        const by = [...agreed].map(([governor, when]) => [principalBytes(governor), when]);
        return [id, encodedAct(act), decision, moved, by, effectiveFrom];
      }),
    });
  }

  /** The root under which the registry certifies how all batches stand. */
  batchesRoot(): Uint8Array {
    return trieRoot(
      [...this.#standings].map(([batch, { manifest, plan, approvals, dropped }]): Leaf => {
        const by = [...approvals].map(([approver, { at, block }]) => [principalBytes(approver), at, BigInt(block)]);
        return [batchLabel(batch), encodeCbor({ v: 1n, plan, batch, dropped, manifest, approvals: by })];
      }),
    );
  }

  #isDropped(id: string): boolean {
    return (this.#standings.get(id)?.dropped ?? null) !== null;
  }

  #change(kind: string, principal: string, role: Role): void {
    if (kind === "grant") this.grant(principal, role);
    else if (kind === "withdraw") this.withdraw(principal, role);
    else throw new VerifyError("encoding", `an unknown act: ${kind}`);
    this.#holdQuorum();
  }

  #motion(act: Act): Motion | undefined {
    const id = act.unsigned("motion");
    const motion = this.motions.get(id);
    if (!motion) this.#breach(`no motion ${id} is open or agreed`);
    return motion;
  }

  /** The registry notes with each block of governance what has lapsed. */
  #settle(at: bigint): void {
    for (const [id, { moved, effectiveFrom }] of this.motions)
      if (at >= (effectiveFrom ?? moved) + PERIOD) this.motions.delete(id);
  }

  #holdQuorum(): void {
    const { approvals, governors } = this.policy;
    if (BigInt(this.holders("governor").length) < governors) this.#breach(`leaves fewer than ${governors} governors`);
    if (BigInt(this.holders("approver").length) < approvals) this.#breach(`leaves fewer than ${approvals} approvers`);
  }
}

/** A role by its name. Throws `encoding`. */
export function roleOf(name: string): Role {
  const role = ROLES.find((known) => known === name);
  if (!role) throw new VerifyError("encoding", `an unknown role: ${name}`);
  return role;
}

function principals(act: Act, name: string): string[] {
  return act.list(name).map((item) => {
    if (!("Blob" in item)) throw new VerifyError("encoding", `${name}: no principal`);
    return principalText(item.Blob);
  });
}

function kindOf(act: Value): string {
  const kind = fieldsOf(act).get("kind");
  if (!kind || !("Text" in kind)) throw new VerifyError("encoding", "an act of no kind");
  return kind.Text;
}

/** An act as it is certified. Throws `encoding` for one that is not known. */
function encodedAct(act: Value): Encodable {
  const fields = fieldsOf(act);
  const kind = kindOf(act);
  const names = ACT_FIELDS[kind];
  if (!names) throw new VerifyError("encoding", `an unknown act: ${kind}`);
  return [
    kind,
    ...names.map((name): Encodable => {
      const value = fields.get(name);
      if (value && "Nat" in value) return value.Nat;
      if (value && "Text" in value) return value.Text;
      if (value && "Blob" in value) return value.Blob;
      throw new VerifyError("encoding", `an act without ${name}`);
    }),
  ];
}

const ACT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  grant: ["principal", "role"],
  withdraw: ["principal", "role"],
  caps: ["total", "government", "education", "startups", "private"],
  policy: ["approvals", "governors", "delay"],
  returnPlaces: ["sector", "places"],
  archive: ["canister", "keep"],
};
