/** 1.3.6.1.4.1.56387.1.1: a COSE key, as WebAuthn makes them. */
export const COSE = Buffer.from("2b0601040183b8430101", "hex");
/** 1.3.6.1.4.1.56387.1.2: the key of a canister signature. */
export const CANISTER_SIGNATURE = Buffer.from("2b0601040183b8430102", "hex");

class DerReader {
  at = 0;
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  element(tag: number): Uint8Array | null {
    if (this.bytes[this.at] !== tag) return null;
    let length = this.bytes[this.at + 1] ?? 0;
    let start = this.at + 2;
    if (length > 0x80) {
      const octets = length & 0x7f;
      if (octets > 3) return null;
      length = 0;
      for (let i = 0; i < octets; i += 1) length = length * 256 + (this.bytes[start + i] ?? 0);
      start += octets;
    }
    if (start + length > this.bytes.length) return null;
    this.at = start + length;
    return this.bytes.subarray(start, start + length);
  }
}

/** The key inside a SubjectPublicKeyInfo whose algorithm is just the given object identifier, or null. */
export function wrapped(der: Uint8Array, oid: Uint8Array): Uint8Array | null {
  const outer = new DerReader(der);
  const body = outer.element(0x30);
  if (!body || outer.at !== der.length) return null;
  const inner = new DerReader(body);
  const algorithm = inner.element(0x30);
  const bits = inner.element(0x03);
  if (!algorithm || !bits || inner.at !== body.length || bits[0] !== 0) return null;
  const named = new DerReader(algorithm).element(0x06);
  return named && Buffer.compare(named, oid) === 0 ? bits.subarray(1) : null;
}

function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), content]);
}

/** The SubjectPublicKeyInfo around a key of the given algorithm. */
export function wrap(key: Uint8Array, oid: Uint8Array): Uint8Array {
  const bits = element(0x03, Buffer.concat([Uint8Array.of(0), key]));
  return element(0x30, Buffer.concat([element(0x30, element(0x06, oid)), bits]));
}
