import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { openSections } from "@/components/institutions/tasks";
import { ActionForm, Checkbox, DateTime, Identifier, LinkButton, Notice, Page, TextArea } from "@/components/ui";
import { registrationsBeside } from "@/lib/institutions/alike/queries";
import { institutionMembers } from "@/lib/institutions/queries";
import { currentTerms, termsArticles } from "@/lib/institutions/terms";
import { may } from "@/lib/platform/auth/permissions";
import { Link } from "@/lib/platform/i18n/navigation";
import { submit } from "../../actions";
import { editableInstitution } from "../institution";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.tasks"))("terms") };
}

async function TermsPage({ params }: Props) {
  const { actor, institution, locale } = await editableInstitution(params, "/terms");
  const t = await getTranslations("institutions");
  const { id, version, name } = institution;
  const open = openSections(institution);
  const isOwner = may(actor, "institutions.submit", { institutionId: id });
  const owner = (await institutionMembers(actor, id)).find((member) => member.role === "OWNER");
  const terms = currentTerms();
  const isToHandIn = isOwner && open.length === 0;
  const [beside] = isToHandIn ? await registrationsBeside(actor, id) : [];
  return (
    <Page
      title={t("tasks.terms")}
      lead={t("terms.lead")}
      back={{ href: `/institutions/${id}`, label: t("tasks.title") }}
    >
      {open.length > 0 && (
        <Notice tone="warning" title={t("terms.incomplete")}>
          <p>{t("terms.incompleteText")}</p>
          <ul className="list-disc ps-6">
            {open.map((section) => (
              <li key={section}>
                <Link href={`/institutions/${id}/${section}`}>{t(`tasks.${section}`)}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {beside && <Beside institutionId={id} since={beside.since} asked={beside.asked} />}
      <section aria-label={t("terms.region")} className="rounded-md border border-line bg-surface p-5 sm:p-6">
        <p className="mb-4 text-sm text-muted">
          {t.rich("terms.version", { v: () => <Identifier>{terms.version}</Identifier> })} ·{" "}
          <DateTime at={terms.publishedAt} />
        </p>
        <ol className="flex flex-col gap-5">
          {termsArticles(locale).map((article, index) => (
            <li key={article.title}>
              <h2 className="text-base">
                {index + 1}. {article.title}
              </h2>
              <p>{article.text}</p>
            </li>
          ))}
        </ol>
      </section>
      {!isOwner && <Notice>{t("terms.notOwner", { owner: owner?.name ?? t("memberRoles.OWNER") })}</Notice>}
      {isToHandIn && (
        <ActionForm
          action={submit}
          submit={t("terms.submit")}
          hidden={{ institutionId: id, version, termsVersion: terms.version }}
        >
          {beside && (
            <TextArea
              name="besideReason"
              label={t("terms.besideReason")}
              hint={t("terms.besideReasonHint")}
              rows={3}
              required
              maxLength={500}
            />
          )}
          <Checkbox name="accepted" value="yes" label={t("terms.accept", { institution: name })} />
        </ActionForm>
      )}
    </Page>
  );
}

async function Beside(props: { institutionId: string; since: Date | null; asked: boolean }) {
  const { institutionId, since, asked } = props;
  const t = await getTranslations("members.alike");
  return (
    <Notice tone="warning" title={t("underWay")}>
      <p>
        {since && t.rich("underWaySince", { at: () => <DateTime at={since} /> })} {t("underWayText")}
      </p>
      <p>
        {asked ? (
          t("asked")
        ) : (
          <LinkButton href={`/institutions/${institutionId}/alike`} tone="quiet">
            {t("ask")}
          </LinkButton>
        )}
      </p>
    </Notice>
  );
}

export default orNotFound(TermsPage);
