import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Notice, Section, Stack } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import { formatDate } from "@/lib/platform/i18n/format";
import { institutionName } from "./names";
import type { HeldSeat } from "./SeatCard";

type Props = { seat: HeldSeat; confirm: (state: FormState, data: FormData) => Promise<FormState> };

/** The holder's own word that they use the seat, what it means, and what the institution sees besides. */
export async function InUse({ seat, confirm }: Props) {
  const [t, locale] = [await getTranslations("seats.use"), await getLocale()];
  const institution = institutionName(seat.licence.institution, locale);
  if (seat.activatedAt)
    return (
      <Notice tone="good" title={t("done")}>
        <p>{t("doneText", { date: formatDate(seat.activatedAt, locale), institution })}</p>
        <p>{t("seen", { institution })}</p>
      </Notice>
    );
  if (seat.licence.state !== "ACTIVE") return null;
  return (
    <Section title={t("title")}>
      <Stack gap="small">
        <p className="max-w-xl">{t("text", { institution })}</p>
        <p className="max-w-xl">{t("why")}</p>
        <ActionForm
          id={`use-${seat.id}`}
          action={confirm}
          submit={t("submit")}
          hidden={{ seatId: seat.id, version: seat.version }}
        />
        <p className="max-w-xl text-sm text-muted">{t("seen", { institution })}</p>
      </Stack>
    </Section>
  );
}
