import { getTranslations } from "next-intl/server";
import { Offers } from "@/components/home/Offers";
import { Applications, Institutions, Seats } from "@/components/home/Standing";
import { Todos } from "@/components/home/Todos";
import { todo } from "@/components/home/todo";
import { Passkeys } from "@/components/people/Passkeys";
import { Notice, Page, Written } from "@/components/ui";
import { myApplications, unreadMessages } from "@/lib/applications/queries";
import { placesOfferedTo } from "@/lib/batches/queries";
import { myInstitutions } from "@/lib/institutions/queries";
import { mySeats } from "@/lib/licences/queries";
import { reportsAsked } from "@/lib/outcomes/queries";
import { offersTo } from "@/lib/people/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { decline } from "./actions";

type Props = { searchParams: Promise<{ notice?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("home"))("title") };
}

export default async function HomePage({ searchParams }: Props) {
  const actor = await requirePerson("/home");
  const t = await getTranslations("home");
  const [institutions, applications, seats, offers, unread, offered, reports] = await Promise.all([
    myInstitutions(actor),
    myApplications(actor),
    mySeats(actor),
    offersTo(actor),
    unreadMessages(actor),
    placesOfferedTo(actor),
    reportsAsked(actor),
  ]);
  const [offer, confirmed] = [await getTranslations("people.offer"), await getTranslations("people.notices")];
  const { notice } = await searchParams;
  const official = may(actor, "desk.open");
  return (
    <Page title={t("title")} lead={t.rich("hello", { name: () => <Written>{actor.name}</Written> })} width="wide">
      {notice === "declined" && <Notice tone="good" live title={offer("declined")} />}
      {(notice === "passkeyAdded" || notice === "passkeyRemoved") && (
        <Notice tone="good" live title={confirmed(notice)} />
      )}
      {offers.length > 0 && <Offers offers={offers} decline={decline} />}
      <Todos todos={todo({ official, institutions, applications, seats, unread, offered, reports })} />
      {seats.length > 0 && <Seats rows={seats} />}
      {institutions.length > 0 && <Institutions rows={institutions} />}
      {applications.length > 0 && <Applications rows={applications} unread={unread} />}
      {!official && actor.memberships.some(({ role }) => role !== "VIEWER") && <Passkeys actor={actor} />}
    </Page>
  );
}
