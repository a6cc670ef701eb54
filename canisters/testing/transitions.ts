// What may happen to a licence, written from docs/verification.md and not from the canister: what it is compared with.

export const acts = ["suspend", "reinstate", "revoke", "bind", "unbind", "rebind", "renew"] as const;
export type Act = (typeof acts)[number];
export const statuses = ["active", "suspended", "revoked"] as const;
export type Status = (typeof statuses)[number];

/** What a licence is when an act meets it. */
export type Standing = { status: Status; expired: boolean; bound: boolean };

/** Every way in which a licence can stand. */
export const standings: Standing[] = statuses.flatMap((status) =>
  [false, true].flatMap((expired) => [false, true].map((bound) => ({ status, expired, bound }))),
);

type Line = {
  from: readonly Status[];
  holder: "some" | "none" | "whatever";
  whenExpired: boolean;
  to: Status | "as it was";
  /** How many approvers it takes. */
  approvals: "none" | "allowance" | "one" | "policy";
};

/** The table of the page, line by line. */
export const table: Record<Act, Line> = {
  suspend: { from: ["active"], holder: "whatever", whenExpired: true, to: "suspended", approvals: "one" },
  reinstate: { from: ["suspended"], holder: "whatever", whenExpired: true, to: "active", approvals: "policy" },
  revoke: { from: ["active", "suspended"], holder: "whatever", whenExpired: true, to: "revoked", approvals: "policy" },
  bind: { from: ["active"], holder: "none", whenExpired: false, to: "as it was", approvals: "none" },
  unbind: { from: ["active", "suspended"], holder: "some", whenExpired: true, to: "as it was", approvals: "allowance" },
  rebind: { from: ["active"], holder: "some", whenExpired: false, to: "as it was", approvals: "allowance" },
  renew: { from: ["active"], holder: "whatever", whenExpired: false, to: "as it was", approvals: "policy" },
};

const approvers = { none: "none", allowance: "one beyond the allowance", one: "one", policy: "the policy's" };

/** The line as the page prints it. */
export function printed(act: Act): string {
  const { from, holder, whenExpired, to, approvals } = table[act];
  const yes = (is: boolean) => (is ? "yes" : "no");
  return `| ${act} | ${from.join(", ")} | ${holder} | ${yes(whenExpired)} | ${to} | ${approvers[approvals]} |`;
}

/** The status after the act, or why it is refused. */
export function outcome(act: Act, { status, expired, bound }: Standing): Status | "illegal" | "expired" {
  const { from, holder, whenExpired, to } = table[act];
  if (!from.includes(status) || (holder === "none" && bound) || (holder === "some" && !bound)) return "illegal";
  if (expired && !whenExpired) return "expired";
  return to === "as it was" ? status : to;
}
