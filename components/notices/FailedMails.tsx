import { getTranslations } from "next-intl/server";
import { resend } from "@/app/[locale]/desk/mail/actions";
import { ActionForm, DataTable, Identifier, Section, Stack, Written } from "@/components/ui";
import { mails } from "@/lib/notifications/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { letterName } from "./letterName";

/** As many are shown with what can be done about them; the list below has them all. */
const most = 25;

/** Mails that were given up: why, who looks after them, and the way to send them again. */
export async function FailedMails({ actor }: { actor: Actor }) {
  const [t, name, failed] = [
    await getTranslations("desk.mail"),
    await letterName(),
    await mails(actor, { state: "failed", page: 1 }),
  ];
  return (
    <Section title={t("failed")}>
      <Stack>
        <p className="max-w-2xl">{t("failedText")}</p>
        <DataTable
          caption={t("failed")}
          columns={[
            { key: "to", label: t("to") },
            { key: "letter", label: t("letter") },
            { key: "error", label: t("error") },
            { key: "owner", label: t("owner") },
            ...(may(actor, "notifications.resend") ? [{ key: "act", label: t("act"), act: true }] : []),
          ]}
          rows={failed.slice(0, most).map(({ id, to, channel, letter, lastError, owner }) => ({
            key: id,
            cells: {
              to: <Identifier>{to}</Identifier>,
              letter: name({ channel, letter }),
              error: <Identifier>{lastError ?? "–"}</Identifier>,
              owner: owner ? <Written>{owner.name}</Written> : t("nobody"),
              act: (
                <ActionForm
                  id={`resend-${id}`}
                  action={resend}
                  submit={t("resend")}
                  hidden={{ mailId: id }}
                  tone="quiet"
                />
              ),
            },
          }))}
          empty=""
        />
      </Stack>
    </Section>
  );
}
