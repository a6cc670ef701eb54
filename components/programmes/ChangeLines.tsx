import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable, Identifier, Written } from "@/components/ui";
import type { Sector } from "@/lib/platform/db/generated/enums";
import { formatDate, formatNumber } from "@/lib/platform/i18n/format";
import type { ProgrammeChangeRow } from "@/lib/programmes/queries";
import { sectors as sectorsInOrder } from "@/lib/programmes/rules";
import { clockedSteps } from "@/lib/programmes/stepDays";

type Tier = { above: number; approvals: number };
type Line = { key: string; what: string; before: ReactNode; after: ReactNode };

/** What a change replaces with what, line by line. */
export async function ChangeLines({ change }: { change: ProgrammeChangeRow }) {
  const t = await getTranslations("programmes");
  const isOpen = change.state === "PROPOSED";
  const lines = await linesOf(change);
  return (
    // On a phone its rows would be cards within a card.
    <div className="max-sm:[&_tbody]:gap-0 max-sm:[&_tr]:rounded-none max-sm:[&_tr]:border-x-0 max-sm:[&_tr]:border-t-0 max-sm:[&_tr]:px-0">
      <DataTable
        caption={t(`kinds.${change.kind}`)}
        columns={[
          { key: "what", label: t("what") },
          ...(change.kind === "NEW_PHASE"
            ? []
            : [{ key: "before", label: isOpen ? t("beforeOpen") : t("before"), align: "end" as const }]),
          { key: "after", label: isOpen ? t("after") : t("afterDone"), align: "end" },
        ]}
        rows={lines.map(({ key, ...cells }) => ({ key, cells }))}
        empty={null}
      />
    </div>
  );
}

async function linesOf({ payload, before }: ProgrammeChangeRow): Promise<Line[]> {
  const [t, sectors, locale] = [
    await getTranslations("programmes"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const clock = await getTranslations("desk.clock");
  const number = (value: unknown) => formatNumber(Number(value ?? 0), locale);
  const split = (after: (sector: Sector) => number | undefined) =>
    sectorsInOrder.flatMap((sector) => {
      const places = after(sector);
      return places === undefined
        ? []
        : [{ key: sector, what: sectors(sector), before: number(before[sector]), after: number(places) }];
    });
  switch (payload.kind) {
    case "QUOTAS":
      return split((sector) => payload.places[sector]);
    case "CARRY_OVER":
      return split((sector) => {
        const was = Number(before[sector] ?? 0);
        if (sector === payload.from) return was - payload.places;
        return sector === payload.to ? was + payload.places : undefined;
      });
    case "PHASE": {
      const opened = (iso: unknown) => formatDate(new Date(String(iso)), locale);
      const closed = (iso: unknown) => formatDate(new Date(Date.parse(String(iso)) - 1), locale);
      return [
        { key: "opens", what: t("opens"), before: opened(before.opensAt), after: opened(payload.opensAt) },
        { key: "closes", what: t("closes"), before: closed(before.closesAt), after: closed(payload.closesAt) },
      ];
    }
    case "PLACES":
      return [{ key: "places", what: t("placesField"), before: number(before.places), after: number(payload.places) }];
    case "NEW_PHASE": {
      const { code, nameEn, nameUr, opensAt, closesAt, rubricVersion } = payload;
      const line = (key: string, what: string, after: ReactNode) => ({ key, what, before: "–", after });
      return [
        line("code", t("phaseCode"), <Identifier>{code}</Identifier>),
        line("nameEn", t("phaseNameEn"), <Written>{nameEn}</Written>),
        line("nameUr", t("phaseNameUr"), <Written>{nameUr}</Written>),
        line("sectors", t("phaseSectors"), payload.sectors.map((one) => sectors(one)).join(t("phaseSeparator"))),
        line("opens", t("opens"), formatDate(new Date(opensAt), locale)),
        line("closes", t("closes"), formatDate(new Date(Date.parse(closesAt) - 1), locale)),
        line(
          "rubric",
          t("phaseRubric"),
          rubricVersion === null ? t("phaseRubricNewest") : t("rubricVersion", { version: rubricVersion }),
        ),
      ];
    }
    case "DAYS": {
      const was = before.days as typeof payload.days;
      const days = (count: number) => clock("days", { days: count });
      return clockedSteps
        .filter((step) => was[step] !== payload.days[step])
        .map((step) => ({ key: step, what: clock(step), before: days(was[step]), after: days(payload.days[step]) }));
    }
    case "ELIGIBILITY": {
      const was = before.questions as typeof payload.questions;
      const places = Array.from({ length: Math.max(was.length, payload.questions.length) }, (_, place) => place);
      const fields = { en: "questionEn", ur: "questionUr", doEn: "doEn", doUr: "doUr" } as const;
      return places.flatMap((place) =>
        (["en", "ur", "doEn", "doUr"] as const).flatMap((field) => {
          const of = (questions: typeof was) => questions[place]?.[field] ?? "–";
          const [then, now] = [of(was), of(payload.questions)];
          const what = `${place + 1}. ${t(fields[field])}`;
          return then === now
            ? []
            : [{ key: `${place}-${field}`, what, before: <Written>{then}</Written>, after: <Written>{now}</Written> }];
        }),
      );
    }
    case "QUORUM": {
      const was = before.tiers as Tier[];
      const of = (tiers: readonly Tier[], above: number) => tiers.find((tier) => tier.above === above)?.approvals;
      const aboves = [...new Set([0, ...was.map(({ above }) => above), ...payload.tiers.map(({ above }) => above)])];
      return aboves
        .sort((a, b) => a - b)
        .map((above) => ({
          key: String(above),
          what: above === 0 ? t("quorumAll") : t("quorumAbove", { above }),
          before: number(of(was, above) ?? of(was, 0) ?? 1),
          after: number(of(payload.tiers, above) ?? of(payload.tiers, 0) ?? 1),
        }));
    }
  }
}
