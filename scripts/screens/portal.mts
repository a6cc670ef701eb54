import { activationAddress } from "../../e2e/setup/activation.ts";
import type { OwnPortal } from "../../e2e/support/amid.ts";
import { portSettings } from "../parts/arguments.mts";
import { progressOn } from "../parts/progress.mts";
import { stateFolder } from "../parts/state.mts";
import { mustRun } from "../parts/tool.mts";
import { existingPortOfPostgres } from "../postgres.mts";
import { startThrowawayStack } from "../testing/throwaway-stack.mts";
import { type Prepared, preparedIn } from "./prepared.mts";

/** A portal to take pictures of. `isFull`: every state of every page is there. `own`: nobody else uses it. */
export type Portal = { prepared: Prepared; isFull: boolean; own?: OwnPortal; stop(): Promise<void> };

/** The portal that runs on the state folder, or, where none runs (or `own`), a filled one for this run alone. */
export async function portalForPictures({ own, fill }: { own: boolean; fill: boolean }): Promise<Portal> {
  const progress = progressOn(process.stderr);
  const finding = (args: string[], env: NodeJS.ProcessEnv) =>
    progress.step(args.length > 0 ? "Filling the portal, finding every page" : "Finding every page", async () =>
      preparedIn(await mustRun(["scripts/screens/prepare.mts", ...args], { env })),
    );
  if (!own && (await isRunning())) {
    const prepared = await finding(fill ? ["--fill"] : [], process.env);
    return { prepared, isFull: fill, stop: async () => {} };
  }
  const stack = await startThrowawayStack({ progress, env: { ...process.env, ACTIVATION_URL: activationAddress } });
  try {
    const { STATE_DIR: stateFolder = "" } = stack.env;
    const prepared = await finding(["--fill"], { ...process.env, STATE_DIR: stateFolder, NEXTAUTH_URL: stack.origin });
    return { prepared, isFull: true, own: { stateFolder, ownerUrl: stack.ownerUrl }, stop: () => stack.stop() };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function isRunning(): Promise<boolean> {
  if (existingPortOfPostgres(stateFolder()) === undefined) return false;
  const origin = process.env.NEXTAUTH_URL || `http://127.0.0.1:${portSettings(process.env).PORT}`;
  return fetch(`${origin}/api/v1/network`).then(
    (response) => response.ok,
    () => false,
  );
}
