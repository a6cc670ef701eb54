import { expect } from "@playwright/test";
import { identityNameOf } from "../../lib/people/rules.ts";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { loadIdentity, portalKeyFile } from "../../lib/platform/chain/identity.ts";
import { registryUpdates } from "../../lib/platform/chain/idl.ts";
import { loadNetwork } from "../../lib/platform/config.ts";
import { portal } from "./portal.ts";
import { choosesIdentity } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";

/** Somebody who has the portal's key notes in the registry that the audit came to `sequence`. */
export async function notesForgedHead(sequence: bigint): Promise<void> {
  const { networkFile, stateFolder } = portal();
  const network = loadNetwork({ NETWORK_FILE: networkFile });
  const thief = openChain(network, loadIdentity(portalKeyFile({ STATE_DIR: stateFolder })));
  const head = { operation: `forged-${crypto.randomUUID()}`, sequence, hash: new Uint8Array(32).fill(7) };
  const { noteAuditHead } = registryUpdates;
  const { reply } = await thief.update(network.canisters.licence_registry, "noteAuditHead", noteAuditHead, [head]);
  expect(reply).toHaveProperty("ok");
}

/** A governor opens the page of the register's keys. */
export async function opensKeys(governor: Visitor): Promise<void> {
  await governor.goTo("/desk/governance");
  await governor.sees(governor.t("governance.title"));
}

/** A governor, known by name, presses what signs, and signs with their own identity; the page says that it is on its way. */
export async function signsAsGovernor(governor: Visitor, name: string, submit: string): Promise<void> {
  await choosesIdentity(governor, identityNameOf(name), () => governor.press(submit));
  await governor.reads(governor.t("governance.sent"));
  await governor.isInOrder();
}
