/**
 * Why a check could not be finished. The codes are stable: they appear on the page, in the command line's JSON and in
 * docs/verification.md, and each means "cannot be checked now", never another answer.
 */
export type VerifyCode =
  /** What was asked is not a licence number of the right form. */
  | "number-malformed"
  /** The number's check character does not fit its other characters. */
  | "number-check"
  /** What was asked is no handle, or no principal. */
  | "name-malformed"
  /** The description of the network is incomplete, or not of the documented shape. */
  | "network-invalid"
  /** The description claims the Internet Computer's main network under another root key. */
  | "root-key-mismatch"
  /** No answer from the network's host. */
  | "host-unreachable"
  /** The host did not answer in time. */
  | "host-timeout"
  /** The answer was larger than a proof can be. */
  | "reply-too-large"
  /** The answer was not the interface's: wrong status, wrong encoding, wrong shape. */
  | "reply-malformed"
  /** The canister, or the network for it, rejected the query. */
  | "query-rejected"
  /** The reply carried no certificate. */
  | "certificate-missing"
  /** The certificate is not one by the specification. */
  | "certificate-malformed"
  /** The subnet that signed is not the one that the network names. */
  | "subnet-mismatch"
  /** The delegation carries a delegation of its own. */
  | "delegation-nested"
  /** The delegation does not show the subnet's key. */
  | "delegation-keyless"
  /** The delegation is not signed by the root key. */
  | "delegation-signature"
  /** The delegation is older than 30 days. */
  | "delegation-too-old"
  /** The delegation is dated after the clock, by more than 5 minutes. */
  | "delegation-from-future"
  /** The subnet may not certify for this canister. */
  | "canister-out-of-range"
  /** The certificate is not signed by the subnet. */
  | "certificate-signature"
  /** The certificate is older than 5 minutes. */
  | "certificate-too-old"
  /** The certificate is dated after the clock, by more than 5 minutes. */
  | "certificate-from-future"
  /** The certificate does not show the canister's certified data. */
  | "certified-data-missing"
  /** The witness is not a hash tree. */
  | "witness-malformed"
  /** The witness' root is not what the subnet certified. */
  | "witness-mismatch"
  /** The tree is not the one that holds such records. */
  | "witness-foreign"
  /** The witness shows neither presence nor absence. */
  | "witness-incomplete"
  /** The record is not of the documented form. */
  | "record-malformed"
  /** The record is genuine, and another's. */
  | "record-mismatch"
  /** The codes on paper are not all there. */
  | "paper-incomplete"
  /** Codes of two papers came together. */
  | "paper-mixed"
  /** A code on paper was read with a fault: its checksum does not fit. */
  | "paper-damaged"
  /** No code of a licence on paper, or one of a form or version that is not known. */
  | "paper-malformed"
  /** The paper is of another network or another registry. */
  | "paper-foreign"
  /** Another process follows the log into the same folder. */
  | "folder-busy"
  /** A text is not in the encoding it should be in. */
  | "encoding"
  /** A fault of the verifier itself. */
  | "internal";

/** The one error that this package throws. */
export class VerifyError extends Error {
  readonly code: VerifyCode;

  constructor(code: VerifyCode, detail: string) {
    super(detail);
    this.name = "VerifyError";
    this.code = code;
  }
}

/** Runs `work`, turning an error of encoding into one of the part that was read. */
export function reading<T>(code: VerifyCode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof VerifyError && error.code === "encoding") throw new VerifyError(code, error.message);
    throw error;
  }
}
