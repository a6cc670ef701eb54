import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Asking } from "@/components/institutions/members/Asking";
import { HandingOver } from "@/components/institutions/members/HandingOver";
import { Inviting } from "@/components/institutions/members/Inviting";
import { MemberList } from "@/components/institutions/members/MemberList";
import { Transfer } from "@/components/institutions/members/Transfer";
import { ActionForm, Notice, Page, Section, Stack } from "@/components/ui";
import { membershipOf } from "@/lib/institutions/membership/queries";
import { keepsAnOwner } from "@/lib/institutions/membership/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { institutionOf } from "../institution";
import { accept, changeRole, close, decide, invite, leave, offer, remove, withdraw } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const notices = [
  "invited",
  "withdrawn",
  "changed",
  "removed",
  "offered",
  "accepted",
  "closed",
  "decided",
  "joined",
] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("members"))("title") };
}

async function MembersPage({ params, searchParams }: Props) {
  const { actor, institution, locale } = await institutionOf(params, "/members");
  const t = await getTranslations("members");
  const membership = (await membershipOf(actor, institution.id)) ?? notFound();
  const { done, heir } = await searchParams;
  const notice = notices.find((one) => one === done);
  const name = inLanguage(locale, institution.name, institution.nameUr);
  const { me, members, isOwner } = membership;
  return (
    <Page
      title={t("title")}
      lead={t("lead", { institution: name })}
      back={{ href: `/institutions/${institution.id}`, label: name }}
    >
      {notice && <Notice tone="good" live title={t(`done.${notice}`)} />}
      <Transfer membership={membership} accept={accept} close={close} />
      {isOwner && <Asking requests={membership.requests} decide={decide} />}
      <MemberList membership={membership} changeRole={changeRole} remove={remove} />
      {isOwner && (
        <Inviting institutionId={institution.id} membership={membership} invite={invite} withdraw={withdraw} />
      )}
      {isOwner && (
        <HandingOver
          actor={actor}
          institutionId={institution.id}
          membership={membership}
          chosen={typeof heir === "string" ? heir : undefined}
          offer={offer}
        />
      )}
      <Section title={t("leaveTitle")}>
        <Stack>
          {keepsAnOwner(members, me.userId) ? (
            <>
              <p className="max-w-xl">{t("leaveLead")}</p>
              <ActionForm
                id="leave"
                action={leave}
                submit={t("leave")}
                tone="danger"
                hidden={{ institutionId: institution.id, version: me.version }}
              />
            </>
          ) : (
            <p className="max-w-xl">{t("leaveLast")}</p>
          )}
        </Stack>
      </Section>
    </Page>
  );
}

export default orNotFound(MembersPage);
