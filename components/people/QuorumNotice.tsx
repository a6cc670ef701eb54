import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui";
import { quorumsMissed } from "@/lib/people/queries";
import type { Actor } from "@/lib/platform/auth/actor";

/** Says in which roles fewer can act than their decisions need; nothing where all is well, or to whoever may not know. */
export async function QuorumNotice({ actor }: { actor: Actor }) {
  const missed = await quorumsMissed(actor);
  if (missed.length === 0) return null;
  const t = await getTranslations("people");
  return (
    <Notice tone="bad" title={t("quorum.title")}>
      <ul>
        {missed.map(({ role, present, needed }) => (
          <li key={role}>{t("quorum.line", { role: t(`roles.${role}`), present, needed })}</li>
        ))}
      </ul>
      <p>{t("quorum.next")}</p>
    </Notice>
  );
}
