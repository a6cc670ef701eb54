import { refuseSignature, settleSignature } from "../lib/batches/signing/settle.ts";
import { tellRefused } from "../lib/chain/refused.ts";
import * as licences from "../lib/licences/steps.ts";
import * as messenger from "../lib/messenger/steps.ts";
import { settleDigest } from "../lib/outcomes/dailyFiles.ts";
import type { ChainAnswers, ChainRefusal } from "../lib/platform/chain/answers.ts";
import type { ChainWriteKind, ChainWritePayloads, ChainWriteRequest } from "../lib/platform/chain/writes.ts";
import type { Tx } from "../lib/platform/db/client.ts";

/** What a certified answer, or a certified refusal, means for the room that asked. `at` is the certificate's time. */
type Settlement<K extends ChainWriteKind> = {
  certified(tx: Tx, payload: ChainWritePayloads[K], answer: ChainAnswers[K], at: Date): Promise<void>;
  refused(tx: Tx, payload: ChainWritePayloads[K], refusal: ChainRefusal, at: Date): Promise<void>;
};

const nothing = async () => {};

/** The messenger's account follows the licence; the room of licences knows nothing of it. */
async function settleLicence(tx: Tx, write: licences.StatusWrite): Promise<void> {
  const { licenceId, state } = await licences.settleStatus(tx, write);
  await messenger.followLicence(tx, licenceId, state);
}

const settlements: { [K in ChainWriteKind]: Settlement<K> } = {
  issueBatch: { certified: licences.settleIssue, refused: licences.refuseIssue },
  suspend: {
    certified: (tx, payload) => settleLicence(tx, { kind: "suspend", payload }),
    refused: licences.refuseStatus,
  },
  reinstate: {
    certified: (tx, payload) => settleLicence(tx, { kind: "reinstate", payload }),
    refused: licences.refuseStatus,
  },
  revoke: {
    certified: (tx, payload) => settleLicence(tx, { kind: "revoke", payload }),
    refused: licences.refuseStatus,
  },
  bindHolder: { certified: licences.settleBinding, refused: licences.refuseBinding },
  unbindHolder: {
    certified: async (tx, payload, answer) =>
      messenger.followHolder(tx, await licences.settleRelease(tx, payload, answer)),
    refused: licences.refuseRelease,
  },
  rebindHolder: {
    certified: async (tx, payload, answer) =>
      messenger.followHolder(tx, await licences.settleRebinding(tx, payload, answer)),
    refused: licences.refuseRebinding,
  },
  renewBatch: { certified: licences.settleRenewal, refused: licences.refuseRenewal },
  approveBatch: {
    certified: async (tx, payload, answer, at) => {
      await settleSignature(tx, payload, answer);
      await licences.followSignature(tx, payload.batchId, at);
    },
    refused: refuseSignature,
  },
  // A batch that was taken out is over in the portal already; what governors decided is read back from the registry.
  dropBatch: { certified: nothing, refused: nothing },
  governanceCall: { certified: nothing, refused: nothing },
  // A noted head is found in the register by whoever checks the audit; nothing in the portal waits for it.
  noteAuditHead: { certified: nothing, refused: nothing },
  noteDigest: { certified: settleDigest, refused: nothing },
  openAccounts: { certified: messenger.settleAccounts, refused: messenger.refuseAccounts },
  suspendAccount: {
    certified: (tx, payload) => messenger.settleAccountStatus(tx, { kind: "suspendAccount", payload }),
    refused: messenger.refuseAccountStatus,
  },
  reinstateAccount: {
    certified: (tx, payload) => messenger.settleAccountStatus(tx, { kind: "reinstateAccount", payload }),
    refused: messenger.refuseAccountStatus,
  },
  removeAccount: {
    certified: (tx, payload) => messenger.settleAccountStatus(tx, { kind: "removeAccount", payload }),
    refused: messenger.refuseAccountStatus,
  },
  // The account has been its holder's in the portal since the move was asked for.
  moveAccount: { certified: nothing, refused: messenger.refuseMove },
};

/** Does in `tx` what a certified answer calls for. */
export function settle(
  tx: Tx,
  write: ChainWriteRequest,
  answer: ChainAnswers[ChainWriteKind],
  at: Date,
): Promise<void> {
  return (settlements[write.kind] as Settlement<ChainWriteKind>).certified(tx, write.payload, answer as never, at);
}

/** Does in `tx` what a certified refusal calls for. Call with the refusal recorded. */
export async function settleRefusal(tx: Tx, write: ChainWriteRequest, refusal: ChainRefusal, at: Date): Promise<void> {
  await (settlements[write.kind] as Settlement<ChainWriteKind>).refused(tx, write.payload, refusal, at);
  await tellRefused(tx, write.kind, refusal.code, at);
}
