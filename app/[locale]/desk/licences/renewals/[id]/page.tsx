import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { RenewalDecision } from "@/components/licences/RenewalDecision";
import { DataTable, DateTime, Identifier, Page, Section, StatusTag, SummaryList, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import type { Tone } from "@/components/ui/tones";
import { findRenewal } from "@/lib/licences/renewals/deskRenewal";
import { lastDay } from "@/lib/licences/rules";
import { requirePerson } from "@/lib/platform/auth/session";
import type { RenewalState } from "@/lib/platform/db/generated/enums";
import { listIn } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { approve, decline, propose, sign } from "./actions";

type Props = { params: Promise<{ id: string }> };

const tones: Record<RenewalState, Tone> = { ASKED: "warning", PROPOSED: "warning", APPROVED: "good", DECLINED: "bad" };

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/licences/renewals/${id}`);
  const renewal = await findRenewal(actor, id);
  if (!renewal) notFound();
  return { actor, renewal };
}

export async function generateMetadata(props: Props) {
  const [{ renewal }, t, locale] = [await load(props), await getTranslations("licences.renewals"), await getLocale()];
  return { title: t("one", { institution: institutionName(renewal.institution, locale) }) };
}

/** A renewal: its licences with the ends that they have and would have, who has signed it, and what the reader can do about it. */
async function RenewalPage(props: Props) {
  const [{ actor, renewal }, t, locale] = [
    await load(props),
    await getTranslations("licences.renewals"),
    await getLocale(),
  ];
  const { institution, state, licences, deciders, askedAt, signing } = renewal;
  const name = institutionName(institution, locale);
  return (
    <Page
      title={t.rich("oneRich", { institution: () => <Written>{name}</Written> })}
      back={{ href: "/desk/licences/renewals", label: t("title") }}
      actions={<StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>}
    >
      {signing.signatures.some((signature) => signature.state === "SENT") && <KeepFresh seconds={3} />}
      <SummaryList
        items={[
          {
            term: t("institution"),
            detail: (
              <Link href={`/desk/institutions/${institution.id}`}>
                <Written>{name}</Written>
              </Link>
            ),
          },
          { term: t("askedAt"), detail: <DateTime at={askedAt} style="date" /> },
          {
            term: t("deciders"),
            detail: deciders.length > 0 ? <Written>{listIn(locale, deciders)}</Written> : t("nobody"),
          },
        ]}
      />
      <Section title={t("licences", { count: licences.length })}>
        <DataTable
          caption={t("licences", { count: licences.length })}
          columns={[
            { key: "number", label: t("number") },
            { key: "from", label: t("from") },
            { key: "until", label: t("until") },
          ]}
          rows={licences.map(({ licenceId, number, from, until }) => ({
            key: licenceId,
            cells: {
              number: (
                <Link href={`/desk/licences/${licenceId}`}>
                  <Identifier>{number}</Identifier>
                </Link>
              ),
              from: <DateTime at={lastDay(from)} style="date" />,
              until: <DateTime at={lastDay(until)} style="date" />,
            },
          }))}
          empty={t("nothing")}
        />
      </Section>
      <RenewalDecision actor={actor} renewal={renewal} actions={{ propose, approve, sign, decline }} />
    </Page>
  );
}

export default orNotFound(RenewalPage);
