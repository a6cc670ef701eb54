import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Card, Notice, Stack, TextArea, Written } from "@/components/ui";
import type { institutionsToJoin } from "@/lib/institutions/alike/queries";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

type Props = {
  found: Awaited<ReturnType<typeof institutionsToJoin>>;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** What goes along with the question to join. */
  hidden: Record<string, string>;
};

/** Institutions that are registered already, what each has in common with what is being registered, and the question to join. */
export async function Alike({ found, action, hidden }: Props) {
  const [t, institutions, locale] = [
    await getTranslations("members.alike"),
    await getTranslations("institutions"),
    await getLocale(),
  ];
  return (
    <Stack>
      {found.map(({ id, name, nameUr, kind, why, asked }) => (
        <Card key={id} title={<Written>{inLanguage(locale, name, nameUr)}</Written>}>
          <Stack>
            <p className="text-muted">
              {institutions(`kinds.${kind}`)}
              <span className="block text-sm">
                {why.map((likeness) => institutions(`likeness.${likeness}`)).join(institutions("listSeparator"))}
              </span>
            </p>
            {asked ? (
              <Notice tone="progress" title={t("asked")}>
                <p>{t("askedText")}</p>
              </Notice>
            ) : (
              <ActionForm id={`ask-${id}`} action={action} submit={t("ask")} hidden={{ ...hidden, institutionId: id }}>
                <TextArea name="note" label={t("note")} hint={t("noteHint")} rows={2} required maxLength={300} />
              </ActionForm>
            )}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
