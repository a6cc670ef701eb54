import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Reassign } from "@/components/reviews/Reassign";
import {
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  Page,
  Section,
  Stack,
  StatusTag,
  SummaryList,
  Written,
} from "@/components/ui";
import { type UnsignedBatch, unsignedBatches } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import type { LateReview } from "@/lib/reviews/late";
import { lateReviews } from "@/lib/reviews/queries";
import { reassign } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("reviews.late"))("title") };
}

async function LatePage() {
  const actor = await requirePerson("/desk/late");
  if (!may(actor, "reviews.reassign")) notFound();
  const [t, late] = [await getTranslations("reviews.late"), await lateReviews(actor)];
  const unsigned = await unsignedBatches(actor);
  return (
    <Page title={t("title")} lead={t("lead")}>
      {unsigned.length > 0 && <Unsigned batches={unsigned} />}
      {late.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <ul className="flex flex-col gap-5">
          {late.map((review) => (
            <li key={review.id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
              <Late review={review} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

/** Batches that cannot be released before somebody signs them, and who that is. */
async function Unsigned({ batches }: { batches: UnsignedBatch[] }) {
  const t = await getTranslations("batches.signatures");
  return (
    <Section title={t("late")}>
      <DataTable
        caption={t("lateCaption")}
        columns={[
          { key: "batch", label: t("batch") },
          { key: "since", label: t("since") },
          { key: "signed", label: t("signed") },
          { key: "owners", label: t("owners") },
        ]}
        rows={batches.map(({ id, code, since, certified, needed, owners }) => ({
          key: id,
          href: `/desk/batches/${id}`,
          cells: {
            batch: <Identifier>{code}</Identifier>,
            since: <DateTime at={since} style="datetime" />,
            signed: t("of", { certified, needed }),
            owners: owners.length > 0 ? <Written>{owners.join(" · ")}</Written> : t("underway"),
          },
        }))}
        empty=""
      />
    </Section>
  );
}

async function Late({ review }: { review: LateReview }) {
  const [t, locale] = [await getTranslations("reviews.late"), await getLocale()];
  const { application, reviewer, dueAt, isOverdue, awayUntil } = review;
  return (
    <Stack>
      <h2 className="text-lg">
        <Link href={`/desk/applications/${application.id}`}>
          <Written>{inLanguage(locale, application.institution.name, application.institution.nameUr)}</Written>
        </Link>
      </h2>
      <div className="flex flex-wrap gap-2">
        {isOverdue && <StatusTag tone="bad">{t("overdue")}</StatusTag>}
        {awayUntil && <StatusTag tone="warning">{t("away")}</StatusTag>}
      </div>
      <SummaryList
        items={[
          { term: t("receipt"), detail: <Identifier>{application.receipt}</Identifier> },
          { term: t("reviewer"), detail: <Written>{reviewer}</Written> },
          { term: t("due"), detail: <DateTime at={dueAt} /> },
          ...(awayUntil ? [{ term: t("awayUntil"), detail: <DateTime at={awayUntil} /> }] : []),
        ]}
      />
      <Reassign review={review} action={reassign} />
    </Stack>
  );
}

export default orNotFound(LatePage);
