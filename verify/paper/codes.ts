/**
 * A packed proof as the texts of a few QR codes, and back. Each text is of the characters that QR codes hold most densely, and
 * says of which paper it is, which part of how many, and has a checksum of its own: they may be read in any order and more than once.
 */
import { sha256 } from "@noble/hashes/sha2";
import { concat, equalBytes, toHex, utf8Bytes } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { crc32 } from "../principal.ts";

/** What every text begins with; the number is the version of this form. */
export const MARK = "SANAD1:";
/** 41 of the 45 characters of a QR code's alphanumeric mode: no space, and nothing that an address would escape. */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/";
const BASE = ALPHABET.length;
/** Bytes before the data: of which paper, which part of how many, and the checksum. */
const PAPER = 6;
const HEAD = PAPER + 1 + 4;
/** Of one paper. */
const MOST_PARTS = 8;
/** Characters of a code of version 25, level M (ISO/IEC 18004, table 7): nothing finer is printed. */
export const MOST_CHARACTERS = 1451;

/** The texts of a packed proof, in `count` codes of like size. Throws `paper-malformed` where they would not fit. */
export function splitPaper(packed: Uint8Array, count: number): string[] {
  const begin = (i: number) => Math.floor((i * packed.length) / count);
  const paper = paperOf(packed);
  const texts = Array.from({ length: count }, (_, i) => {
    const data = packed.subarray(begin(i), begin(i + 1));
    const said = concat(paper, Uint8Array.of((i << 4) | count), data);
    return MARK + textOf(concat(said.subarray(0, PAPER + 1), crc32(said), data));
  });
  if (count < 1 || count > MOST_PARTS || texts.some((text) => text.length > MOST_CHARACTERS))
    throw new VerifyError("paper-malformed", `${packed.length} bytes do not fit ${count} codes`);
  return texts;
}

/** One code, as it was read. */
export interface Part {
  /** Of which paper. */
  readonly paper: string;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** The codes in a text, whatever stands between them. Throws `paper-malformed` or `paper-damaged`. */
export function partsIn(text: string): Part[] {
  return text
    .split("SANAD")
    .slice(1)
    .map((piece) => partOf(`SANAD${piece}`));
}

/** One code. Throws `paper-malformed` for what is none, and `paper-damaged` where its checksum does not fit. */
export function partOf(text: string): Part {
  if (!text.startsWith(MARK)) throw new VerifyError("paper-malformed", "a code of another form or version");
  const characters = /^[^\s]*/.exec(text.slice(MARK.length).replace(/\s+(?=[0-9A-Z$*+\-/])/g, ""))?.[0] ?? "";
  const bytes = bytesOf(characters);
  const [data, place = 0] = [bytes.subarray(HEAD), bytes[PAPER]];
  const said = concat(bytes.subarray(0, PAPER + 1), data);
  if (bytes.length <= HEAD || !equalBytes(crc32(said), bytes.subarray(PAPER + 1, HEAD)))
    throw new VerifyError("paper-damaged", "the checksum of a code does not fit");
  const [index, count] = [place >> 4, place & 15];
  if (count < 1 || count > MOST_PARTS || index >= count)
    throw new VerifyError("paper-malformed", "no such place among the codes");
  return { paper: toHex(bytes.subarray(0, PAPER)), index, count, data };
}

/** Puts the codes of one paper together, in whatever order they come. */
export class Collection {
  #first: Part | null = null;
  readonly #parts = new Map<number, Uint8Array>();

  /** Whether the code was new. Throws `paper-mixed` for one of another paper, which leaves the others as they were. */
  add(part: Part): boolean {
    const first = this.#first ?? part;
    if (first.paper !== part.paper || first.count !== part.count)
      throw new VerifyError("paper-mixed", "codes of two papers");
    this.#first = first;
    const isNew = !this.#parts.has(part.index);
    this.#parts.set(part.index, part.data);
    return isNew;
  }

  /** Which codes are there, from 0, and of how many; 0 while there is none. */
  get state(): { readonly read: readonly number[]; readonly count: number } {
    return { read: [...this.#parts.keys()].sort(), count: this.#first?.count ?? 0 };
  }

  /** The packed proof; null while a code is missing. Throws `paper-damaged` for parts that do not make one whole. */
  whole(): Uint8Array | null {
    const first = this.#first;
    if (!first || this.#parts.size < first.count) return null;
    const packed = concat(...Array.from({ length: first.count }, (_, i) => this.#parts.get(i) ?? new Uint8Array()));
    if (toHex(paperOf(packed)) !== first.paper) throw new VerifyError("paper-damaged", "the codes do not fit together");
    return packed;
  }
}

/** The packed proof in a text with all codes of one paper. Throws `paper-malformed`, `-damaged`, `-mixed` or `-incomplete`. */
export function joinPaper(text: string): Uint8Array {
  const parts = partsIn(text);
  if (parts.length === 0) throw new VerifyError("paper-malformed", "no code of a licence");
  const collection = new Collection();
  for (const part of parts) collection.add(part);
  const packed = collection.whole();
  if (packed) return packed;
  const { read, count } = collection.state;
  throw new VerifyError("paper-incomplete", `${read.length} of ${count} codes`);
}

/** What tells one paper from another. */
function paperOf(packed: Uint8Array): Uint8Array {
  return sha256(concat(utf8Bytes("sanad-paper"), packed)).slice(0, PAPER);
}

/** Two bytes in three characters, one byte in two. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const low = bytes[i + 1];
    let value = low === undefined ? (bytes[i] ?? 0) : ((bytes[i] ?? 0) << 8) | low;
    for (let n = low === undefined ? 2 : 3; n > 0; n--) {
      text += ALPHABET[value % BASE];
      value = Math.floor(value / BASE);
    }
  }
  return text;
}

function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map((character) => ALPHABET.indexOf(character));
    const value = digits.reduceRight((all, digit) => all * BASE + digit, 0);
    const isPair = digits.length === 3;
    if (digits.length === 1 || digits.includes(-1) || value > (isPair ? 0xffff : 0xff))
      throw new VerifyError("paper-damaged", "characters that no code has");
    bytes.push(...(isPair ? [value >> 8, value & 0xff] : [value]));
  }
  return Uint8Array.from(bytes);
}
