import { z } from "zod";
import { ChainCaps } from "./caps.ts";
import { disowningReasons, isDecisionNumber } from "./disowning.ts";

const Id = z.string().min(1).max(128);
const Natural = z.string().regex(/^(0|[1-9][0-9]{0,19})$/);
const principal = z.string().min(1).max(64);
const role = z.enum(["issuer", "approver", "governor"]);

/** The sectors by their names in the registry. */
export const chainSectors = ["government", "education", "startups", "private"] as const;

/** What somebody may be in the registry. */
export type RegistryRole = z.infer<typeof role>;

/** What a motion does. Principals are textual; the delay is in ns, decimal. */
export const Act = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("grant"), principal, role }),
  z.strictObject({ kind: z.literal("withdraw"), principal, role }),
  z.strictObject({ kind: z.literal("caps"), caps: ChainCaps }),
  z.strictObject({
    kind: z.literal("policy"),
    policy: z.strictObject({ approvals: z.int().min(0), governors: z.int().min(0), delay: Natural }),
  }),
  z.strictObject({
    kind: z.literal("returnPlaces"),
    sector: z.enum(chainSectors),
    places: z.int().min(0).max(4_294_967_295),
  }),
  /** Older blocks of the log go to this canister from now on, and so many of the newest stay. */
  z.strictObject({ kind: z.literal("archive"), canister: principal, keep: z.int().min(0).max(4_294_967_295) }),
]);
export type Act = z.infer<typeof Act>;

/** A call that a governor signs. Motions by their numbers, and blocks by their indices, decimal. */
export const GovernanceCall = z.discriminatedUnion("method", [
  z.strictObject({
    method: z.literal("move"),
    argument: z.strictObject({ operation: Id, act: Act, decision: Id }),
  }),
  z.strictObject({ method: z.literal("agree"), argument: z.strictObject({ motion: Natural }) }),
  z.strictObject({
    method: z.literal("cancel"),
    argument: z.strictObject({ motion: Natural, reason: z.string().min(1).max(200), decision: Id }),
  }),
  z.strictObject({ method: z.literal("enact"), argument: z.strictObject({ motion: Natural }) }),
  /** Of the head of the audit with this sequence number, in this block, that it is none of the portal's. */
  z.strictObject({
    method: z.literal("disownHead"),
    argument: z.strictObject({
      block: Natural,
      sequence: Natural,
      reason: z.enum(disowningReasons),
      decision: z.string().refine(isDecisionNumber),
    }),
  }),
]);
export type GovernanceCall = z.infer<typeof GovernanceCall>;
