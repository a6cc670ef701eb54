import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, LinkButton, Notice, Section, Stack } from "@/components/ui";
import type { Actor } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { Criterion } from "@/lib/programmes/schema";
import type { Difference } from "@/lib/reviews/differences";
import { findDifferences, findDiscussionOf } from "@/lib/reviews/queries";
import { percent } from "@/lib/reviews/rules";
import { discuss, skipThird, third } from "./discussionActions";

type Props = {
  actor: Actor;
  application: { id: string; version: number; state: string };
  /** The reader stands too close to the applicant: nothing is for them to do. */
  readOnly: boolean;
};

/** Where the reviewers of a case differ too much, and what an administrator can do about it. */
export async function Differences({ actor, application, readOnly }: Props) {
  const [found, discussion] = await Promise.all([
    findDifferences(actor, application.id),
    findDiscussionOf(actor, application.id),
  ]);
  if (!found && !discussion) return null;
  const t = await getTranslations("reviews.differences");
  const hidden = { applicationId: application.id, version: application.version };
  const isOpen = !readOnly && (application.state === "REVIEWED" || application.state === "IN_REVIEW");
  return (
    <Section title={t("title")}>
      <Stack>
        {found && (
          <Notice tone="warning" title={t("flagged")}>
            <DifferenceList criteria={found.criteria} differences={found.differences} />
          </Notice>
        )}
        {!readOnly && found?.third === "offered" && may(actor, "reviews.widen") && (
          <ActionForm id="third" action={third} submit={t("third")} hidden={hidden} tone="quiet">
            <p>{t("thirdText")}</p>
          </ActionForm>
        )}
        {!readOnly && found?.third === "idle" && may(actor, "reviews.widen") && (
          <ActionForm id="skip-third" action={skipThird} submit={t("skip")} hidden={hidden} tone="quiet">
            <p>{t("skipText")}</p>
          </ActionForm>
        )}
        {discussion && (
          <div>
            <LinkButton href={`/desk/reviews/discussion/${discussion.id}`} tone="quiet">
              {t(discussion.state === "OPEN" ? "toDiscussion" : "toClosed")}
            </LinkButton>
          </div>
        )}
        {found && isOpen && discussion?.state !== "OPEN" && may(actor, "reviews.moderate") && (
          <ActionForm id="discuss" action={discuss} submit={t("open")} hidden={hidden} tone="quiet">
            <p>{t("openText")}</p>
          </ActionForm>
        )}
      </Stack>
    </Section>
  );
}

/** Each difference in a line. */
export async function DifferenceList({
  criteria,
  differences,
}: {
  criteria: readonly Criterion[];
  differences: readonly Difference[];
}) {
  const [t, locale] = [await getTranslations("reviews.differences"), await getLocale()];
  return (
    <ul className="list-disc ps-5">
      {differences.map((one) => {
        if (one.kind === "total") return <li key="total">{t("total", { by: percent(one.by) })}</li>;
        const criterion = criteria.find(({ code }) => code === one.code);
        return (
          <li key={one.code}>
            {t("criterion", {
              name: criterion ? inLanguage(locale, criterion.en, criterion.ur) : one.code,
              by: one.by,
              max: criterion?.max ?? 0,
            })}
          </li>
        );
      })}
    </ul>
  );
}
