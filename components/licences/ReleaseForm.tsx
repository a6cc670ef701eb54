import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, Section, Select, Stack } from "@/components/ui";
import { releaseReasons } from "@/lib/licences/rules";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  actor: Person;
  institutionId: string;
  seat: { id: string; version: number };
  release: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Taking a seat back from its holder: what it means, why, and a box to tick, since the holder cannot work afterwards. */
export async function ReleaseForm({ actor, institutionId, seat, release }: Props) {
  const t = await getTranslations("seats");
  return (
    <Section title={t("release.title")}>
      <Stack>
        <p className="max-w-xl">{t("release.text")}</p>
        <FreshlyConfirmed
          actor={actor}
          action="licences.releaseSeat"
          act={{ seatId: seat.id, version: seat.version }}
          id="release"
        >
          <ActionForm
            id="release"
            action={release}
            submit={t("release.submit")}
            confirm={t("release.confirm")}
            tone="danger"
            hidden={{ institutionId, seatId: seat.id, version: seat.version }}
          >
            <Select
              name="reason"
              label={t("release.reason")}
              hint={t("release.reasonHint")}
              required
              options={releaseReasons.map((reason) => ({ value: reason, label: t(`releaseReasons.${reason}`) }))}
            />
          </ActionForm>
        </FreshlyConfirmed>
      </Stack>
    </Section>
  );
}
