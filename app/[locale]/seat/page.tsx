import { getTranslations } from "next-intl/server";
import { SeatCard } from "@/components/licences/SeatCard";
import { StartBuilding } from "@/components/licences/StartBuilding";
import { AccountSection } from "@/components/messenger/AccountSection";
import { EmptyState, LinkButton, Page, Stack } from "@/components/ui";
import { mySeats } from "@/lib/licences/queries";
import { myAccounts } from "@/lib/messenger/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { remove, request } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("seats.mine"))("title") };
}

export default async function SeatPage() {
  const actor = await requirePerson("/seat");
  const t = await getTranslations("seats.mine");
  const [seats, accounts] = await Promise.all([mySeats(actor), myAccounts(actor)]);
  const { activationUrl } = config();

  return (
    <Page title={seats.length > 1 ? t("titleMany") : t("title")}>
      {seats.length === 0 && (
        <EmptyState
          title={t("none")}
          action={!actor.principal && <LinkButton href="/sign-in?next=/seat">{t("signIn")}</LinkButton>}
        >
          <Stack gap="small">
            <p>{t("noneText")}</p>
            {!actor.principal && <p>{t("noneIdentity")}</p>}
          </Stack>
        </EmptyState>
      )}
      {seats.map((seat) => (
        <Stack key={seat.id} gap="large">
          <SeatCard seat={seat} />
          <StartBuilding seat={seat} activationUrl={activationUrl} />
          {seat.state === "BOUND" && (
            <AccountSection
              licence={seat.licence}
              account={accounts.find((account) => account.licenceId === seat.licence.id)}
              request={request}
              remove={remove}
            />
          )}
        </Stack>
      ))}
    </Page>
  );
}
