import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { deskPlaces } from "@/components/desk/places";
import { waiting } from "@/components/desk/waiting";
import { QuorumNotice } from "@/components/people/QuorumNotice";
import { Page, StatusTag } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";

export async function generateMetadata() {
  return { title: (await getTranslations("desk"))("title") };
}

async function DeskPage() {
  const actor = await requirePerson("/desk");
  if (!may(actor, "desk.open")) notFound();
  const t = await getTranslations("desk");
  const places = await Promise.all(deskPlaces(actor).map(async (key) => ({ key, count: await waiting(actor, key) })));
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <QuorumNotice actor={actor} />
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {places.map(({ key, count }) => (
          <li key={key} className="relative rounded-md border border-line bg-surface p-5 hover:border-edge">
            <h2 className="text-lg">
              <Link href={`/desk/${key}`} className="after:absolute after:inset-0">
                {t(`places.${key}.title`)}
              </Link>
            </h2>
            <p className="mt-1 text-sm text-muted">{t(`places.${key}.text`)}</p>
            {count !== undefined && (
              <p className="mt-3">
                <StatusTag tone={count > 0 ? "warning" : "neutral"}>{t("waiting", { count })}</StatusTag>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

export default orNotFound(DeskPage);
