/** Bytes written and read one after another: what a proof on paper is packed with. */
import { concat, fromHex, toHex, utf8Bytes } from "../bytes.ts";
import { VerifyError } from "../errors.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const IS_UUID = 1n;

export class Packer {
  readonly #parts: Uint8Array[] = [];

  /** Bytes whose number the reader knows. */
  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  /** An unsigned number, LEB128. */
  number(value: bigint): this {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    return this.raw(Uint8Array.of(...bytes, Number(rest)));
  }

  /** Bytes behind their number. */
  bytes(bytes: Uint8Array): this {
    return this.number(BigInt(bytes.length)).raw(bytes);
  }

  /** A text behind twice its number of bytes; a UUID as 1 and its 16 bytes. */
  text(text: string): this {
    if (UUID.test(text)) return this.number(IS_UUID).raw(fromHex(text.replaceAll("-", "")));
    const bytes = utf8Bytes(text);
    return this.number(2n * BigInt(bytes.length)).raw(bytes);
  }

  /** All of it. */
  done(): Uint8Array {
    return concat(...this.#parts);
  }
}

/** Reads what a `Packer` wrote. Each method throws `encoding` where the bytes end too soon or are not what was written. */
export class Unpacker {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  raw(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new VerifyError("encoding", "cut short");
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  byte(): number {
    return this.raw(1)[0] ?? 0;
  }

  number(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new VerifyError("encoding", "a number out of bounds");
  }

  bytes(): Uint8Array {
    return this.raw(this.#length(this.number()));
  }

  text(): string {
    const head = this.number();
    if (head === IS_UUID) return toHex(this.raw(16)).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
    if (head % 2n !== 0n) throw new VerifyError("encoding", "no text");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.raw(this.#length(head / 2n)));
    } catch {
      throw new VerifyError("encoding", "text is not UTF-8");
    }
  }

  /** Nothing may follow. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new VerifyError("encoding", "bytes after the end");
  }

  #length(value: bigint): number {
    if (value > BigInt(this.#bytes.length)) throw new VerifyError("encoding", "cut short");
    return Number(value);
  }
}
