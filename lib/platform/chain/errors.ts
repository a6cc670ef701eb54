/**
 * Why no certified answer came. None of them says that nothing happened: whoever asked asks again with the same key.
 * `unreachable`: no answer, or not in time · `untrusted`: an answer whose proof does not hold · `rejected`: the canister
 * was stopped, out of cycles, or trapped.
 */
export class ChainError extends Error {
  readonly kind: "unreachable" | "untrusted" | "rejected";
  constructor(kind: ChainError["kind"], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ChainError";
    this.kind = kind;
  }
}
