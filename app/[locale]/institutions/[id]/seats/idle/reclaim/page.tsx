import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChosenForm } from "@/components/chosen/ChosenForm";
import { ChosenOutcome } from "@/components/chosen/ChosenOutcome";
import { NothingChosen } from "@/components/chosen/NothingChosen";
import { DataTable, Identifier, Page, Select, StatusTag, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { releaseReasons } from "@/lib/licences/rules";
import { previewReclaim } from "@/lib/licences/seats/idle";
import { cameThrough } from "@/lib/platform/audit";
import { may } from "@/lib/platform/auth/permissions";
import { parseChosen } from "@/lib/platform/listing";
import { institutionOf } from "../../../institution";
import { reclaim } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<{ id?: string | string[]; done?: string | string[] }>;
};

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations("seats.reclaim");
  return { title: t("title", { count: parseChosen((await searchParams).id).length }) };
}

/** Several idle seats: what taking them back would come to for each, then, at the same place, what it has. */
async function ReclaimPage({ params, searchParams }: Props) {
  const { actor, institution } = await institutionOf(params, "/seats/idle");
  const { id: institutionId } = institution;
  if (!may(actor, "licences.reclaimSeat", { institutionId })) notFound();
  const asked = await searchParams;
  const [t, seats, rows, taken] = await Promise.all([
    getTranslations("seats.reclaim"),
    getTranslations("seats"),
    previewReclaim(actor, institutionId, parseChosen(asked.id)),
    cameThrough(actor, "licences.reclaimSeat", parseChosen(asked.done)),
  ]);
  const back = { href: `/institutions/${institutionId}/seats/idle`, label: t("back") };
  if (rows.length === 0)
    return (
      <NothingChosen title={t("title", { count: 0 })} back={back} nothing={t("nothing")} text={t("nothingText")} />
    );
  const open = rows.filter(({ effect }) => effect === "reclaim");
  const isAsked = asked.done !== undefined;
  // The registry may refuse what came through here: then the seat is held again.
  const done = rows.filter(({ id, effect }) => taken.has(id) && (effect === "released" || effect === "underway"));
  const isUnderway = done.some(({ effect }) => effect === "underway");
  const words = ({ effect, state }: (typeof rows)[number]) =>
    effect === "reclaim" && isAsked
      ? t("failed")
      : t(`effects.${effect === "reclaim" && state === "OFFERED" ? "offer" : effect}`);

  return (
    <Page title={t("title", { count: rows.length })} lead={t("lead")} back={back} width="wide">
      {isAsked && (
        <ChosenOutcome count={done.length} title={t("doneTitle", { count: done.length })}>
          {isUnderway && <p>{t("doneText")}</p>}
          {done.length > 0 && <p>{t("backWay")}</p>}
          {isUnderway && <KeepFresh seconds={3} />}
        </ChosenOutcome>
      )}
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "person", label: t("person") },
          { key: "licence", label: t("licence") },
          { key: "effect", label: isAsked ? t("result") : t("effect") },
        ]}
        rows={rows.map((seat) => ({
          key: seat.id,
          href: `/institutions/${institutionId}/seats/${seat.id}`,
          cells: {
            person: <Written>{seat.name}</Written>,
            licence: <Identifier>{seat.number}</Identifier>,
            effect: (
              <StatusTag tone={seat.effect === "reclaim" ? "warning" : seat.effect === "released" ? "good" : "neutral"}>
                {words(seat)}
              </StatusTag>
            ),
          },
        }))}
        empty={t("nothing")}
      />
      {open.length > 0 && (
        <ChosenForm
          id="reclaim"
          action={reclaim}
          submit={t("submit", { count: open.length })}
          confirm={t("confirm")}
          tone="danger"
          hidden={{ institutionId }}
          rows={open.map(({ id, version }) => `${id}:${version}`)}
          all={rows.map(({ id }) => id)}
          summary={
            <>
              <p>
                {t("summary", { count: open.length })} {t("consequence")}
              </p>
              <p>{t("backWay")}</p>
            </>
          }
        >
          <Select
            name="reason"
            label={seats("release.reason")}
            hint={seats("release.reasonHint")}
            required
            defaultValue="notUsed"
            options={releaseReasons.map((reason) => ({ value: reason, label: seats(`releaseReasons.${reason}`) }))}
          />
        </ChosenForm>
      )}
    </Page>
  );
}

export default orNotFound(ReclaimPage);
