import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChangeList } from "@/components/people/ChangeList";
import { Leave } from "@/components/people/Leave";
import { officeText } from "@/components/people/leaveText";
import { RoleActs } from "@/components/people/RoleActs";
import { Identifier, Notice, Page, Section, SummaryList, Written } from "@/components/ui";
import { findPerson, openChanges, pastChanges } from "@/lib/people/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { roleDelaySeconds } from "@/lib/platform/config";
import { cancel, confirm, deputise, endLeave, markLeave, propose, suspend } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ notice?: string }> };

const notices = ["proposed", "confirmed", "final", "cancelled", "suspended", "leaveMarked", "leaveEnded"] as const;

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/people/${id}`);
  return { actor, person: (await findPerson(actor, id)) ?? notFound() };
}

export async function generateMetadata(props: Props) {
  return { title: (await load(props)).person.name };
}

async function PersonPage(props: Props) {
  const { actor, person } = await load(props);
  const [t, keys, locale, open, past, asked] = await Promise.all([
    getTranslations("people"),
    getTranslations("governance"),
    getLocale(),
    openChanges(actor, person.id),
    pastChanges(actor, person.id),
    props.searchParams,
  ]);
  const notice = notices.find((known) => known === asked.notice);
  const separator = locale === "ur" ? "، " : ", ";
  const ways = [
    ...(person.email ? [t("identities.email")] : []),
    ...(person.principal ? [t("identities.identity")] : []),
  ];
  const offices = person.offices.map((office) => officeText(t, office, locale)).join(separator);
  const lists = { actor, confirm, cancel };
  const mayMark = may(actor, "people.markAbsence", { userId: person.id });
  return (
    <Page title={<Written>{person.name}</Written>} back={{ href: "/desk/people", label: t("back") }}>
      {notice && <Notice tone="good" live title={t(`notices.${notice}`)} />}
      <SummaryList
        items={[
          { term: t("email"), detail: person.email ? <bdi className="break-all">{person.email}</bdi> : "–" },
          { term: t("identity"), detail: ways.join(separator) || "–" },
          ...(person.principal
            ? [{ term: keys("principal"), detail: <Identifier>{person.principal}</Identifier> }]
            : []),
          { term: t("rolesHeld"), detail: offices || t("noneHeld") },
        ]}
      />
      {open.length > 0 && (
        <Section title={t("changes.title")}>
          <ChangeList changes={open} {...lists} />
        </Section>
      )}
      {may(actor, "people.proposeChange") && (
        <Section title={t("changeRoles")}>
          {person.id === actor.userId ? (
            <Notice>{t("acts.self")}</Notice>
          ) : (
            <RoleActs person={person} delaySeconds={roleDelaySeconds()} actions={{ propose, suspend, deputise }} />
          )}
        </Section>
      )}
      {person.roles.length > 0 && (
        <Leave
          person={person}
          own={person.id === actor.userId}
          actions={mayMark ? { mark: markLeave, end: endLeave } : undefined}
        />
      )}
      {past.length > 0 && (
        <Section title={t("changes.past")}>
          <ChangeList changes={past} {...lists} />
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(PersonPage);
