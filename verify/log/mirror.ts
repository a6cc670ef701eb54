/**
 * A mirror of the registry's log: a folder of plain files that says of itself whether it is whole.
 *
 * `network.json`: whose log it is. `blocks.jsonl`: a block a line, `{ "id", "hash", "block" }`. `tip.json`: the last tip
 * that the subnet signed. `tips.jsonl`: a line for each signed tip at which the log had grown.
 */
import { mkdir, open, readFile, rename, truncate } from "node:fs/promises";
import path from "node:path";
import { equalBytes, fromHex, toHex } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { type Network, parseNetwork } from "../network.ts";
import { principalText } from "../principal.ts";
import { Alarm } from "./alarm.ts";
import { isObject, type Signatures, savedProof, saveProof, type Tip } from "./tip.ts";
import { hashOf, parentOf, type Value, valueFromJson, valueToJson } from "./value.ts";

export type Visit = (id: number, block: Value) => void;

/** Takes the network that a mirror was begun for, or begins one. Throws `mirror-damaged`, or `Error` for another registry. */
export async function mirroredNetwork(folder: string, given: Network | null): Promise<Network> {
  const file = path.join(folder, "network.json");
  const text = await readText(file);
  if (text === null) {
    if (!given) throw new Error(`${folder} is no mirror yet: say of which network`);
    await mkdir(folder, { recursive: true });
    await replace(file, `${JSON.stringify(describe(given), null, 2)}\n`);
    return given;
  }
  let pinned: Network;
  try {
    pinned = parseNetwork(JSON.parse(text));
  } catch {
    throw new Alarm("mirror-damaged", "network.json does not say whose log this is");
  }
  if (!given) return pinned;
  const isSame = equalBytes(given.rootKey, pinned.rootKey) && registryOf(given) === registryOf(pinned);
  if (!isSame)
    throw new Error(`${folder} mirrors the registry ${registryOf(pinned)} under its own root key, not this one`);
  return given;
}

function registryOf({ canisters }: Network): string {
  return principalText(canisters.licenceRegistry);
}

/** A network in the form in which `parseNetwork` reads it. */
export function describe(network: Network): Record<string, unknown> {
  return {
    host: network.host,
    rootKey: toHex(network.rootKey),
    ...(network.subnetId && { subnetId: principalText(network.subnetId) }),
    canisters: { licence_registry: registryOf(network) },
    demonstration: network.demonstration,
    operator: network.operator,
    network: network.name,
  };
}

export class Mirror {
  readonly folder: string;
  /** Of every block, in their order. */
  readonly hashes: Uint8Array[] = [];
  /** Where each block's line ends in the file. */
  readonly #ends: number[] = [];
  #tip: Tip | null = null;
  /** A line without its end stands behind the last block. */
  #isTorn = false;

  /** Use `openMirror`. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** How many blocks are here; those beyond the tip wait for a certificate. */
  get length(): number {
    return this.hashes.length;
  }

  /** The last tip that the subnet signed; null before the first. */
  get tip(): Tip | null {
    return this.#tip;
  }

  /** Reads all of it, checks it as far as a folder can be checked alone, and shows each certified block. Throws `mirror-damaged`. */
  async load(signatures: Signatures, visit?: Visit): Promise<void> {
    this.#tip = await this.#savedTip(signatures);
    const certified = this.#tip?.length ?? 0;
    for await (const { text, end, isWhole } of linesOf(this.#file("blocks.jsonl"))) {
      const id = this.length;
      if (!isWhole && id >= certified) {
        // The writer was killed within a line, or is at it: whoever only reads leaves that as it is.
        this.#isTorn = true;
        break;
      }
      const block = this.#checkedLine(text, id);
      this.#ends.push(end);
      if (id < certified) visit?.(id, block);
    }
    if (this.length < certified)
      throw new Alarm(
        "mirror-damaged",
        `blocks.jsonl ends after line ${this.length}, where ${certified} were certified`,
      );
    const last = certified > 0 ? this.hashes[certified - 1] : null;
    if (last && this.#tip?.hash && !equalBytes(last, this.#tip.hash))
      throw new Alarm("mirror-damaged", `blocks.jsonl, line ${certified}: not the block that was certified`);
  }

  #checkedLine(text: string, id: number): Value {
    const at = `blocks.jsonl, line ${id + 1}`;
    try {
      const line: unknown = JSON.parse(text);
      if (!isObject(line) || line.id !== id || typeof line.hash !== "string")
        throw new VerifyError("encoding", `not block ${id}`);
      const block = valueFromJson(line.block);
      const hash = hashOf(block);
      if (!equalBytes(hash, fromHex(line.hash))) throw new VerifyError("encoding", "the block has another hash");
      if (!follows(block, this.hashes.at(-1))) throw new VerifyError("encoding", "does not follow the block before");
      this.hashes.push(hash);
      return block;
    } catch (error) {
      throw new Alarm(
        "mirror-damaged",
        `${at}: ${error instanceof VerifyError ? error.message : "no line of a mirror"}`,
      );
    }
  }

  /** Appends blocks that follow the last one here; they count as certified only when a tip is noted. */
  async append(blocks: readonly Value[]): Promise<void> {
    const lines = blocks.map((block) => {
      const hash = hashOf(block);
      this.hashes.push(hash);
      const id = this.length - 1;
      return `${JSON.stringify({ id, hash: toHex(hash), block: valueToJson(block) })}\n`;
    });
    let end = this.#ends.at(-1) ?? 0;
    if (this.#isTorn) await truncate(this.#file("blocks.jsonl"), end);
    this.#isTorn = false;
    for (const line of lines) {
      end += Buffer.byteLength(line);
      this.#ends.push(end);
    }
    await appendDurably(this.#file("blocks.jsonl"), lines.join(""));
  }

  /** Forgets every block from that one on. */
  async cut(length: number): Promise<void> {
    if (length >= this.length) return;
    this.hashes.length = length;
    this.#ends.length = length;
    await truncate(this.#file("blocks.jsonl"), this.#ends.at(-1) ?? 0);
  }

  /** Notes a checked tip whose last block is here. */
  async note(tip: Tip): Promise<void> {
    const line = JSON.stringify({
      format: "sanad-tip",
      length: tip.length,
      hash: tip.hash && toHex(tip.hash),
      time: tip.time.toString(),
      ...saveProof(tip.proof),
    });
    if (tip.length !== this.#tip?.length) await appendDurably(this.#file("tips.jsonl"), `${line}\n`);
    await replace(this.#file("tip.json"), `${line}\n`);
    this.#tip = tip;
  }

  async #savedTip(signatures: Signatures): Promise<Tip | null> {
    const text = await readText(this.#file("tip.json"));
    if (text === null) return null;
    try {
      return signatures.tip(savedProof(JSON.parse(text)));
    } catch (error) {
      const code = error instanceof VerifyError ? error.code : "no JSON";
      throw new Alarm("mirror-damaged", `tip.json: not a tip that the registry's subnet signed (${code})`);
    }
  }

  #file(name: string): string {
    return path.join(this.folder, name);
  }
}

/** Whether a block names `parent` as the one before it; nothing for the first. Throws `encoding`. */
export function follows(block: Value, parent: Uint8Array | undefined): boolean {
  const named = parentOf(block);
  return parent === undefined || named === null ? parent === undefined && named === null : equalBytes(named, parent);
}

/** Opens a mirror. Throws `mirror-damaged` where its files are not what was written to them. */
export async function openMirror(folder: string, signatures: Signatures, visit?: Visit): Promise<Mirror> {
  const mirror = new Mirror(folder);
  await mirror.load(signatures, visit);
  return mirror;
}

/** Each line of a file with where it ends, and whether it has its end. Nothing for a file that is not there. */
async function* linesOf(file: string): AsyncGenerator<{ text: string; end: number; isWhole: boolean }> {
  const handle = await open(file).catch(onlyMissing);
  if (!handle) return;
  let rest = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      end += at + 1;
      yield { text: rest.toString("utf8", 0, at), end, isWhole: true };
      rest = rest.subarray(at + 1);
    }
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), end: end + rest.length, isWhole: false };
}

async function appendDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, "a");
  await handle.writeFile(text);
  await handle.datasync();
}

/** Puts another content in a file's place, all of it or nothing. */
export async function replace(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  {
    await using handle = await open(next, "w");
    await handle.writeFile(text);
    await handle.datasync();
  }
  await rename(next, file);
}

/** The text of a file; null where there is none. */
export async function readText(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(onlyMissing);
}

/** Nothing for a file that is not there. */
export function onlyMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
