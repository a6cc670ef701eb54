import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, Button, LinkButton, Section, Select, Stack, Written } from "@/components/ui";
import type { Membership } from "@/lib/institutions/membership/queries";
import { mayOwn } from "@/lib/institutions/membership/rules";
import type { Person } from "@/lib/platform/auth/actor";
import type { Action } from "./action";

type Props = {
  actor: Person;
  institutionId: string;
  membership: Membership;
  /** The member who was chosen, by the address of the page. */
  chosen: string | undefined;
  offer: Action;
};

/** Offers the ownership to another member: first to whom, then, confirmed for exactly that, the offer. */
export async function HandingOver({ actor, institutionId, membership: { members, transfer }, chosen, offer }: Props) {
  const heirs = members.filter((member) => member.role !== "OWNER" && mayOwn(member));
  if (transfer || heirs.length === 0) return null;
  const t = await getTranslations("members");
  const heir = heirs.find(({ id }) => id === chosen);
  const act = { institutionId, membershipId: heir?.id ?? "" };
  return (
    <div id="transfer">
      <Section title={t("transfer")}>
        <Stack>
          <p className="max-w-xl">{t("transferLead")}</p>
          {heir ? (
            <>
              <p className="max-w-xl">{t.rich("transferFor", { name: () => <Written>{heir.user.name}</Written> })}</p>
              <FreshlyConfirmed actor={actor} action="institutions.proposeTransfer" act={act} id="offer">
                <ActionForm id="offer" action={offer} submit={t("transferSubmit")} hidden={act} />
              </FreshlyConfirmed>
              <p>
                <LinkButton href={`/institutions/${institutionId}/members#transfer`} tone="quiet">
                  {t("transferOther")}
                </LinkButton>
              </p>
            </>
          ) : (
            <form method="get" className="flex flex-col gap-4">
              <Select
                name="heir"
                label={t("transferTo")}
                options={heirs.map(({ id, user }) => ({ value: id, label: user.name }))}
              />
              <div>
                <Button type="submit" tone="quiet">
                  {t("transferChoose")}
                </Button>
              </div>
            </form>
          )}
        </Stack>
      </Section>
    </div>
  );
}
