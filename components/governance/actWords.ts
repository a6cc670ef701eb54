import { getTranslations } from "next-intl/server";
import type { Act } from "@/lib/platform/chain/governance";

/** The registry's sectors, as the portal has them. */
export const sectorNames = {
  government: "GOVERNMENT",
  education: "EDUCATION",
  startups: "STARTUPS",
  private: "PRIVATE",
} as const;

/** What an act does, in a sentence; people by name where they are known here. */
export async function actWords(act: Act, names: ReadonlyMap<string, string>): Promise<string> {
  const t = await getTranslations("governance");
  const who = (principal: string) => names.get(principal) ?? principal;
  switch (act.kind) {
    case "grant":
    case "withdraw":
      return t(`acts.${act.kind}`, { name: who(act.principal), role: t(`roleNames.${act.role}`) });
    case "caps":
      return t("acts.caps", act.caps);
    case "returnPlaces": {
      const sectors = await getTranslations("common.sectors");
      return t("acts.returnPlaces", { sector: sectors(sectorNames[act.sector]), places: act.places });
    }
    case "archive":
      return t("acts.archive", { archive: act.canister, keep: act.keep });
    case "policy": {
      const { approvals, governors, delay } = act.policy;
      return t("acts.policy", { approvals, governors, hours: Number(BigInt(delay) / 3_600_000_000_000n) });
    }
  }
}
