/**
 * The registry's calls that a follower of its log makes. Nothing in an answer is believed here; names and forms of the
 * interface stand in this file alone.
 */
import { encodeText, NO_ARGUMENTS, type Verification } from "../candid.ts";
import {
  type Candid,
  CandidFunction,
  candidField,
  decodeCandid,
  encodeNats,
  verificationAmong,
} from "../candidValues.ts";
import {
  type ClientOptions,
  figuresQuery,
  governanceQuery,
  type Query,
  queryArgument,
  queryVerification,
} from "../client.ts";
import { reading, VerifyError } from "../errors.ts";
import type { Network } from "../network.ts";
import { type Value, valueFromCandid } from "./value.ts";

/** The registry gives no more blocks than this at a time. */
const PAGE = 100;
/** Bytes of one page of blocks, which the Internet Computer bounds at three MiB. */
const MAX_PAGE = 4 * 1024 * 1024;
/** Any number will do to see how all licences hash: proofs of presence and of absence both lead to it. */
const ANY_NUMBER = "SND00000000000";

/** Where the questions go. */
export interface Asking extends ClientOptions {
  readonly network: Network;
}

/** The last block's index and hash, with their proof. Throws what a query throws. */
export async function askTip(asking: Asking): Promise<Verification> {
  const bytes = await queryArgument(query(asking, "icrc3_get_tip_certificate", NO_ARGUMENTS), asking);
  return verificationAmong(bytes, "hash_tree");
}

/** A proof that leads to the root of all licences. Throws what a query throws. */
export function askLicences(asking: Asking): Promise<Verification> {
  return queryVerification(query(asking, "verify", encodeText(ANY_NUMBER)), asking);
}

/** The proof of everything that is counted. Throws what a query throws. */
export function askFigures(asking: Asking): Promise<Verification> {
  return queryVerification(figuresQuery(asking.network), asking);
}

/** The proof about one licence. Throws what a query throws. */
export function askLicence(asking: Asking, number: string): Promise<Verification> {
  return queryVerification(query(asking, "verify", encodeText(number)), asking);
}

/** A proof that leads to the digest over the heads of the audit, and to the root of all digests of files. Throws what a query throws. */
export function askAuditHeads(asking: Asking): Promise<Verification> {
  const heads = query(asking, "auditHeads", NO_ARGUMENTS);
  return queryVerification({ ...heads, maxReply: MAX_PAGE, saysMore: true }, asking);
}

/** A proof that shows who decides, and leads to the root of all batches. Throws what a query throws. */
export function askGovernance(asking: Asking): Promise<Verification> {
  return queryVerification({ ...governanceQuery(asking.network), maxReply: MAX_PAGE }, asking);
}

/** A proof that shows both status lists, and leads to the root of every licence's place in them. Throws what a query throws. */
export function askStatusLists(asking: Asking): Promise<Verification> {
  return queryVerification(query(asking, "statusLists", NO_ARGUMENTS), asking);
}

/**
 * Blocks from `start` on, at least one and at most `count`, in their order: the registry's own, or of the archive that it names
 * for them. Throws what a query throws.
 */
export async function askBlocks(asking: Asking, start: number, count: number): Promise<Value[]> {
  const argument = encodeNats({ start, length: Math.min(count, PAGE) });
  const page = await askPage(query(asking, "icrc3_get_blocks", argument), asking);
  const archive = reading("reply-malformed", () => archiveOf(page, start));
  if (archive === null) return reading("reply-malformed", () => blocksIn(page, start, count));
  // Not further on: an archive that names another would lead anywhere.
  const { canisterId, method } = archive.callback;
  const length = Math.min(count, PAGE, archive.next - start);
  const held = { ...query(asking, method, encodeNats({ start, length })), canisterId };
  const older = await askPage(held, asking);
  return reading("reply-malformed", () => blocksIn(older, start, length));
}

async function askPage(asked: Query, asking: Asking): Promise<Candid> {
  return decodeCandid(await queryArgument({ ...asked, maxReply: MAX_PAGE }, asking));
}

function blocksIn(page: Candid, start: number, count: number): Value[] {
  const blocks = candidField(page, "blocks");
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > count)
    throw new VerifyError("encoding", `no blocks from ${start} on`);
  return blocks.map((item: Candid, index) => {
    if (candidField(item, "id") !== BigInt(start + index)) throw new VerifyError("encoding", "blocks out of order");
    return valueFromCandid(candidField(item, "block"));
  });
}

/** Who holds the block `start`, and up to before which; null where a page does not say that it is archived. */
function archiveOf(page: Candid, start: number): { callback: CandidFunction; next: number } | null {
  const archives = candidField(page, "archived_blocks");
  if (!Array.isArray(archives)) throw new VerifyError("encoding", "no list of archives");
  for (const archive of archives as readonly Candid[]) {
    const [args, callback] = [candidField(archive, "args"), candidField(archive, "callback")];
    if (!Array.isArray(args) || !(callback instanceof CandidFunction)) throw new VerifyError("encoding", "no archive");
    for (const run of args as readonly Candid[]) {
      const [first, length] = [Number(candidField(run, "start")), Number(candidField(run, "length"))];
      if (first <= start && start < first + length) return { callback, next: first + length };
    }
  }
  return null;
}

function query({ network }: Asking, method: string, arg: Uint8Array): Query {
  return { host: network.host, canisterId: network.canisters.licenceRegistry, method, arg };
}
