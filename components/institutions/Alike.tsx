import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Card, DateTime, Notice, Stack, TextArea, Written } from "@/components/ui";
import type { institutionsToJoin, registrationsToJoin } from "@/lib/institutions/alike/queries";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

type Props = {
  found: Awaited<ReturnType<typeof institutionsToJoin>>;
  underWay: Awaited<ReturnType<typeof registrationsToJoin>>;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** What goes along with the question to join. */
  hidden: Record<string, string>;
};

/**
 * Institutions that are registered already, or whose registration is under way, what each has in common with what is being
 * registered, and the question to join. Of one that is under way nothing is told but since when.
 */
export async function Alike({ found, underWay, action, hidden }: Props) {
  const [t, institutions, locale] = [
    await getTranslations("members.alike"),
    await getTranslations("institutions"),
    await getLocale(),
  ];
  const ask = { action, hidden };
  const common = (why: Props["found"][number]["why"]) => (
    <span className="block text-sm">
      {why.map((likeness) => institutions(`likeness.${likeness}`)).join(institutions("listSeparator"))}
    </span>
  );
  return (
    <Stack>
      {underWay.map(({ id, since, why, asked }) => (
        <Card key={id} title={t("underWay")}>
          <Stack>
            <p className="text-muted">
              {since && t.rich("underWaySince", { at: () => <DateTime at={since} /> })}
              {common(why)}
            </p>
            <p>{t("underWayText")}</p>
            <Ask {...ask} institutionId={id} asked={asked} />
          </Stack>
        </Card>
      ))}
      {found.map(({ id, name, nameUr, kind, why, asked }) => (
        <Card key={id} title={<Written>{inLanguage(locale, name, nameUr)}</Written>}>
          <Stack>
            <p className="text-muted">
              {institutions(`kinds.${kind}`)}
              {common(why)}
            </p>
            <Ask {...ask} institutionId={id} asked={asked} />
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

async function Ask(props: Pick<Props, "action" | "hidden"> & { institutionId: string; asked: boolean }) {
  const { action, hidden, institutionId, asked } = props;
  const t = await getTranslations("members.alike");
  return asked ? (
    <Notice tone="progress" title={t("asked")}>
      <p>{t("askedText")}</p>
    </Notice>
  ) : (
    <ActionForm id={`ask-${institutionId}`} action={action} submit={t("ask")} hidden={{ ...hidden, institutionId }}>
      <TextArea name="note" label={t("note")} hint={t("noteHint")} rows={2} required maxLength={300} />
    </ActionForm>
  );
}
