import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Section, Stack } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = {
  institutionId: string;
  wish: { id: string; version: number; createdAt: Date };
  email: string;
  confirm: Action;
  decline: Action;
};

/** Somebody with the seat's letter asks to have it bound to another identity: is it the same person? */
export async function RebindWish({ institutionId, wish, email, confirm, decline }: Props) {
  const t = await getTranslations("seats.move");
  const hidden = { institutionId, rebindId: wish.id, version: wish.version };
  return (
    <Section title={t("title")}>
      <Stack>
        <p className="max-w-xl">
          {t("text")} (<DateTime at={wish.createdAt} style="datetime" />)
        </p>
        <p className="max-w-xl">{t("check", { email })}</p>
        <ActionForm id="confirm" action={confirm} submit={t("confirm")} confirm={t("confirmed")} hidden={hidden} />
        <ActionForm id="decline" action={decline} submit={t("decline")} tone="danger" hidden={hidden} />
      </Stack>
    </Section>
  );
}
