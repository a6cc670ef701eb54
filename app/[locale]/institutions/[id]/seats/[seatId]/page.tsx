import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { LicenceEnd } from "@/components/licences/LicenceEnd";
import { LicenceHistory } from "@/components/licences/LicenceHistory";
import { OfferAgain } from "@/components/licences/OfferAgain";
import { RebindWish } from "@/components/licences/RebindWish";
import { ReleaseForm } from "@/components/licences/ReleaseForm";
import { seatTone } from "@/components/licences/seatTone";
import { DateTime, Identifier, Notice, Page, Section, StatusTag, SummaryList, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { historyFor } from "@/lib/licences/history";
import { findSeat } from "@/lib/licences/seats/view";
import { may } from "@/lib/platform/auth/permissions";
import { isId } from "@/lib/platform/ids";
import { institutionOf } from "../../institution";
import { offerOne } from "../actions";
import { confirm, decline, release } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string; seatId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const notices = ["released", "confirmed", "declined"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("seats.one"))("title") };
}

/** One seat: whose it is, how it came there, and what the institution may do about it. */
async function SeatPage({ params, searchParams }: Props) {
  const { seatId } = await params;
  const { actor, institution } = await institutionOf(params, `/seats/${seatId}`);
  const seat = isId(seatId) ? await findSeat(actor, seatId) : null;
  const { id } = institution;
  if (!seat || seat.licence.institutionId !== id) notFound();
  const [t, states] = [await getTranslations("seats.one"), await getTranslations("seats.seatStates")];
  const changes = await historyFor(actor, seat.licence);
  const { done } = await searchParams;
  const notice = notices.find((one) => one === done);
  const wish = seat.rebinds.find(({ state }) => state === "ASKED" || state === "CONFIRMED");
  const isHeld = seat.state === "CLAIMED" || seat.state === "BOUND";
  const isInForce = seat.licence.state === "ACTIVE" || seat.licence.state === "SUSPENDED";
  const isUnderway = seat.isReleaseUnderway || wish?.state === "CONFIRMED";
  const moments = [
    ["offered", seat.offeredAt],
    ["reminded", seat.remindedAt],
    ["expires", seat.state === "OFFERED" ? seat.expiresAt : null],
    ["claimed", seat.claimedAt],
    ["bound", seat.boundAt],
    ["warned", seat.warnedAt],
    ["released", seat.releasedAt],
  ] as const;

  return (
    <Page
      title={<Written>{seat.name}</Written>}
      lead={t("lead")}
      back={{ href: `/institutions/${id}/seats`, label: t("back") }}
    >
      {notice && !isUnderway && notice === "declined" && <Notice tone="good" live title={t("done.declined")} />}
      {isUnderway && (
        <Notice tone="progress" live title={seat.isReleaseUnderway ? t("releasing") : t("moving")}>
          {seat.isForTomorrow ? t("tomorrowText") : t("underwayText")}
          <KeepFresh seconds={seat.isForTomorrow ? 60 : 3} />
        </Notice>
      )}
      <Section title={t("facts")}>
        <SummaryList
          items={[
            { term: t("email"), detail: <bdi className="break-all">{seat.email}</bdi> },
            { term: t("licence"), detail: seat.licence.number ? <Identifier>{seat.licence.number}</Identifier> : "–" },
            { term: t("until"), detail: <LicenceEnd licence={seat.licence} /> },
            { term: t("state"), detail: <StatusTag tone={seatTone[seat.state]}>{states(seat.state)}</StatusTag> },
            ...moments.flatMap(([moment, at]) =>
              at ? [{ term: t(`moments.${moment}`), detail: <DateTime at={at} style="datetime" /> }] : [],
            ),
            ...(seat.state === "BOUND"
              ? [
                  {
                    term: t("moments.activated"),
                    detail: seat.activatedAt ? (
                      <>
                        <DateTime at={seat.activatedAt} /> <span className="text-muted">({t("saidByHolder")})</span>
                      </>
                    ) : (
                      t("notActive")
                    ),
                  },
                ]
              : []),
            ...(seat.seenAt
              ? [
                  {
                    term: t("moments.seen"),
                    detail: (
                      <>
                        <DateTime at={seat.seenAt} /> <span className="text-muted">({t("seenHere")})</span>
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {wish?.state === "ASKED" && may(actor, "licences.confirmRebind", { institutionId: id }) && (
        <RebindWish
          actor={actor}
          institutionId={id}
          wish={wish}
          email={seat.email}
          confirm={confirm}
          decline={decline}
        />
      )}
      {isHeld && isInForce && !isUnderway && may(actor, "licences.releaseSeat", { institutionId: id }) && (
        <ReleaseForm actor={actor} institutionId={id} seat={seat} release={release} />
      )}
      <LicenceHistory licence={seat.licence} changes={changes} />
      {seat.state === "RELEASED" && may(actor, "licences.offerSeat", { institutionId: id }) && (
        <OfferAgain institutionId={id} seat={seat} offer={offerOne} />
      )}
    </Page>
  );
}

export default orNotFound(SeatPage);
