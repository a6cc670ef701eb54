import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, LinkButton, Notice, Section, TextArea, Written } from "@/components/ui";
import type { InstitutionView } from "@/lib/institutions/queries";
import { actionsAvailable } from "@/lib/institutions/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** Every suspension of an institution: who suspended and lifted it, when and why. */
export async function Suspensions({ institution }: { institution: InstitutionView }) {
  if (institution.suspensions.length === 0) return null;
  const t = await getTranslations("institutions.suspend");
  return (
    <Section title={t("history")}>
      <ul className="flex flex-col gap-4">
        {institution.suspensions.map(({ id, suspendedBy, suspendedAt, reason, liftedBy, liftedAt, liftReason }) => (
          <li key={id} className="border-s-2 border-line ps-4">
            <p className="font-semibold">{t.rich("suspendedBy", { by: () => <Written>{suspendedBy}</Written> })}</p>
            <p className="text-sm text-muted">
              <DateTime at={suspendedAt} style="datetime" />
            </p>
            <Said>{reason}</Said>
            {liftedAt && (
              <>
                <p className="mt-4 font-semibold">{t.rich("liftedBy", { by: () => <Written>{liftedBy}</Written> })}</p>
                <p className="text-sm text-muted">
                  <DateTime at={liftedAt} style="datetime" />
                </p>
                <Said>{liftReason ?? ""}</Said>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Said({ children }: { children: string }) {
  return (
    <p dir="auto" lang={languageOf(children)}>
      {children}
    </p>
  );
}

/** The way to a suspension, or its end, for whoever may. */
export async function SuspensionActs({
  actor,
  institution,
  lift,
}: {
  actor: Person;
  institution: InstitutionView;
  lift: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const t = await getTranslations("institutions.suspend");
  const { id, version, state, isClose } = institution;
  const available = actionsAvailable(state, (action) => may(actor, action, { institutionId: id }));
  if (available.includes("institutions.suspend"))
    return (
      <Section title={t("title")}>
        <p className="mb-4 max-w-2xl">{t("lead")}</p>
        {isClose ? (
          <Notice tone="warning">{t("own")}</Notice>
        ) : (
          <div>
            <LinkButton href={`/desk/institutions/${id}/suspend`} tone="quiet">
              {t("look")}
            </LinkButton>
          </div>
        )}
      </Section>
    );
  if (!available.includes("institutions.lift")) return null;
  return (
    <Section title={t("lift")}>
      {isClose ? (
        <Notice tone="warning">{t("own")}</Notice>
      ) : (
        <ActionForm id="lift" action={lift} submit={t("lift")} hidden={{ institutionId: id, version }}>
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={500} />
        </ActionForm>
      )}
    </Section>
  );
}
