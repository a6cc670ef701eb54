import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChosenForm } from "@/components/chosen/ChosenForm";
import { ChosenOutcome } from "@/components/chosen/ChosenOutcome";
import { NothingChosen } from "@/components/chosen/NothingChosen";
import { institutionName } from "@/components/licences/names";
import { DataTable, Identifier, Page, Select, StatusTag, Written } from "@/components/ui";
import { previewSuspension } from "@/lib/licences/changes/suspension";
import { changeReasons } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { parseChosen } from "@/lib/platform/listing";
import { suspendAll } from "./actions";

type Props = { searchParams: Promise<{ id?: string | string[]; done?: string | string[] }> };

const tones = {
  suspends: "warning",
  wrongState: "neutral",
  underway: "neutral",
  concerned: "neutral",
  asked: "good",
  refused: "bad",
} as const;

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations("licences.suspendMany");
  return { title: t("title", { count: parseChosen((await searchParams).id).length }) };
}

/** Several suspensions with one reason: what would happen to each, then, at the same place, what has. */
async function SuspendPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/licences");
  if (!may(actor, "licences.suspend")) notFound();
  const asked = await searchParams;
  const [t, licences, reasons, locale, rows] = await Promise.all([
    getTranslations("licences.suspendMany"),
    getTranslations("licences"),
    getTranslations("licences.reasons"),
    getLocale(),
    previewSuspension(actor, parseChosen(asked.id), parseChosen(asked.done)),
  ]);
  const back = { href: "/desk/licences", label: licences("back") };
  if (rows.length === 0)
    return <NothingChosen title={licences("title")} back={back} nothing={t("nothing")} text={t("nothingText")} />;
  const open = rows.filter(({ effect }) => effect === "suspends");
  const toSign = open.flatMap(({ toSign }) => (toSign ? { kind: "act" as const, ...toSign } : []));
  const isAsked = asked.done !== undefined;
  const [count, refused] = [
    rows.filter(({ outcome }) => outcome !== null).length,
    rows.filter(({ outcome }) => outcome === "refused").length,
  ];
  return (
    <Page title={t("title", { count: rows.length })} lead={t("lead")} back={back} width="wide">
      {isAsked && (
        <ChosenOutcome count={count} title={t("doneTitle", { count })}>
          {count > refused && <p>{t("doneText")}</p>}
          {refused > 0 && <p>{t("refusedTitle", { count: refused })}</p>}
          {rows.length > count && <p>{t("failedTitle", { count: rows.length - count })}</p>}
        </ChosenOutcome>
      )}
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "number", label: licences("number") },
          { key: "institution", label: licences("institution") },
          { key: "effect", label: isAsked ? t("result") : t("effect") },
        ]}
        rows={rows.map((licence) => ({
          key: licence.id,
          href: `/desk/licences/${licence.id}`,
          cells: {
            number: licence.number && <Identifier>{licence.number}</Identifier>,
            institution: <Written>{institutionName(licence.institution, locale)}</Written>,
            effect: (
              <StatusTag tone={licence.outcome ? tones[licence.outcome] : tones[licence.effect]}>
                {licence.outcome ? t(`outcomes.${licence.outcome}`) : t(`effects.${licence.effect}`)}
              </StatusTag>
            ),
          },
        }))}
        empty={t("nothing")}
      />
      {open.length > 0 && (
        <ChosenForm
          id="suspend"
          action={suspendAll}
          submit={t("submit", { count: open.length })}
          confirm={t("confirm")}
          tone="danger"
          rows={open.map(({ id, version }) => `${id}:${version}`)}
          signed={
            toSign.length > 0
              ? {
                  ...{ actor, subject: toSign },
                  page: `/desk/licences/suspend?${new URLSearchParams(rows.map(({ id }) => ["id", id]))}`,
                }
              : undefined
          }
          summary={
            <>
              <p>
                {t("summary", { count: open.length, rest: rows.length - open.length })} {t("consequence")}
              </p>
              {toSign.length > 0 && <p>{t("signed", { count: toSign.length })}</p>}
            </>
          }
        >
          <Select
            name="reason"
            label={licences("reason")}
            hint={licences("reasonHint")}
            required
            options={changeReasons.suspend.map((reason) => ({ value: reason, label: reasons(reason) }))}
          />
        </ChosenForm>
      )}
    </Page>
  );
}

export default orNotFound(SuspendPage);
