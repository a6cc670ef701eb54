import { getTranslations } from "next-intl/server";
import { ActionForm, Card, RadioGroup, Section, Stack, Words, Written } from "@/components/ui";
import type { Membership } from "@/lib/institutions/membership/queries";
import type { Action } from "./action";

const decisions = ["EDITOR", "VIEWER", "DECLINE"] as const;

/** Who asks to join, and an owner's decision on each. */
export async function Asking({ requests, decide }: { requests: Membership["requests"]; decide: Action }) {
  if (requests.length === 0) return null;
  const t = await getTranslations("members");
  return (
    <Section title={t("requests")}>
      <Stack>
        <p className="max-w-xl">{t("requestsLead")}</p>
        {requests.map(({ id, version, note, user }) => (
          <Card key={id} title={<Written>{user.name}</Written>}>
            <Stack>
              {user.email && (
                <p className="break-words text-sm text-muted">
                  <bdi>{user.email}</bdi>
                </p>
              )}
              <Words>{note}</Words>
              <ActionForm id={`decide-${id}`} action={decide} submit={t("decide")} hidden={{ requestId: id, version }}>
                <RadioGroup
                  name="decision"
                  legend={t("decision", { name: user.name })}
                  options={decisions.map((value) => ({ value, label: t(`decisions.${value}`) }))}
                />
              </ActionForm>
            </Stack>
          </Card>
        ))}
      </Stack>
    </Section>
  );
}
