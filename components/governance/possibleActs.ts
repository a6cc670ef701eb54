import type { RegistryPeople } from "@/lib/chain/queries";
import { type Act, chainSectors } from "@/lib/platform/chain/governance";
import type { Governance } from "@/lib/platform/chain/governing";
import { isPrincipal } from "@/lib/platform/chain/principal";

/** The fields of the page's address. */
type Asked = Record<string, string | string[] | undefined>;

/** Whoever holds an office here and an identity, and no role there, may be granted one; whoever has one may lose it, the portal's own key too. */
export function possibleActs(
  { roles }: Pick<Governance, "roles">,
  { officials, caps }: Pick<RegistryPeople, "officials" | "caps">,
): Act[] {
  const held = new Set(roles.map(({ principal }) => principal));
  return [
    ...officials
      .filter(({ principal }) => !held.has(principal))
      .map(({ principal, role }): Act => ({ kind: "grant", principal, role })),
    ...roles.map(({ principal, role }): Act => ({ kind: "withdraw", principal, role })),
    ...(caps ? [{ kind: "caps", caps } as const] : []),
  ];
}

/** The act that the page's address asks for by its own fields; undefined where it asks for none, or for none that makes sense. */
export function askedAct(asked: Asked, governance: Pick<Governance, "roles">): Act | undefined {
  return policyOf(asked) ?? returnOf(asked) ?? keyOf(asked, governance) ?? archiveOf(asked);
}

/** A key of the portal's that is to write to the registry: nobody holds two roles there. */
function keyOf(asked: Asked, { roles }: Pick<Governance, "roles">): Act | undefined {
  const principal = typeof asked.key === "string" ? asked.key.trim() : "";
  const isFree = isPrincipal(principal) && roles.every((held) => held.principal !== principal);
  return isFree ? { kind: "grant", principal, role: "issuer" } : undefined;
}

/** A whole number of the address, where there is one within the limits. */
function whole(asked: Asked, name: string, least: number, most: number): number | undefined {
  const value = Number(asked[name]);
  const isFine = typeof asked[name] === "string" && Number.isInteger(value) && value >= least && value <= most;
  return isFine ? value : undefined;
}

function returnOf(asked: Asked): Act | undefined {
  const sector = chainSectors.find((known) => known === asked.sector);
  const places = whole(asked, "places", 1, 1_000_000);
  return sector && places !== undefined ? { kind: "returnPlaces", sector, places } : undefined;
}

function archiveOf(asked: Asked): Act | undefined {
  const keep = whole(asked, "keep", 1, 500_000);
  const canister = typeof asked.archive === "string" ? asked.archive.trim() : "";
  return keep !== undefined && isPrincipal(canister) ? { kind: "archive", canister, keep } : undefined;
}

function policyOf(asked: Asked): Act | undefined {
  const [approvals, governors] = (["approvals", "governors"] as const).map((name) => whole(asked, name, 2, 16));
  const hours = whole(asked, "hours", 0, 720);
  if (approvals === undefined || governors === undefined || hours === undefined) return undefined;
  const delay = (BigInt(hours) * 3_600_000_000_000n).toString();
  return { kind: "policy", policy: { approvals, governors, delay } };
}
