import { getTranslations } from "next-intl/server";
import { DateTime, Identifier, StatusTag, SummaryList, Written } from "@/components/ui";
import { alikeInstitutions } from "@/lib/institutions/alike/queries";
import { doubtsOf } from "@/lib/institutions/identifiers";
import { type InstitutionView, institutionMembers } from "@/lib/institutions/queries";
import { handedInStates, handedOutDomain } from "@/lib/institutions/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";
import { InstitutionTag } from "./InstitutionTag";
import { matchTone } from "./tone";

/** What speaks for an institution beside its documents: address, directory, and whether it is there already. */
export async function Evidence({ actor, institution }: { actor: Actor; institution: InstitutionView }) {
  const t = await getTranslations("institutions");
  const { domainMatch, directoryEntry, besideReason: own } = institution;
  const [members, alike] = await Promise.all([
    institutionMembers(actor, institution.id),
    alikeInstitutions(actor, institution.id),
  ]);
  const registrant = members.find((member) => member.role === "OWNER");
  const handedOut = directoryEntry && handedOutDomain(registrant?.email ?? null, directoryEntry);
  const doubts = doubtsOf(institution);
  return (
    <SummaryList
      items={[
        { term: t("desk.registrant"), detail: <Written>{registrant?.name ?? t("status.none")}</Written> },
        {
          term: t("desk.address"),
          detail: (
            <>
              {registrant?.email ? <Identifier>{registrant.email}</Identifier> : t("desk.noAddress")}
              <span className="mt-1 block">
                <StatusTag tone={matchTone[domainMatch]}>{t(`desk.match.${domainMatch}`)}</StatusTag>
              </span>
              <span className="block text-sm text-muted">
                {handedOut
                  ? t.rich("desk.handedOut", { domain: () => <Identifier>{handedOut}</Identifier> })
                  : t(`desk.matchHints.${domainMatch}`)}
              </span>
            </>
          ),
        },
        ...(doubts.length > 0
          ? [
              {
                term: t("desk.doubts"),
                detail: (
                  <ul className="flex list-disc flex-col gap-1 ps-5">
                    {doubts.map(({ doubt }) => (
                      <li key={doubt}>{t(`doubts.${doubt}`)}</li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
        {
          term: t("desk.entry"),
          detail: directoryEntry ? (
            <>
              <Written className="font-semibold">{directoryEntry.name}</Written>
              <span className="block text-sm text-muted">
                {t.rich("desk.entryText", {
                  city: () => (directoryEntry.city ? <Written>{directoryEntry.city}</Written> : t("desk.noCity")),
                  ownership: directoryEntry.ownership ?? "unknown",
                  listed: directoryEntry.hecListed ? "yes" : "no",
                })}
              </span>
            </>
          ) : (
            t("desk.notInDirectory")
          ),
        },
        ...(directoryEntry
          ? [
              {
                term: t("desk.domains"),
                detail: <Identifier>{directoryEntry.domains.join(", ")}</Identifier>,
              },
              { term: t("desk.charter"), detail: <Written>{directoryEntry.charteredBy ?? t("status.none")}</Written> },
            ]
          : []),
        ...(own ? [{ term: t("desk.beside"), detail: <WhyBeside reason={own} /> }] : []),
        {
          term: t("desk.alike"),
          detail:
            alike.length === 0 ? (
              t("desk.alikeNone")
            ) : (
              <ul className="flex flex-col gap-1">
                {alike.map(({ id, name, state, why, submittedAt, besideReason }) => (
                  <li key={id}>
                    <Link href={`/desk/institutions/${id}`}>
                      <Written>{name}</Written>
                    </Link>{" "}
                    <InstitutionTag state={state} />
                    <span className="block text-sm text-muted">
                      {why.map((likeness) => t(`likeness.${likeness}`)).join(t("listSeparator"))}
                    </span>
                    {submittedAt && handedInStates.some((one) => one === state) && (
                      <span className="block text-sm">
                        {t.rich("desk.alsoUnderWay", { at: () => <DateTime at={submittedAt} /> })}
                      </span>
                    )}
                    {besideReason && <WhyBeside reason={besideReason} />}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

function WhyBeside({ reason }: { reason: string }) {
  return (
    <q className="block text-sm" dir="auto" lang={languageOf(reason)}>
      {reason}
    </q>
  );
}
