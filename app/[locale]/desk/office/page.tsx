import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChangeList } from "@/components/people/ChangeList";
import { DeputyForm } from "@/components/people/DeputyForm";
import { Leave } from "@/components/people/Leave";
import { officeText } from "@/components/people/leaveText";
import { Passkeys } from "@/components/people/Passkeys";
import { Notice, Page, Section } from "@/components/ui";
import { openChanges, ownOffice } from "@/lib/people/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { cancel, deputise, endLeave, markLeave } from "./actions";

type Props = { searchParams: Promise<{ notice?: string }> };

const notices = ["proposed", "cancelled", "leaveMarked", "leaveEnded", "passkeyAdded", "passkeyRemoved"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("people"))("office.title") };
}

async function OfficePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/office");
  const office = (await ownOffice(actor)) ?? notFound();
  const [t, locale, changes, asked] = [
    await getTranslations("people"),
    await getLocale(),
    (await openChanges(actor)).filter(({ userId, deputyForId, proposedById }) =>
      [userId, deputyForId, proposedById].includes(actor.userId),
    ),
    (await searchParams).notice,
  ];
  const notice = notices.find((known) => known === asked);
  const own = office.offices.filter(({ endsAt }) => endsAt === null).map(({ role }) => role);
  return (
    <Page title={t("office.title")} lead={t("office.lead")}>
      {notice && <Notice tone="good" live title={t(`notices.${notice}`)} />}
      <Section title={t("office.roles")}>
        <ul>
          {office.offices.map((one) => (
            <li key={one.role}>{officeText(t, one, locale)}</li>
          ))}
        </ul>
      </Section>
      <Passkeys actor={actor} />
      {changes.length > 0 && (
        <Section title={t("office.changes")}>
          <ChangeList changes={changes} actor={actor} cancel={cancel} />
        </Section>
      )}
      <Leave person={office} own actions={{ mark: markLeave, end: endLeave }} />
      {own.length > 0 && (
        <Section title={t("acts.deputy")}>
          <DeputyForm userId={office.id} roles={own} action={deputise} />
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(OfficePage);
