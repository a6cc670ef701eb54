import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Disclosure, Section, Select, SummaryList, Written } from "@/components/ui";
import type { Membership } from "@/lib/institutions/membership/queries";
import { mayOwn, memberRoles } from "@/lib/institutions/membership/rules";
import type { Action } from "./action";

/** Everybody who belongs to the institution; an owner changes what the others are. */
export async function MemberList({
  membership: { members, me, isOwner },
  changeRole,
  remove,
}: {
  membership: Membership;
  changeRole: Action;
  remove: Action;
}) {
  const [t, roles] = [await getTranslations("members"), await getTranslations("institutions.memberRoles")];
  return (
    <Section title={t("caption")}>
      <SummaryList
        items={members.map((member) => {
          const { id, version, role, shared, user } = member;
          const isMe = member.userId === me.userId;
          const hidden = { membershipId: id, version };
          const others = memberRoles.filter((one) => one !== role && (one !== "OWNER" || mayOwn(member)));
          return {
            term: roles(role),
            detail: (
              <>
                <span className="font-semibold">
                  <Written>{user.name}</Written>
                </span>
                {isMe && ` (${t("you")})`}
                {shared && ` · ${t("shared")}`}
                <span className="block text-sm text-muted">{t(`roleHints.${role}`)}</span>
                {user.email && (
                  <span className="block text-sm text-muted break-words">
                    <bdi>{user.email}</bdi>
                  </span>
                )}
                <span className="block text-sm text-muted">
                  {t("since")} <DateTime at={member.createdAt} />
                </span>
                {isOwner && !isMe && (
                  <Disclosure quiet title={t("changeOf", { name: user.name })}>
                    <div className="flex flex-col gap-4">
                      <ActionForm
                        id={`role-${id}`}
                        action={changeRole}
                        submit={t("changeRole")}
                        tone="quiet"
                        hidden={hidden}
                      >
                        <Select
                          name="role"
                          label={t("newRole")}
                          options={others.map((one) => ({ value: one, label: roles(one) }))}
                        />
                      </ActionForm>
                      <ActionForm
                        id={`remove-${id}`}
                        action={remove}
                        submit={t("remove")}
                        tone="danger"
                        hidden={hidden}
                        confirm={t("removeConfirm", { name: user.name })}
                      />
                    </div>
                  </Disclosure>
                )}
              </>
            ),
          };
        })}
      />
    </Section>
  );
}
