/** Bytes written one after another: what a proof on paper is packed with (docs/verification.md, "On paper"). */
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
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
      return this.number(1n).raw(Buffer.from(text.replaceAll("-", ""), "hex"));
    const bytes = Buffer.from(text, "utf8");
    return this.number(2n * BigInt(bytes.length)).raw(bytes);
  }

  /** All of it. */
  done(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
