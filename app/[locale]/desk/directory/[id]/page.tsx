import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import {
  ActionForm,
  DateTime,
  Identifier,
  Notice,
  Page,
  Section,
  StatusTag,
  SummaryList,
  TextField,
  Written,
} from "@/components/ui";
import { findDirectoryEntry } from "@/lib/institutions/directoryDesk";
import { registrationInviteDays, standingStates } from "@/lib/institutions/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";
import { invite, withdraw } from "../actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

type Entry = NonNullable<Awaited<ReturnType<typeof findDirectoryEntry>>>;

export async function generateMetadata({ params }: Props) {
  return { title: (await subject(params)).entry.name };
}

async function DirectoryEntryPage({ params, searchParams }: Props) {
  const { actor, entry } = await subject(params);
  const { done } = await searchParams;
  const t = await getTranslations("institutions.directory");
  const desk = await getTranslations("institutions.desk");
  const mayInvite = may(actor, "institutions.inviteToRegister");
  const isRegistered = entry.institutions.some(({ state }) => standingStates.some((one) => one === state));
  return (
    <Page title={<Written>{entry.name}</Written>} back={{ href: "/desk/directory", label: t("title") }}>
      {(done === "invited" || done === "withdrawn") && (
        <Notice tone="good" live>
          {t(`done.${done}`)}
        </Notice>
      )}
      <SummaryList
        items={[
          {
            term: t("about"),
            detail: desk.rich("entryText", {
              city: () => (entry.city ? <Written>{entry.city}</Written> : desk("noCity")),
              ownership: entry.ownership ?? "unknown",
              listed: entry.hecListed ? "yes" : "no",
            }),
          },
          { term: desk("domains"), detail: <Identifier>{entry.domains.join(", ")}</Identifier> },
          ...(entry.weakEmailDomains.length > 0
            ? [{ term: t("handedOut"), detail: <Identifier>{entry.weakEmailDomains.join(", ")}</Identifier> }]
            : []),
          { term: desk("charter"), detail: <Written>{entry.charteredBy ?? "–"}</Written> },
          { term: t("registrations"), detail: <Registrations entry={entry} /> },
        ]}
      />
      {mayInvite && (
        <Section title={t("invite")}>
          {isRegistered ? (
            <p>{t("registered")}</p>
          ) : (
            <div className="flex flex-col gap-5">
              <p className="max-w-2xl text-muted">{t("inviteText", { days: registrationInviteDays })}</p>
              <ActionForm id="invite" action={invite} submit={t("send")} hidden={{ directoryEntryId: entry.id }}>
                <TextField
                  name="email"
                  type="email"
                  label={t("email")}
                  hint={t("emailHint")}
                  autoComplete="off"
                  maxLength={254}
                />
              </ActionForm>
            </div>
          )}
        </Section>
      )}
      {entry.invites.length > 0 && (
        <Section title={t("sent")}>
          <Invites entry={entry} mayWithdraw={may(actor, "institutions.withdrawRegistrationInvite")} />
        </Section>
      )}
    </Page>
  );
}

async function subject(params: Props["params"]) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/directory/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  return { actor, entry: (await findDirectoryEntry(actor, id)) ?? notFound() };
}

async function Registrations({ entry }: { entry: Entry }) {
  const t = await getTranslations("institutions.directory");
  if (entry.institutions.length === 0) return t("none");
  return (
    <ul className="flex flex-col gap-1">
      {entry.institutions.map(({ id, name, state }) => (
        <li key={id}>
          <Link href={`/desk/institutions/${id}`}>
            <Written>{name}</Written>
          </Link>{" "}
          <InstitutionTag state={state} />
        </li>
      ))}
    </ul>
  );
}

async function Invites({ entry, mayWithdraw }: { entry: Entry; mayWithdraw: boolean }) {
  const t = await getTranslations("institutions.directory");
  const tone = { open: "progress", expired: "neutral", ACCEPTED: "good", WITHDRAWN: "neutral" } as const;
  return (
    <ul className="border-t border-line">
      {entry.invites.map(({ id, email, by, state, isOpen, version, createdAt, expiresAt }) => {
        const shown = state === "OPEN" ? (isOpen ? "open" : "expired") : state;
        return (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3"
          >
            <span className="min-w-0">
              <span className="block font-semibold break-words">
                <bdi>{email}</bdi>
              </span>
              <span className="block text-sm text-muted">
                {t.rich("sentBy", { by: () => <Written>{by}</Written>, at: () => <DateTime at={createdAt} /> })}
                {isOpen && (
                  <>
                    {" · "}
                    {t.rich("until", { at: () => <DateTime at={expiresAt} /> })}
                  </>
                )}
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-3">
              <StatusTag tone={tone[shown]}>{t(`inviteStates.${shown}`)}</StatusTag>
              {isOpen && mayWithdraw && (
                <ActionForm
                  id={`withdraw-${id}`}
                  action={withdraw}
                  tone="quiet"
                  submit={t("withdraw")}
                  hidden={{ registrationInviteId: id, version }}
                />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export default orNotFound(DirectoryEntryPage);
