import { getLocale, getTranslations } from "next-intl/server";
import { institutionName } from "@/components/licences/names";
import { ProveHolder } from "@/components/licences/ProveHolder";
import { Identifier, LinkButton, Notice, Page, Stack, SummaryList } from "@/components/ui";
import { challengeOf, isFresh, wayBack } from "@/lib/licences/credentials/challenge";
import { proving } from "@/lib/licences/credentials/entitlement";
import { formatNumber } from "@/lib/licences/number";
import { requirePerson } from "@/lib/platform/auth/session";

export async function generateMetadata() {
  return { title: (await getTranslations("seats.prove"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where another system sends a holder, so that they show that the licence is theirs. */
export default async function ProvePage({ searchParams }: Props) {
  const { challenge: asked, back } = await searchParams;
  const query = new URLSearchParams();
  if (typeof asked === "string") query.set("challenge", asked);
  if (typeof back === "string") query.set("back", back);
  const actor = await requirePerson(`/seat/prove?${query}`);
  const [t, locale] = [await getTranslations("seats.prove"), await getLocale()];
  const challenge = challengeOf(asked);
  if (!challenge)
    return (
      <Page title={t("title")}>
        <Notice title={t("none")}>
          <p>{t("noneText")}</p>
        </Notice>
        <p>
          <LinkButton href="/seat" tone="quiet">
            {t("toSeat")}
          </LinkButton>
        </p>
      </Page>
    );
  const way = wayBack(challenge, back);
  const held = await proving(actor, challenge);
  const asks = [
    { term: t("asks"), detail: <Identifier>{challenge.origin}</Identifier> },
    { term: t("licence"), detail: <Identifier>{formatNumber(challenge.licence)}</Identifier> },
    ...(held ? [{ term: t("institution"), detail: institutionName(held.institution, locale) }] : []),
  ];
  const trouble = !isFresh(challenge, new Date()) ? "stale" : held === null ? "notHeld" : null;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Stack>
        <SummaryList items={asks} />
        {trouble && (
          <Notice tone="warning" title={t(trouble)}>
            <p>{t(`${trouble}Text`)}</p>
            {/* Another system's address. */}
            <p>
              <a href={way} rel="noreferrer">
                {t("back")} <Identifier>{challenge.origin}</Identifier>
              </a>
            </p>
          </Notice>
        )}
        {!trouble && held && (
          <>
            <Notice tone="neutral" title={t("reveals")}>
              <ul className="flex list-disc flex-col gap-1 ps-5">
                <li>{t("revealsLicence")}</li>
                <li>{t("revealsIdentity")}</li>
                <li>{t("revealsNothing")}</li>
                {challenge.activates && <li className="font-semibold">{t("activates")}</li>}
              </ul>
            </Notice>
            <p className="max-w-xl">{t("sure")}</p>
            <ProveHolder actor={actor} challenge={challenge} proving={held} back={way} />
          </>
        )}
      </Stack>
    </Page>
  );
}
