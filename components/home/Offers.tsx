import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Section, Stack, Written } from "@/components/ui";
import type { Offer } from "@/lib/people/queries";
import type { FormState } from "@/lib/platform/forms";
import { formatDate } from "@/lib/platform/i18n/format";

type Props = {
  offers: readonly Offer[];
  decline: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Roles that the reader would get, each with a way to say no. */
export async function Offers({ offers, decline }: Props) {
  const [t, roles, locale] = [
    await getTranslations("people.offer"),
    await getTranslations("people.roles"),
    await getLocale(),
  ];
  return (
    <Section title={t("title")}>
      <ul className="flex flex-col gap-5">
        {offers.map(({ id, version, role, kind, deputyFor, startsAt, endsAt, effectiveAt }) => (
          <li key={id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
            <Stack>
              <p className="font-semibold">
                {kind === "DEPUTY" && startsAt && endsAt
                  ? t.rich("deputy", {
                      role: roles(role),
                      principal: () => <Written>{deputyFor?.name}</Written>,
                      from: formatDate(startsAt, locale),
                      until: formatDate(new Date(endsAt.getTime() - 1), locale),
                    })
                  : t("grant", { role: roles(role) })}
              </p>
              <p>
                {effectiveAt
                  ? t.rich("confirmed", { at: () => <DateTime at={effectiveAt} style="datetime" /> })
                  : t("proposed")}
              </p>
              <p className="max-w-prose">{t("text")}</p>
              <ActionForm
                id={`decline-${id}`}
                action={decline}
                submit={t("decline")}
                hidden={{ changeId: id, version }}
                confirm={t("tick")}
                tone="danger"
              />
            </Stack>
          </li>
        ))}
      </ul>
    </Section>
  );
}
