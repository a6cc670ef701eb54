import { getTranslations } from "next-intl/server";
import { ActionForm, Disclosure, Select, Stack, TextArea } from "@/components/ui";
import type { PersonRow } from "@/lib/people/queries";
import { Role } from "@/lib/platform/db/generated/enums";
import type { FormState } from "@/lib/platform/forms";
import { DeputyForm } from "./DeputyForm";
import { spanOf } from "./span";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  person: PersonRow;
  delaySeconds: number;
  actions: { propose: Action; suspend: Action; deputise: Action };
};

/** What an administrator can begin about somebody else's roles: give, end, suspend, name a deputy. */
export async function RoleActs({ person, delaySeconds, actions }: Props) {
  const t = await getTranslations("people");
  const delay = t("acts.delay", spanOf(delaySeconds * 1_000));
  const options = (roles: readonly Role[]) => roles.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  const missing = Object.values(Role).filter((role) => !person.roles.includes(role));
  const own = person.offices.filter(({ endsAt }) => endsAt === null).map(({ role }) => role);
  const reason = (
    <TextArea name="reason" label={t("acts.reason")} hint={t("acts.reasonHint")} rows={2} maxLength={500} required />
  );
  const only = (roles: readonly Role[]) => (roles.length === 1 ? roles[0] : undefined);
  return (
    <div>
      {missing.length > 0 && (
        <Disclosure title={t("acts.give")} open={person.roles.length === 0}>
          <Stack>
            <p>{t("acts.giveText", { delay })}</p>
            <ActionForm
              id="give"
              action={actions.propose}
              submit={t("acts.submit")}
              hidden={{ userId: person.id, kind: "GRANT" }}
            >
              <Select name="role" label={t("role")} options={options(missing)} required />
              {reason}
            </ActionForm>
          </Stack>
        </Disclosure>
      )}
      {person.roles.length > 0 && (
        <Disclosure title={t("acts.end")}>
          <Stack>
            <p>{t("acts.giveText", { delay })}</p>
            <ActionForm
              id="end"
              action={actions.propose}
              submit={t("acts.submit")}
              hidden={{ userId: person.id, kind: "REVOKE" }}
            >
              <Select
                name="role"
                label={t("role")}
                options={options(person.roles)}
                defaultValue={only(person.roles)}
                required
              />
              {reason}
            </ActionForm>
          </Stack>
        </Disclosure>
      )}
      {own.length > 0 && (
        <Disclosure title={t("acts.deputy")}>
          <DeputyForm userId={person.id} roles={own} action={actions.deputise} />
        </Disclosure>
      )}
      {person.roles.length > 0 && (
        <Disclosure title={t("acts.suspend")}>
          <Stack>
            <p>{t("acts.suspendText")}</p>
            <ActionForm
              id="suspend"
              action={actions.suspend}
              submit={t("acts.suspendSubmit")}
              tone="danger"
              hidden={{ userId: person.id }}
              confirm={t("acts.suspendTick")}
            >
              <Select
                name="role"
                label={t("role")}
                options={options(person.roles)}
                defaultValue={only(person.roles)}
                required
              />
              {reason}
            </ActionForm>
          </Stack>
        </Disclosure>
      )}
    </div>
  );
}
