export { approveBatch } from "./commands/approveBatch.ts";
export { cancelBatch } from "./commands/cancelBatch.ts";
export { reinstateLicence, revokeLicence, suspendLicence } from "./commands/changeLicence.ts";
export { claimSeat } from "./commands/claimSeat.ts";
export { confirmSeatImport } from "./commands/confirmSeatImport.ts";
export { offerSeats } from "./commands/offerSeats.ts";
export { openSeatImport } from "./commands/openSeatImport.ts";
export { releaseBatch } from "./commands/releaseBatch.ts";
export { withdrawOffer } from "./commands/withdrawOffer.ts";
