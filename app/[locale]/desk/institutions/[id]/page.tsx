import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Lease } from "@/components/desk/cases/Lease";
import { DocumentList } from "@/components/documents/DocumentList";
import { DeclineForm } from "@/components/institutions/DeclineForm";
import { Declines } from "@/components/institutions/Declines";
import { Details } from "@/components/institutions/Details";
import { Evidence } from "@/components/institutions/Evidence";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import { RegistrationMessages } from "@/components/institutions/RegistrationMessages";
import { SuspensionActs, Suspensions } from "@/components/institutions/Suspensions";
import {
  ActionForm,
  Checkbox,
  DateTime,
  LinkButton,
  Notice,
  Page,
  Section,
  TextArea,
  TextField,
  Written,
} from "@/components/ui";
import { caseLease } from "@/lib/desk/queries";
import { isOpenCase } from "@/lib/desk/rules";
import { declinesOf } from "@/lib/institutions/declining/queries";
import { mergeProposed } from "@/lib/institutions/merging/queries";
import { findInstitution, type InstitutionView } from "@/lib/institutions/queries";
import { actionsAvailable, allows, officersNeeded, returnReasons } from "@/lib/institutions/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";
import { carryOutDecline, decline, dropDecline, lift, sendBack, verify } from "../actions";
import { markRead, send } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { institution } = await subject(params);
  return { title: institution.name };
}

async function InstitutionCheckPage({ params }: Props) {
  const { actor, institution } = await subject(params);
  const [t, documents, locale, lease, declines] = await Promise.all([
    getTranslations("institutions"),
    getTranslations("documents"),
    getLocale(),
    caseLease(actor, { institutionId: institution.id }),
    declinesOf(actor, institution.id),
  ]);
  const isOpen = isOpenCase({ institution: institution.state }) && !institution.isClose;
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      back={{ href: "/desk/institutions", label: t("desk.title") }}
      actions={<InstitutionTag state={institution.state} />}
    >
      <Lease lease={lease} of={{ institutionId: institution.id }} isOpen={isOpen} />
      <Section title={t("desk.evidenceTitle")}>
        <Evidence actor={actor} institution={institution} />
      </Section>
      <Section title={documents("title")}>
        <DocumentList documents={institution.documents} />
      </Section>
      <Section title={t("status.details")}>
        <Details institution={institution} />
      </Section>
      <RegistrationMessages actor={actor} institution={institution} send={send} markRead={markRead} />
      <Findings institution={institution} />
      <Suspensions institution={institution} />
      <Merging actor={actor} institution={institution} />
      <SuspensionActs actor={actor} institution={institution} lift={lift} />
      <Declines
        actor={actor}
        institution={institution}
        declines={declines}
        carryOut={carryOutDecline}
        drop={dropDecline}
      />
      {lease?.held !== "other" && !declines.some(({ state }) => state === "PROPOSED") && (
        <Decision actor={actor} institution={institution} />
      )}
    </Page>
  );
}

async function subject(params: Props["params"]): Promise<{ actor: Person; institution: InstitutionView }> {
  const { id } = await params;
  const actor = await requirePerson(`/desk/institutions/${id}`);
  const institution = await findInstitution(actor, id);
  if (!institution || !may(actor, "institutions.readQueue")) notFound();
  return { actor, institution };
}

async function Merging({ actor, institution }: { actor: Person; institution: InstitutionView }) {
  const t = await getTranslations("institutions.merge");
  const { id, state, mergedIntoId } = institution;
  if (mergedIntoId)
    return (
      <Notice title={t("mergedTitle")}>
        <p>
          <Link href={`/desk/institutions/${mergedIntoId}`}>{t("mergedLink")}</Link>
        </p>
      </Notice>
    );
  const isOpen = (await mergeProposed(actor, id)) !== undefined;
  if (!isOpen && !(may(actor, "institutions.proposeMerge") && allows(state, "institutions.proposeMerge"))) return null;
  return (
    <Section title={t("title")}>
      <p className="mb-4 max-w-2xl">{isOpen ? t("isProposed") : t("lead")}</p>
      <LinkButton href={`/desk/institutions/${id}/merge`} tone="quiet">
        {t(isOpen ? "lookProposed" : "look")}
      </LinkButton>
    </Section>
  );
}

async function Findings({ institution }: { institution: InstitutionView }) {
  if (institution.checks.length === 0) return null;
  const t = await getTranslations("institutions");
  return (
    <Section title={t("desk.checks")}>
      <ul className="flex flex-col gap-4">
        {institution.checks.map(({ id, verified, officer, round, reasons, note, createdAt }) => (
          <li key={id} className="border-s-2 border-line ps-4">
            <p className="font-semibold">
              {t(verified ? "desk.checkVerified" : "desk.checkReturned", { officer, round })}
            </p>
            <p className="text-sm text-muted">
              <DateTime at={createdAt} style="datetime" />
            </p>
            {reasons.length > 0 && (
              <ul className="list-disc ps-6">
                {returnReasons
                  .filter((reason) => reasons.includes(reason))
                  .map((reason) => (
                    <li key={reason}>{t(`reasons.${reason}.label`)}</li>
                  ))}
              </ul>
            )}
            {note && (
              <p dir="auto" lang={languageOf(note)}>
                {note}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function Decision({ actor, institution }: { actor: Person; institution: InstitutionView }) {
  const t = await getTranslations("institutions.desk");
  const all = await getTranslations("institutions");
  const { id, version, state, round, checks, isClose } = institution;
  const available = actionsAvailable(state, (action) => may(actor, action, { institutionId: id }));
  if (!available.includes("institutions.verify")) return null;
  if (isClose)
    return (
      <Section title={t("decide")}>
        <Notice tone="warning">{t("ownInstitution")}</Notice>
      </Section>
    );
  const found = checks.filter((check) => check.round === round && check.verified);
  const isOwn = found.some((check) => check.officerId === actor.userId);
  return (
    <>
      <Section title={t("verify")}>
        {isOwn ? (
          <Notice>{t("waitsForOther")}</Notice>
        ) : (
          <div className="flex flex-col gap-5">
            <p>{t("verifyHint")}</p>
            {officersNeeded(institution) === 2 && (
              <Notice>{found.length === 0 ? t("verifyFirst") : t("verifySecond")}</Notice>
            )}
            <ActionForm
              id="verify"
              action={verify}
              submit={t("verify")}
              confirm={t("verifyConfirm")}
              hidden={{ institutionId: id, version }}
            >
              <TextField name="note" label={t("note")} maxLength={1000} required={false} />
            </ActionForm>
          </div>
        )}
      </Section>
      <Section title={t("return")}>
        <ActionForm
          id="return"
          action={sendBack}
          submit={t("return")}
          tone="danger"
          hidden={{ institutionId: id, version }}
        >
          <fieldset className="max-w-xl">
            <legend className="font-semibold">{t("reasons")}</legend>
            {returnReasons.map((reason) => (
              <Checkbox key={reason} name="reasons[]" value={reason} label={all(`reasons.${reason}.label`)} />
            ))}
          </fieldset>
          <TextArea
            name="note"
            label={t("reasonNote")}
            hint={t("reasonNoteHint")}
            rows={4}
            maxLength={1000}
            required={false}
          />
        </ActionForm>
      </Section>
      <DeclineForm institution={institution} decline={decline} />
    </>
  );
}

export default orNotFound(InstitutionCheckPage);
