import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ActionForm, Checkbox, DateTime, EmptyState, LinkButton, Page, Section, Written } from "@/components/ui";
import { reminderHours } from "@/lib/licences/rules";
import { offersToRemind } from "@/lib/licences/seats/view";
import { may } from "@/lib/platform/auth/permissions";
import { institutionOf } from "../../institution";
import { remind } from "./actions";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("seats.remind"))("title") };
}

/** Whoever has not taken their offer, and who of them may be reminded now: chosen and confirmed on one page. */
async function RemindPage({ params }: Props) {
  const { actor, institution } = await institutionOf(params, "/seats/remind");
  const { id } = institution;
  if (!may(actor, "licences.remindOffers", { institutionId: id })) notFound();
  const [t, offers] = [await getTranslations("seats.remind"), await offersToRemind(actor, id)];
  const open = offers.filter(({ effect }) => effect === "yes");
  const rest = offers.filter(({ effect }) => effect !== "yes");
  const seats = `/institutions/${id}/seats`;

  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: seats, label: t("back") }}>
      {open.length === 0 ? (
        <EmptyState title={t("nobody")} action={<LinkButton href={seats}>{t("back")}</LinkButton>}>
          {offers.length === 0 ? t("nobodyText") : t("nobodyNow", { hours: reminderHours })}
        </EmptyState>
      ) : (
        <Section title={t("choose", { count: open.length })}>
          <ActionForm id="remind" action={remind} submit={t("submit")} hidden={{ institutionId: id }}>
            <ul className="flex flex-col gap-3">
              {open.map((seat) => (
                <li key={seat.id}>
                  <Checkbox
                    name="seatIds[]"
                    value={seat.id}
                    defaultChecked
                    label={
                      <>
                        <Written>{seat.name}</Written>{" "}
                        <bdi className="inline-block break-all text-muted">{seat.email}</bdi>
                      </>
                    }
                    hint={t("offered", { count: seat.reminders })}
                  />
                </li>
              ))}
            </ul>
          </ActionForm>
        </Section>
      )}
      {rest.length > 0 && (
        <Section title={t("rest")}>
          <ul className="flex flex-col gap-2">
            {rest.map((seat) => (
              <li key={seat.id}>
                <Written>{seat.name}</Written>{" "}
                <span className="text-muted">
                  {t(`effects.${seat.effect === "tooMany" ? "tooMany" : "tooSoon"}`, { count: seat.reminders })}{" "}
                  {seat.remindedAt && <DateTime at={seat.remindedAt} />}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(RemindPage);
