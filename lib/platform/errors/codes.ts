/**
 * The one catalogue of expected failures: code → HTTP status for the API.
 * Every code has a sentence in messages/*.json under `errors.<code>`; machines rely on the code.
 */
export const errorCodes = {
  // who you are
  signInFirst: 401,
  notAllowed: 403,
  notFound: 404,
  codeWrong: 400,
  codeExpired: 400,
  tooManyAttempts: 429,
  challengeExpired: 400,
  delegationInvalid: 400,
  demonstrationOnly: 403,
  // what you sent
  invalidInput: 400,
  required: 400,
  tooLong: 400,
  tooShort: 400,
  tooSmall: 400,
  tooLarge: 400,
  emailInvalid: 400,
  phoneInvalid: 400,
  unknownField: 400,
  numberInvalid: 400,
  fileTooLarge: 413,
  fileTypeRefused: 415,
  fileEmpty: 400,
  termsOutdated: 409,
  // what the rules say
  changedMeanwhile: 409,
  wrongState: 409,
  alreadyDone: 409,
  duplicate: 409,
  conflictOfInterest: 403,
  sameOfficer: 403,
  scorerMayNotDecide: 403,
  roleConflict: 409,
  quotaExceeded: 409,
  planChanged: 409,
  phaseClosed: 409,
  institutionNotVerified: 409,
  reasonRequired: 400,
  awardTooLarge: 400,
  batchEmpty: 400,
  reviewsMissing: 409,
  reviewersMissing: 409,
  undoWindowOver: 409,
  seatTaken: 409,
  claimExpired: 410,
  claimUsed: 409,
  internetIdentityNeeded: 403,
  principalHasSeat: 409,
  licenceNotActive: 409,
  handleForm: 400,
  handleReserved: 409,
  handleTaken: 409,
  consentNeeded: 400,
  // what stands behind
  chainUnreachable: 503,
  databaseUnreachable: 503,
} as const;

/** A stable name of an expected failure. */
export type ErrorCode = keyof typeof errorCodes;
