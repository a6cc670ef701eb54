/** The check itself: from a number to one of the four answers. */
import { sha256 } from "@noble/hashes/sha2";
import { type Account, decodeAccount, decodeAccountCount } from "./account.ts";
import { equalBytes, toHex, utf8Bytes } from "./bytes.ts";
import { encodePrincipal, encodeText, NO_ARGUMENTS, type Verification } from "./candid.ts";
import { CertificateChecker, unsignedLeb128 } from "./certificate.ts";
import {
  digestQuery,
  type Fetch,
  figuresQuery,
  governanceQuery,
  licenceQuery,
  PATIENCE,
  type Query,
  queryVerification,
  statusListsQuery,
} from "./client.ts";
import { decodeDigest, isFileOf } from "./digest.ts";
import { reading, VerifyError } from "./errors.ts";
import { figuresAt } from "./figures.ts";
import { governanceAt } from "./governance.ts";
import { decodeHashTree, type HashTree, lookupLabel, lookupPath, reconstruct } from "./hashTree.ts";
import { digestLabel, handleLabel, licenceLabel, principalLabel } from "./labels.ts";
import { type Network, parseNetwork } from "./network.ts";
import { parseNumber } from "./number.ts";
import { principalBytes, principalText } from "./principal.ts";
import { decodeRecord } from "./record.ts";
import { statusListsIn, statusPlace } from "./statusList.ts";
import {
  type AccountsVerdict,
  type AccountVerdict,
  type Evidence,
  type FiguresVerdict,
  type FileVerdict,
  type GovernanceVerdict,
  judge,
  type LicenceVerdict,
  type OwnerVerdict,
  STEPS,
  type StatusListsVerdict,
  type StatusPlaceVerdict,
  type Step,
  type Unchecked,
} from "./verdict.ts";

export interface VerifierOptions {
  /** The platform's, unless given. */
  readonly fetch?: Fetch;
  /** Milliseconds since 1970 UTC; the platform's clock, unless given. */
  readonly now?: () => number;
  /** Milliseconds for one query; 15,000 unless given. */
  readonly timeout?: number;
  /** Told of each part of a check when it is done. */
  readonly onStep?: (step: Step) => void;
}

/** A proof that was fetched earlier, or by somebody else. */
export type Proof = Verification;

/** Checks many licences and accounts of one network, remembering signatures that held. No method throws. */
export interface Verifier {
  /** Asks the registry for a licence by its number, however typed, and checks the proof. */
  licence(number: string): Promise<LicenceVerdict>;
  /** Checks a proof about a licence that is at hand. */
  licenceProof(number: string, proof: Proof): LicenceVerdict;
  /** Asks the messenger's directory by handle. */
  handle(handle: string): Promise<AccountVerdict>;
  /** Checks a proof about a handle that is at hand. */
  handleProof(handle: string, proof: Proof): AccountVerdict;
  /** Asks the messenger's directory by principal, as text. */
  principal(principal: string): Promise<OwnerVerdict>;
  /** Checks a proof about a principal that is at hand. */
  principalProof(principal: string, proof: Proof): OwnerVerdict;
  /** Asks the messenger how many accounts there are, and checks the proof. */
  accounts(): Promise<AccountsVerdict>;
  /** Checks a proof of how many accounts there are that is at hand. */
  accountsProof(proof: Proof): AccountsVerdict;
  /** Asks the registry how many licences there are, by programme, phase and sector, and checks the proof. */
  figures(): Promise<FiguresVerdict>;
  /** Checks a proof of the figures that is at hand. */
  figuresProof(proof: Proof): FiguresVerdict;
  /** Asks the registry who decides and how many places there are, and checks the proof. */
  governance(): Promise<GovernanceVerdict>;
  /** Checks a proof of who decides that is at hand. */
  governanceProof(proof: Proof): GovernanceVerdict;
  /** Asks the registry whether this is the file whose digest it noted under this name, and checks the proof. */
  file(name: string, bytes: Uint8Array): Promise<FileVerdict>;
  /** Checks a proof about a file that is at hand. */
  fileProof(name: string, bytes: Uint8Array, proof: Proof): FileVerdict;
  /** Asks the registry which licences are revoked and which are suspended, and checks the proof. */
  statusLists(): Promise<StatusListsVerdict>;
  /** Checks a proof of both status lists that is at hand. */
  statusListsProof(proof: Proof): StatusListsVerdict;
  /** Asks the registry for a licence's place in the status lists, and checks the proof. */
  statusPlace(number: string): Promise<StatusPlaceVerdict>;
}

/**
 * A verifier for a network, given as `GET /api/v1/network` describes it. Throws `network-invalid` or
 * `root-key-mismatch`; afterwards every failure is a verdict.
 */
export function createVerifier(description: unknown, options: VerifierOptions = {}): Verifier {
  return new CertificateVerifier(parseNetwork(description), options);
}

/** Where a question is asked, and the subtree in which its answer lies. */
interface Place extends Query {
  readonly root: string;
}

/** What a question about one entry is about. */
interface Subject<T> extends Place {
  /** The subject in its canonical form. Throws what makes it no question. */
  readonly key: T;
  readonly label: Uint8Array;
  /** The subtree of `root` in which the label stands, if not `root` itself. */
  readonly below?: string;
}

/** A file, with the name under which its digest is looked for. */
interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

class CertificateVerifier implements Verifier {
  readonly #network: Network;
  readonly #checker: CertificateChecker;
  readonly #options: VerifierOptions;
  readonly #now: () => number;
  readonly #fingerprint: string;

  constructor(network: Network, options: VerifierOptions) {
    this.#network = network;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#checker = new CertificateChecker(network.rootKey);
    this.#fingerprint = toHex(sha256(network.rootKey));
  }

  licence(number: string): Promise<LicenceVerdict> {
    return this.#ask(() => this.#licence(number), readLicence);
  }

  licenceProof(number: string, proof: Proof): LicenceVerdict {
    return this.#check(() => this.#licence(number), proof, readLicence);
  }

  handle(handle: string): Promise<AccountVerdict> {
    return this.#ask(() => this.#handle(handle), readAccount);
  }

  handleProof(handle: string, proof: Proof): AccountVerdict {
    return this.#check(() => this.#handle(handle), proof, readAccount);
  }

  principal(principal: string): Promise<OwnerVerdict> {
    return this.#ask(() => this.#principal(principal), readOwner);
  }

  principalProof(principal: string, proof: Proof): OwnerVerdict {
    return this.#check(() => this.#principal(principal), proof, readOwner);
  }

  accounts(): Promise<AccountsVerdict> {
    return this.#askWhole(() => this.#count(), accountsIn);
  }

  accountsProof(proof: Proof): AccountsVerdict {
    return this.#checkWhole(() => this.#count(), proof, accountsIn);
  }

  figures(): Promise<FiguresVerdict> {
    return this.#askWhole(() => this.#figures(), countsIn);
  }

  figuresProof(proof: Proof): FiguresVerdict {
    return this.#checkWhole(() => this.#figures(), proof, countsIn);
  }

  governance(): Promise<GovernanceVerdict> {
    return this.#askWhole(() => this.#governance(), governanceIn);
  }

  governanceProof(proof: Proof): GovernanceVerdict {
    return this.#checkWhole(() => this.#governance(), proof, governanceIn);
  }

  file(name: string, bytes: Uint8Array): Promise<FileVerdict> {
    return this.#ask(() => this.#file({ name, bytes }), readDigest);
  }

  fileProof(name: string, bytes: Uint8Array, proof: Proof): FileVerdict {
    return this.#check(() => this.#file({ name, bytes }), proof, readDigest);
  }

  statusLists(): Promise<StatusListsVerdict> {
    return this.#askWhole(() => this.#status(), listsIn);
  }

  statusListsProof(proof: Proof): StatusListsVerdict {
    return this.#checkWhole(() => this.#status(), proof, listsIn);
  }

  statusPlace(number: string): Promise<StatusPlaceVerdict> {
    const where = { method: "statusPlace", root: "status", below: "index" };
    return this.#ask(() => ({ ...this.#licence(number), ...where }), readPlace);
  }

  #status(): Place {
    return { ...statusListsQuery(this.#network), root: "status" };
  }

  #count(): Place {
    const { host } = this.#network;
    return { host, canisterId: this.#messenger(), method: "count", arg: NO_ARGUMENTS, root: "count" };
  }

  #file(key: File): Subject<File> {
    if (key.name === "" || key.name.length > 300) throw new VerifyError("name-malformed", "not a file's name");
    return { key, ...digestQuery(this.#network, key.name), root: "digests", label: digestLabel(key.name) };
  }

  #figures(): Place {
    return { ...figuresQuery(this.#network), root: "figures" };
  }

  #governance(): Place {
    return { ...governanceQuery(this.#network), root: "governance" };
  }

  #licence(typed: string): Subject<string> {
    const number = parseNumber(typed);
    return {
      key: number,
      ...licenceQuery(this.#network, number),
      root: "licences",
      label: licenceLabel(number),
    };
  }

  #handle(handle: string): Subject<string> {
    if (handle === "" || handle.length > 100) throw new VerifyError("name-malformed", "not a handle");
    const canisterId = this.#messenger();
    return {
      key: handle,
      host: this.#network.host,
      canisterId,
      method: "verifyHandle",
      arg: encodeText(handle),
      root: "handles",
      label: handleLabel(handle),
    };
  }

  #principal(text: string): Subject<Uint8Array> {
    const key = reading("name-malformed", () => principalBytes(text));
    const canisterId = this.#messenger();
    return {
      key,
      host: this.#network.host,
      canisterId,
      method: "verifyPrincipal",
      arg: encodePrincipal(key),
      root: "principals",
      label: principalLabel(key),
    };
  }

  #messenger(): Uint8Array {
    const { messenger } = this.#network.canisters;
    if (!messenger) throw new VerifyError("network-invalid", "the network names no messenger");
    return messenger;
  }

  #ask<T, V>(subjectOf: () => Subject<T>, read: Read<T, V>): Promise<V | Absence> {
    return this.#askAt(subjectOf, (subject, proof, done) => this.#prove(subject, proof, read, done));
  }

  #check<T, V>(subjectOf: () => Subject<T>, proof: Proof, read: Read<T, V>): V | Absence {
    return this.#checkAt(subjectOf, (subject, done) => this.#prove(subject, proof, read, done));
  }

  #askWhole<V>(placeOf: () => Place, read: ReadWhole<V>): Promise<V | Unchecked> {
    return this.#askAt(placeOf, (place, proof, done) => this.#whole(place, proof, done, read));
  }

  #checkWhole<V>(placeOf: () => Place, proof: Proof, read: ReadWhole<V>): V | Unchecked {
    return this.#checkAt(placeOf, (place, done) => this.#whole(place, proof, done, read));
  }

  async #askAt<P extends Query, V>(
    placeOf: () => P,
    prove: (place: P, proof: Proof, done: Step[]) => V,
  ): Promise<V | Unchecked> {
    const done: Step[] = [];
    try {
      const place = placeOf();
      this.#done(done, "number");
      const { fetch = globalThis.fetch.bind(globalThis), timeout = PATIENCE } = this.#options;
      const proof = await queryVerification(place, { fetch, now: this.#now, timeout });
      this.#done(done, "query");
      return prove(place, proof, done);
    } catch (error) {
      return unchecked(error, done, STEPS);
    }
  }

  #checkAt<P, V>(placeOf: () => P, prove: (place: P, done: Step[]) => V): V | Unchecked {
    const done: Step[] = [];
    try {
      const place = placeOf();
      this.#done(done, "number");
      return prove(place, done);
    } catch (error) {
      return unchecked(
        error,
        done,
        STEPS.filter((step) => step !== "query"),
      );
    }
  }

  /** From the certificate to the leaf. Throws at the first check that fails. */
  #prove<T, V>(subject: Subject<T>, proof: Proof, read: Read<T, V>, checks: Step[]): V | Absence {
    const { below, evidence } = this.#certified(subject, proof, checks);
    const path = subject.below === undefined ? [subject.label] : [utf8Bytes(subject.below), subject.label];
    const leaf = below === null ? ({ status: "unknown" } as const) : lookupPath(path, below);
    if (leaf.status !== "found" && leaf.status !== "absent") {
      throw new VerifyError("witness-incomplete", `the witness says ${leaf.status}`);
    }
    this.#done(checks, "witness");
    if (leaf.status === "absent") return { answer: "absent", evidence };
    const verdict = read(leaf.value, subject.key, evidence);
    this.#done(checks, "record");
    return verdict;
  }

  /** From the certificate to all that a subtree says. Throws at the first check that fails. */
  #whole<V>(place: Place, proof: Proof, checks: Step[], read: ReadWhole<V>): V {
    const { below, evidence, witness } = this.#certified(place, proof, checks);
    if (below === null) throw new VerifyError("witness-incomplete", `the witness does not show ${place.root}`);
    this.#done(checks, "witness");
    const verdict = read(below, evidence, witness);
    this.#done(checks, "record");
    return verdict;
  }

  /** From the certificate to the subtree, null where the witness hides it. Throws at the first check that fails. */
  #certified(
    place: Place,
    proof: Proof,
    checks: Step[],
  ): { below: HashTree | null; evidence: Evidence; witness: HashTree } {
    const now = BigInt(Math.trunc(this.#now())) * 1_000_000n;
    const { canisterId, root } = place;
    const trust = { canisterId, subnetId: this.#network.subnetId, now };
    const certified = this.#checker.check(proof.certificate, trust, (step) => this.#done(checks, step));

    const witness = reading("witness-malformed", () => decodeHashTree(proof.witness));
    if (!equalBytes(reconstruct(witness), certified.certifiedData)) {
      throw new VerifyError("witness-mismatch", "the witness is not of the certified state");
    }
    // A canister that certifies something else has no such subtree: its silence proves nothing about a licence.
    const records = lookupLabel(utf8Bytes(root), witness);
    if (records.status === "absent") throw new VerifyError("witness-foreign", `no ${root} in this tree`);
    const evidence: Evidence = {
      canisterId: principalText(canisterId),
      subnetId: principalText(certified.subnetId),
      rootKeyFingerprint: this.#fingerprint,
      certificateTime: certified.time,
      delegationTime: certified.delegationTime,
      checkedAt: now,
      checks,
      proof,
    };
    return { below: records.status === "found" ? records.tree : null, evidence, witness };
  }

  #done(checks: Step[], step: Step): void {
    checks.push(step);
    this.#options.onStep?.(step);
  }
}

type Absence = { readonly answer: "absent"; readonly evidence: Evidence } | Unchecked;
type Read<T, V> = (leaf: Uint8Array, key: T, evidence: Evidence) => V;

/** What a whole subtree says, beside what else its witness shows. */
type ReadWhole<V> = (tree: HashTree, evidence: Evidence, witness: HashTree) => V;

function readLicence(leaf: Uint8Array, number: string, evidence: Evidence): LicenceVerdict {
  const record = decodeRecord(leaf);
  if (record.number !== number) throw new VerifyError("record-mismatch", `the record is of ${record.number}`);
  return judge(record, evidence);
}

function readAccount(leaf: Uint8Array, handle: string, evidence: Evidence): AccountVerdict {
  const account: Account = decodeAccount(leaf);
  if (account.handle !== handle) throw new VerifyError("record-mismatch", "the account is another's");
  return { answer: account.status, account, evidence };
}

function readDigest(leaf: Uint8Array, { name, bytes }: File, evidence: Evidence): FileVerdict {
  const digest = decodeDigest(leaf, name);
  return { answer: isFileOf(digest, bytes) ? "noted" : "changed", digest, evidence };
}

function countsIn(tree: HashTree, evidence: Evidence, witness: HashTree): FiguresVerdict {
  return { answer: "figures", figures: figuresAt(tree, evidence.certificateTime), block: lastBlock(witness), evidence };
}

function governanceIn(tree: HashTree, evidence: Evidence, witness: HashTree): GovernanceVerdict {
  if (tree.kind !== "leaf") throw new VerifyError("witness-incomplete", "the witness does not show who decides");
  const governance = governanceAt(tree.value, evidence.certificateTime);
  return { answer: "governance", governance, block: lastBlock(witness), evidence };
}

/** Null where the witness does not show it. */
function lastBlock(witness: HashTree): bigint | null {
  const index = lookupPath([utf8Bytes("last_block_index")], witness);
  return index.status === "found" ? reading("witness-malformed", () => unsignedLeb128(index.value)) : null;
}

function accountsIn(tree: HashTree, evidence: Evidence): AccountsVerdict {
  if (tree.kind !== "leaf") throw new VerifyError("witness-incomplete", "the witness does not show the count");
  return { answer: "accounts", accounts: decodeAccountCount(tree.value), evidence };
}

function listsIn(tree: HashTree, evidence: Evidence): StatusListsVerdict {
  return { answer: "lists", lists: statusListsIn(tree), evidence };
}

function readPlace(leaf: Uint8Array, _number: string, evidence: Evidence): StatusPlaceVerdict {
  return { answer: "placed", place: statusPlace(leaf), evidence };
}

function readOwner(leaf: Uint8Array, _principal: Uint8Array, evidence: Evidence): OwnerVerdict {
  try {
    return { answer: "listed", handle: new TextDecoder("utf-8", { fatal: true }).decode(leaf), evidence };
  } catch {
    throw new VerifyError("record-malformed", "the handle is not UTF-8");
  }
}

/** Whatever went wrong, the answer is that nothing is known; `steps` are those of the check, `checks` those that were done. */
export function unchecked(error: unknown, checks: readonly Step[], steps: readonly Step[]): Unchecked {
  const failed = steps.find((step) => !checks.includes(step)) ?? "record";
  const isKnown = error instanceof VerifyError;
  const detail = error instanceof Error ? error.message : "unknown fault";
  return { answer: "unchecked", code: isKnown ? error.code : "internal", detail, checks, failed };
}
