import { getTranslations } from "next-intl/server";
import { ActionForm, LinkButton, Notice, Page, Section, TextField } from "@/components/ui";
import { safeNext } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { enterCode } from "../actions";

type Props = { searchParams: Promise<{ next?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("signIn.code"))("title") };
}

export default async function CodePage({ searchParams }: Props) {
  const t = await getTranslations("signIn.code");
  const next = safeNext((await searchParams).next);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      back={{ href: `/sign-in?next=${encodeURIComponent(next)}`, label: t("back") }}
    >
      {config().demonstration && (
        <Notice tone="neutral" title={t("demo.title")}>
          <p>{t("demo.text")}</p>
          <div className="mt-2">
            <LinkButton href="/mailbox" tone="quiet">
              {t("demo.link")}
            </LinkButton>
          </div>
        </Notice>
      )}
      <Section title={t("form")}>
        <ActionForm action={enterCode} submit={t("button")} hidden={{ next }}>
          <TextField
            name="code"
            label={t("label")}
            hint={t("hint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            dir="ltr"
            required
          />
        </ActionForm>
      </Section>
    </Page>
  );
}
