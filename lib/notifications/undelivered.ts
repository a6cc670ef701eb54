/**
 * What was not taken by whoever should deliver it. `code` says why in a word or two, and never names an address, a number or a
 * key; `isFinal` when trying again is of no use.
 */
export class Undelivered extends Error {
  readonly code: string;
  readonly isFinal: boolean;
  constructor(code: string, isFinal = false) {
    super(code);
    this.code = code;
    this.isFinal = isFinal;
  }
}
