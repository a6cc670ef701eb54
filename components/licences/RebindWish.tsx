import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, DateTime, Section, Stack } from "@/components/ui";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = {
  actor: Person;
  institutionId: string;
  wish: { id: string; version: number; createdAt: Date };
  email: string;
  confirm: Action;
  decline: Action;
};

/** Somebody with the seat's letter asks to have it bound to another identity: is it the same person? */
export async function RebindWish({ actor, institutionId, wish, email, confirm, decline }: Props) {
  const t = await getTranslations("seats.move");
  const hidden = { institutionId, rebindId: wish.id, version: wish.version };
  return (
    <Section title={t("title")}>
      <Stack>
        <p className="max-w-xl">
          {t("text")}
          <span className="block text-sm text-muted">
            <DateTime at={wish.createdAt} style="datetime" />
          </span>
        </p>
        <p className="max-w-xl">{t("check", { email })}</p>
        <p className="max-w-xl">{t("account")}</p>
        <FreshlyConfirmed
          actor={actor}
          action="licences.confirmRebind"
          act={{ rebindId: wish.id, version: wish.version }}
          id="rebind"
        >
          <ActionForm id="confirm" action={confirm} submit={t("confirm")} confirm={t("confirmed")} hidden={hidden} />
        </FreshlyConfirmed>
        <ActionForm id="decline" action={decline} submit={t("decline")} tone="danger" hidden={hidden} />
      </Stack>
    </Section>
  );
}
