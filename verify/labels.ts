/** The labels under which the canisters certify: SHA-256 over a length-prefixed name and the key. Always 32 bytes. */
import { sha256 } from "@noble/hashes/sha2";
import { concat, utf8Bytes } from "./bytes.ts";

/** The label of a licence, by its 14 characters without hyphens. */
export function licenceLabel(number: string): Uint8Array {
  return label("sanad-licence", utf8Bytes(number));
}

/** The label of a messenger account, by its handle. */
export function handleLabel(handle: string): Uint8Array {
  return label("sanad-handle", utf8Bytes(handle));
}

/** The label of a messenger account's owner, by the principal's bytes. */
export function principalLabel(principal: Uint8Array): Uint8Array {
  return label("sanad-principal", principal);
}

/** The label of what is counted of a programme, phase and sector, by the CBOR array of the three. */
export function figuresLabel(key: Uint8Array): Uint8Array {
  return label("sanad-figures", key);
}

/** The label of a batch that was approved or dropped, by its id. */
export function batchLabel(batch: string): Uint8Array {
  return label("sanad-batch", utf8Bytes(batch));
}

/** The label of a file whose digest was noted, by its name. */
export function digestLabel(name: string): Uint8Array {
  return label("sanad-digest", utf8Bytes(name));
}

/** The commitment that a licence carries instead of its holder; `salt` has 32 bytes. */
export function holderCommitment(salt: Uint8Array, principal: Uint8Array): Uint8Array {
  return label("sanad-holder", concat(salt, principal));
}

function label(name: string, key: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(name.length), utf8Bytes(name), key));
}
