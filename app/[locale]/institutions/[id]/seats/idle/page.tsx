import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { IdleFacts } from "@/components/licences/IdleFacts";
import { ActionForm, Button, Checkbox, EmptyState, LinkButton, Notice, Page, Section, Stack } from "@/components/ui";
import { idleDays, noticeDays, unclaimedDays } from "@/lib/licences/rules";
import { idleSeats } from "@/lib/licences/seats/idle";
import { may } from "@/lib/platform/auth/permissions";
import { formatDate } from "@/lib/platform/i18n/format";
import { localePath } from "@/lib/platform/i18n/routing";
import { chosenAtMost } from "@/lib/platform/listing";
import { institutionOf } from "../../institution";
import { remind } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("seats.idle"))("title") };
}

/** Seats and offers that nobody uses, by what comes next: their people are told, have time to answer, or the seat is taken back. */
async function IdlePage({ params, searchParams }: Props) {
  const { actor, institution } = await institutionOf(params, "/seats/idle");
  const { id } = institution;
  if (!may(actor, "licences.reclaimSeat", { institutionId: id })) notFound();
  const [t, locale, rows, asked] = await Promise.all([
    getTranslations("seats.idle"),
    getLocale(),
    idleSeats(actor, id),
    searchParams,
  ]);
  const of = (step: (typeof rows)[number]["step"]) => rows.filter((row) => row.step === step);
  const [toRemind, toReclaim, waiting] = [of("remind"), of("reclaim"), of("wait")];
  const now = toReclaim.slice(0, chosenAtMost);
  const reminded = Number(asked.reminded);
  const seats = `/institutions/${id}/seats`;
  const days = { idle: idleDays, unclaimed: unclaimedDays };

  return (
    <Page title={t("title")} lead={t("lead", days)} back={{ href: seats, label: t("back") }}>
      {Number.isInteger(reminded) && reminded > 0 && <Notice tone="good" live title={t("done", { count: reminded })} />}
      {rows.length === 0 && (
        <EmptyState title={t("none")} action={<LinkButton href={seats}>{t("back")}</LinkButton>}>
          {t("noneText")}
        </EmptyState>
      )}
      {toRemind.length > 0 && (
        <Section title={t("remind.title", { count: toRemind.length })}>
          <Stack>
            <p className="max-w-xl">{t("remind.text", { days: noticeDays })}</p>
            <ActionForm id="remind" action={remind} submit={t("remind.submit")} hidden={{ institutionId: id }}>
              {toRemind.map((seat) => (
                <Checkbox
                  key={seat.id}
                  name="seatIds[]"
                  value={seat.id}
                  defaultChecked
                  label={<IdleFacts seat={seat} />}
                />
              ))}
            </ActionForm>
          </Stack>
        </Section>
      )}
      {now.length > 0 && (
        <Section title={t("reclaim.title", { count: toReclaim.length })}>
          <Stack>
            <p className="max-w-xl">{t("reclaim.text")}</p>
            <form
              id="reclaim"
              method="get"
              action={localePath(`${seats}/idle/reclaim`, locale)}
              className="flex flex-col items-start gap-3"
            >
              {now.map((seat) => (
                <Checkbox key={seat.id} name="id" value={seat.id} defaultChecked label={<IdleFacts seat={seat} />} />
              ))}
              <Button>{t("reclaim.submit")}</Button>
            </form>
            {toReclaim.length > now.length && <p>{t("reclaim.more", { count: toReclaim.length - now.length })}</p>}
          </Stack>
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={t("wait.title", { count: waiting.length })}>
          <ul className="flex flex-col gap-3">
            {waiting.map((seat) => (
              <li key={seat.id}>
                <IdleFacts seat={seat} />
                {seat.from && (
                  <p className="text-sm font-semibold">{t("wait.from", { date: formatDate(seat.from, locale) })}</p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(IdlePage);
