import { getTranslations } from "next-intl/server";
import { grant, withdraw } from "@/app/[locale]/desk/people/actions";
import { ActionForm, Select } from "@/components/ui";
import type { PersonRow } from "@/lib/people/queries";
import { Role } from "@/lib/platform/db/generated/enums";

/** Gives a person a role or takes one back; folded away until somebody means to. */
export async function RoleChange({ person, open }: { person: PersonRow; open: boolean }) {
  const t = await getTranslations("people");
  return (
    <details open={open} className="max-sm:text-start">
      <summary className="inline-flex min-h-6 items-center text-link underline underline-offset-4 rtl:underline-offset-8">
        {t("changeRoles")} <span className="sr-only">{person.name}</span>
      </summary>
      <div className="flex flex-col gap-4 py-3">
        {person.roles.map((role) => (
          <div key={role} className="flex flex-wrap items-center justify-between gap-3">
            <span>{t(`roles.${role}`)}</span>
            <ActionForm
              id={`withdraw-${person.id}-${role}`}
              action={withdraw}
              submit={t("withdraw")}
              tone="danger"
              hidden={{ userId: person.id, role }}
            />
          </div>
        ))}
        <ActionForm
          id={`grant-${person.id}`}
          action={grant}
          submit={t("grant")}
          tone="quiet"
          hidden={{ userId: person.id }}
          inline
        >
          <Select
            name="role"
            label={t("role")}
            options={Object.values(Role)
              .filter((role) => !person.roles.includes(role))
              .map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          />
        </ActionForm>
      </div>
    </details>
  );
}
