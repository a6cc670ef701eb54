export { approveAccounts } from "./commands/approveAccounts.ts";
export { declineAccount } from "./commands/declineAccount.ts";
export { proposeAccounts } from "./commands/proposeAccounts.ts";
export { rejectAccounts } from "./commands/rejectAccounts.ts";
export { removeAccount } from "./commands/removeAccount.ts";
export { requestAccount } from "./commands/requestAccount.ts";
