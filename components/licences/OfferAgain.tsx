import { getTranslations } from "next-intl/server";
import { ActionForm, Section, Stack } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  institutionId: string;
  seat: { name: string; email: string };
  offer: (state: FormState, data: FormData) => Promise<FormState>;
};

/** The way back once a seat was taken: the same person is offered one again. */
export async function OfferAgain({ institutionId, seat, offer }: Props) {
  const t = await getTranslations("seats.again");
  const { name, email } = seat;
  return (
    <Section title={t("title")}>
      <Stack>
        <p className="max-w-xl">{t("text")}</p>
        <ActionForm
          id="again"
          action={offer}
          submit={t("submit")}
          tone="quiet"
          hidden={{ institutionId, name, email }}
        />
      </Stack>
    </Section>
  );
}
