import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Disowning } from "@/components/governance/Disowning";
import { Motions } from "@/components/governance/Motions";
import { Moving } from "@/components/governance/Moving";
import { DataTable, DateTime, Identifier, Notice, Page, Section, SummaryList, Written } from "@/components/ui";
import { auditGuard } from "@/lib/audit/queries";
import { registryPeople } from "@/lib/chain/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { registryGovernance } from "@/lib/platform/chain/governing";
import { chain } from "@/lib/platform/chain/network";
import { act } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("governance"))("title") };
}

/** What `governors` a motion takes is said by the registry itself: where it does not answer, nothing here can be believed or done. */
async function GovernancePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/governance");
  if (!may(actor, "governance.read")) notFound();
  const [t, asked, governance] = await Promise.all([
    getTranslations("governance"),
    searchParams,
    registryGovernance(chain()).catch(() => null),
  ]);
  if (!governance)
    return (
      <Page title={t("title")} lead={t("lead")}>
        <Notice tone="warning">{t("unreachable")}</Notice>
      </Page>
    );
  const { roles, policy, brokenGlass } = governance;
  const guard = await auditGuard(actor);
  const people = await registryPeople(
    actor,
    roles.map(({ principal }) => principal),
  );
  const isGovernor = roles.some(({ principal, role }) => role === "governor" && principal === actor.principal);
  const isFounded = roles.some(({ role }) => role === "governor");
  const mayAct = isGovernor && may(actor, "governance.act");
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {asked.notice === "sent" && (
        <Notice tone="good" live title={t("sent")}>
          {t("sentText")}
        </Notice>
      )}
      {brokenGlass.map(({ at, reason }) => (
        <Notice key={at.toISOString()} tone="bad" title={t("brokenGlass")}>
          <p>{t.rich("brokenGlassAt", { at: () => <DateTime at={at} style="datetime" /> })}</p>
          {reason !== null && <Written>{reason}</Written>}
        </Notice>
      ))}
      <p className="max-w-prose text-sm text-muted">
        {t.rich("certified", { at: () => <DateTime at={governance.at} style="datetime" /> })}
      </p>
      {!isFounded && <Notice tone="warning">{t("unfounded")}</Notice>}
      <Section title={t("policy")}>
        <SummaryList
          items={[
            { term: t("approvals"), detail: t("approvalsText", { count: policy.approvals }) },
            { term: t("governors"), detail: t("governorsText", { count: policy.governors }) },
            { term: t("delay"), detail: t("delayText", { seconds: policy.delaySeconds, hours: hoursOf(policy) }) },
          ]}
        />
      </Section>
      {isFounded && guard && guard.register !== "unreachable" && (
        <Disowning noted={guard.register} {...{ actor, governance, people, mayAct }} action={act} />
      )}
      {isFounded && guard?.register === "unreachable" && <Notice tone="warning">{t("heads.unreachable")}</Notice>}
      {isFounded && <Motions actor={actor} governance={governance} people={people} mayAct={mayAct} action={act} />}
      {isFounded && may(actor, "governance.act") && !isGovernor && <Notice tone="neutral">{t("notGovernor")}</Notice>}
      {mayAct && (
        <Moving
          {...{ actor, governance, people, asked }}
          action={act}
          archive={chain().network.canisters.log_archive}
        />
      )}
      <Section title={t("roles")}>
        <DataTable
          caption={t("roles")}
          columns={[
            { key: "person", label: t("person") },
            { key: "role", label: t("role") },
            { key: "principal", label: t("principal") },
          ]}
          rows={roles.map(({ principal, role }) => ({
            key: `${role} ${principal}`,
            cells: {
              person: people.names.has(principal) ? (
                <Written>{people.names.get(principal)}</Written>
              ) : (
                t(role === "issuer" ? "portal" : "stranger")
              ),
              role: t(`roleNames.${role}`),
              principal: <Identifier>{principal}</Identifier>,
            },
          }))}
          empty={t("noRoles")}
        />
      </Section>
    </Page>
  );
}

function hoursOf({ delaySeconds }: { delaySeconds: number }): number {
  return Math.floor(delaySeconds / 3_600);
}

export default orNotFound(GovernancePage);
