import { getLocale, getTranslations } from "next-intl/server";
import { HolderCredential } from "@/components/licences/HolderCredential";
import { InUse } from "@/components/licences/InUse";
import { institutionName } from "@/components/licences/names";
import { SeatCard } from "@/components/licences/SeatCard";
import { StartBuilding } from "@/components/licences/StartBuilding";
import { AccountSection } from "@/components/messenger/AccountSection";
import { EmptyState, LinkButton, Notice, Page, Stack } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { mySeats } from "@/lib/licences/queries";
import { myRebinds } from "@/lib/licences/seats/view";
import { myAccounts } from "@/lib/messenger/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { issuer } from "@/lib/platform/credentials/issuer";
import { remove, request, use } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("seats.mine"))("title") };
}

export default async function SeatPage() {
  const actor = await requirePerson("/seat");
  const t = await getTranslations("seats.mine");
  const [seats, accounts, wishes, locale] = await Promise.all([
    mySeats(actor),
    myAccounts(actor),
    myRebinds(actor),
    getLocale(),
  ]);
  const { activationUrl } = config();

  return (
    <Page title={seats.length > 1 ? t("titleMany") : t("title")}>
      {wishes.map(({ id, state, seat }) => (
        <Notice key={id} tone="progress" live title={t(`wishes.${state === "CONFIRMED" ? state : "ASKED"}`)}>
          {t("wishText", { institution: institutionName(seat.licence.institution, locale) })}
          {state === "CONFIRMED" && <KeepFresh seconds={3} />}
        </Notice>
      ))}
      {seats.length === 0 && wishes.length === 0 && (
        <EmptyState
          title={t("none")}
          action={!actor.principal && <LinkButton href="/sign-in?next=/seat">{t("signIn")}</LinkButton>}
        >
          <Stack gap="small">
            <p>{t("noneText")}</p>
            <p>{actor.principal ? t("noneLost") : t("noneIdentity")}</p>
          </Stack>
        </EmptyState>
      )}
      {seats.map((seat) => (
        <Stack key={seat.id} gap="large">
          <SeatCard seat={seat} />
          <StartBuilding seat={seat} activationUrl={activationUrl} />
          {seat.state === "BOUND" && (activationUrl || seat.activatedAt) && <InUse seat={seat} confirm={use} />}
          {seat.state === "BOUND" && issuer() && <HolderCredential seatId={seat.id} />}
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
