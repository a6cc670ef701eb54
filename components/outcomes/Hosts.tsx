import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Identifier, Section } from "@/components/ui";
import { config } from "@/lib/platform/config";
import { localePath } from "@/lib/platform/i18n/routing";
import { outbound } from "@/lib/platform/security/outbound";

/** Every host that the portal, its visitors' browsers and the command line talk to; by name where a visitor's own browser does. */
export async function Hosts() {
  const [t, locale] = [await getTranslations("figures.hosts"), await getLocale()];
  const { network, identityProvider, origin } = config();
  const addresses: Partial<Record<(typeof outbound)[number]["to"], string>> = {
    network: network.host,
    itself: origin,
    check: network.host,
    identity: identityProvider,
  };
  return (
    <Section title={t("title")}>
      <div id="hosts" className="scroll-mt-16">
        <p className="mb-4 max-w-3xl text-muted">{t("lead")}</p>
        <DataTable
          caption={t("title")}
          columns={[
            { key: "by", label: t("by") },
            { key: "to", label: t("to") },
            { key: "for", label: t("for") },
          ]}
          rows={outbound.map(({ to, by }) => ({
            key: to,
            cells: {
              by: t(`openers.${by}`),
              to: (
                <>
                  {t(`hosts.${to}.to`)}{" "}
                  {addresses[to] && (
                    <span className="block text-sm wrap-anywhere">
                      <Identifier>{new URL(addresses[to]).host}</Identifier>
                    </span>
                  )}
                </>
              ),
              for: t(`hosts.${to}.for`),
            },
          }))}
          empty=""
        />
        <p className="mt-4 max-w-3xl">
          {t("else")} {/* Outside the framework: a full page load. */}
          <a href={localePath("/verify/figures", locale)}>{t("signer")}</a>
        </p>
      </div>
    </Section>
  );
}
