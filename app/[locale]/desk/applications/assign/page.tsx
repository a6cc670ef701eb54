import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChosenForm } from "@/components/chosen/ChosenForm";
import { ChosenOutcome } from "@/components/chosen/ChosenOutcome";
import { NothingChosen } from "@/components/chosen/NothingChosen";
import { AutomaticPlan } from "@/components/reviews/AutomaticPlan";
import { Button, DataTable, Identifier, Page, Select, StatusTag, Written } from "@/components/ui";
import { cameThrough } from "@/lib/platform/audit";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { parseChosen } from "@/lib/platform/listing";
import { previewAssignment, reviewers as reviewersToAsk } from "@/lib/reviews/assignment";
import { planAutomatically } from "@/lib/reviews/automatic";
import { assignAll } from "./actions";

type Props = {
  searchParams: Promise<Record<"id" | "first" | "second" | "done" | "auto", string | string[] | undefined>>;
};

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations("reviews.assignMany");
  return { title: t("title", { count: parseChosen((await searchParams).id).length }) };
}

/** Two reviewers for several applications: who they are, whom each application would reach, then, at the same place, what has happened. */
async function AssignPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/applications");
  if (!may(actor, "reviews.assign")) notFound();
  const asked = await searchParams;
  const ids = parseChosen(asked.id);
  const reviewers = await reviewersToAsk(actor);
  const chosen = [asked.first, asked.second].flatMap((id) => reviewers.find(({ userId }) => userId === id) ?? []);
  const isChosen = chosen.length === 2 && chosen[0] !== chosen[1];
  const [t, one, applications, common, locale, rows, served] = await Promise.all([
    getTranslations("reviews.assignMany"),
    getTranslations("reviews.assign"),
    getTranslations("applications"),
    getTranslations("common"),
    getLocale(),
    previewAssignment(
      actor,
      ids,
      chosen.map(({ userId }) => userId),
    ),
    cameThrough(actor, "reviews.assign", parseChosen(asked.done)),
  ]);
  const automatic = await getTranslations("reviews.automatic");
  const back = { href: "/desk/applications", label: applications("desk.title") };
  if (rows.length === 0)
    return (
      <NothingChosen title={applications("desk.title")} back={back} nothing={t("nothing")} text={t("nothingText")} />
    );
  const isAsked = asked.done !== undefined;
  if (asked.auto === "1" && !isAsked)
    return (
      <Page title={t("title", { count: rows.length })} back={back} width="wide">
        <AutomaticPlan plan={await planAutomatically(actor, ids)} action={assignAll} />
      </Page>
    );
  const count = rows.filter(({ id }) => served.has(id)).length;
  const isOpen = !isAsked || rows.some(({ effect }) => effect !== "full");
  const open = isChosen ? rows.filter(({ asks }) => asks.length > 0) : [];
  const nameOf = (id: string | undefined) => reviewers.find(({ userId }) => userId === id)?.name ?? "";
  const options = [
    { value: "", label: common("choose") },
    ...reviewers.map(({ userId, name, waiting }) => ({ value: userId, label: one("option", { name, waiting }) })),
  ];
  return (
    <Page title={t("title", { count: rows.length })} lead={t("lead")} back={back} width="wide">
      {isAsked && (
        <ChosenOutcome count={count} title={t("doneTitle", { count })}>
          {count > 0 && <p>{t("doneText")}</p>}
          {rows.length > count && <p>{t("failedTitle", { count: rows.length - count })}</p>}
        </ChosenOutcome>
      )}
      {isOpen && (
        <form method="get" className="flex flex-wrap items-center gap-4">
          {ids.map((id) => (
            <input key={id} type="hidden" name="id" value={id} />
          ))}
          <input type="hidden" name="auto" value="1" />
          <Button type="submit" tone="primary">
            {automatic("show")}
          </Button>
          <p>{automatic("or")}</p>
        </form>
      )}
      {isOpen && (
        <search>
          <form method="get" className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-[1fr_1fr_auto]">
            {ids.map((id) => (
              <input key={id} type="hidden" name="id" value={id} />
            ))}
            <Select name="first" label={one("first")} options={options} defaultValue={chosen[0]?.userId ?? ""} />
            <Select name="second" label={one("second")} options={options} defaultValue={chosen[1]?.userId ?? ""} />
            <div>
              <Button type="submit">{t("preview")}</Button>
            </div>
          </form>
        </search>
      )}
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "receipt", label: applications("receipt") },
          { key: "institution", label: applications("institution") },
          ...(isChosen || isAsked ? [{ key: "effect", label: isAsked ? t("result") : t("effect") }] : []),
        ]}
        rows={rows.map(({ id, receipt, institution, effect, asks }) => ({
          key: id,
          href: `/desk/applications/${id}`,
          cells: {
            receipt: <Identifier>{receipt}</Identifier>,
            institution: <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>,
            effect: (isChosen || served.has(id) || effect === "full" || effect === "own") && (
              <StatusTag tone={served.has(id) ? "good" : asks.length > 0 ? "progress" : "neutral"}>
                {served.has(id) ? t("asked") : t(`effects.${effect}`, { name: nameOf(asks[0]) })}
              </StatusTag>
            ),
          },
        }))}
        empty={t("nothing")}
      />
      {!isChosen && !isAsked && <p>{t("choose")}</p>}
      {isChosen && open.length === 0 && <p>{t("summary", { count: 0 })}</p>}
      {open.length > 0 && (
        <ChosenForm
          id="assign"
          action={assignAll}
          submit={t("submit", { count: open.length })}
          confirm={t("confirm")}
          rows={open.map(({ id, version, asks }) => [id, version, ...asks].join(":"))}
          summary={<p>{t("summary", { count: open.length })}</p>}
        />
      )}
    </Page>
  );
}

export default orNotFound(AssignPage);
