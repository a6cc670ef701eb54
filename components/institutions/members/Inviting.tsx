import { getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, DateTime, RadioGroup, Section, Stack, SummaryList, TextField } from "@/components/ui";
import type { Membership } from "@/lib/institutions/membership/queries";
import { invitationDays, invitedRoles } from "@/lib/institutions/membership/rules";
import type { Action } from "./action";

/** What only an owner does: invite, and take invitations back. */
export async function Inviting({
  institutionId,
  membership: { invitations },
  invite,
  withdraw,
}: {
  institutionId: string;
  membership: Membership;
  invite: Action;
  withdraw: Action;
}) {
  const [t, roles] = [await getTranslations("members"), await getTranslations("institutions.memberRoles")];
  return (
    <>
      {invitations.length > 0 && (
        <Section title={t("invitations")}>
          <SummaryList
            items={invitations.map(({ id, email, role, shared, version, expiresAt }) => ({
              term: roles(role),
              detail: (
                <>
                  <bdi className="break-words">{email}</bdi>
                  {shared && ` · ${t("shared")}`}
                  <span className="block text-sm text-muted">
                    {t("expires")} <DateTime at={expiresAt} />
                  </span>
                  <ActionForm
                    id={`withdraw-${id}`}
                    action={withdraw}
                    submit={t("withdraw")}
                    tone="quiet"
                    hidden={{ invitationId: id, version }}
                  />
                </>
              ),
            }))}
          />
        </Section>
      )}
      <Section title={t("invite")}>
        <Stack>
          <p className="max-w-xl">{t("inviteLead", { days: invitationDays })}</p>
          <ActionForm id="invite" action={invite} submit={t("send")} hidden={{ institutionId }}>
            <TextField name="email" type="email" label={t("email")} required maxLength={254} />
            <RadioGroup
              name="role"
              legend={t("role")}
              options={invitedRoles.map((role) => ({ value: role, label: roles(role), hint: t(`roleHints.${role}`) }))}
            />
            <Checkbox name="shared" value="yes" label={t("sharedLabel")} hint={t("sharedHint")} />
          </ActionForm>
        </Stack>
      </Section>
    </>
  );
}
