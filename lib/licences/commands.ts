export { approveBatch } from "./commands/approveBatch.ts";
export { askRebind } from "./commands/askRebind.ts";
export { askRenewal } from "./commands/askRenewal.ts";
export { cancelBatch } from "./commands/cancelBatch.ts";
export { approveChange, proposeChange, rejectChange, signChange } from "./commands/changeLicence.ts";
export { claimSeat } from "./commands/claimSeat.ts";
export { confirmSeatImport } from "./commands/confirmSeatImport.ts";
export { confirmUse } from "./commands/confirmUse.ts";
export { confirmRebind, declineRebind } from "./commands/decideRebind.ts";
export {
  approveRenewal,
  approveRenewals,
  declineRenewal,
  proposeRenewal,
  signRenewal,
} from "./commands/decideRenewal.ts";
export { exportEvidence } from "./commands/exportEvidence.ts";
export { offerSeats } from "./commands/offerSeats.ts";
export { openSeatImport } from "./commands/openSeatImport.ts";
export { reclaimSeat } from "./commands/reclaimSeat.ts";
export { releaseBatch } from "./commands/releaseBatch.ts";
export { releaseSeat } from "./commands/releaseSeat.ts";
export { remindIdle } from "./commands/remindIdle.ts";
export { remindOffers } from "./commands/remindOffers.ts";
export { suspendLicence } from "./commands/suspendLicence.ts";
export { withdrawOffer } from "./commands/withdrawOffer.ts";
