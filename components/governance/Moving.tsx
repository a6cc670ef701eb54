import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import { Button, Notice, Section, Select, Stack, TextField } from "@/components/ui";
import type { RegistryPeople } from "@/lib/chain/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { type Act, chainSectors } from "@/lib/platform/chain/governance";
import type { Governance } from "@/lib/platform/chain/governing";
import { isPrincipal } from "@/lib/platform/chain/principal";
import type { FormState } from "@/lib/platform/forms";
import { actWords, sectorNames } from "./actWords";

type Props = {
  actor: Person;
  governance: Governance;
  people: RegistryPeople;
  /** The page's address: what was chosen to be moved. */
  asked: Record<string, string | string[] | undefined>;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** The canister that could keep the older part of the log, as far as it is known here. */
  archive: string | undefined;
};

/** A governor chooses what to move, sees it in words, and signs it. */
export async function Moving({ actor, governance, people, asked, action, archive }: Props) {
  const [t, sectors] = [await getTranslations("governance"), await getTranslations("common.sectors")];
  const acts = await Promise.all(
    possibleActs(governance, people).map(async (act) => ({
      act,
      value: JSON.stringify(act),
      label: await actWords(act, people.names),
    })),
  );
  const chosen =
    acts.find(({ value }) => value === asked.act)?.act ?? policyOf(asked) ?? returnOf(asked) ?? archiveOf(asked);
  return (
    <Section title={t("move")}>
      <Stack gap="large">
        <p className="max-w-prose">{t("moveText", { count: governance.policy.governors })}</p>
        {chosen && (
          <Notice tone="neutral" title={t("moving")}>
            <p>{await actWords(chosen, people.names)}</p>
            <SignedForm
              id="move"
              actor={actor}
              action={action}
              page="/desk/governance"
              hidden={{}}
              subject={{ kind: "governance", call: moved(chosen) }}
              submit={t("moveSubmit")}
              confirm={t("moveConfirm")}
            />
          </Notice>
        )}
        <form className="flex flex-col gap-4">
          <Select
            name="act"
            label={t("choose")}
            options={acts.map(({ value, label }) => ({ value, label }))}
            required
          />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("newPolicy")}</h3>
          {(["approvals", "governors", "hours"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(`policyFields.${name}`)}
              inputMode="numeric"
              dir="ltr"
              required
            />
          ))}
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("returning")}</h3>
          <p className="max-w-prose">{t("returningText")}</p>
          <Select
            name="sector"
            label={t("returnFields.sector")}
            options={chainSectors.map((value) => ({ value, label: sectors(sectorNames[value]) }))}
            required
          />
          <TextField name="places" label={t("returnFields.places")} inputMode="numeric" dir="ltr" required />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("archiving")}</h3>
          <p className="max-w-prose">{t("archivingText")}</p>
          <TextField name="archive" label={t("archiveFields.archive")} defaultValue={archive} dir="ltr" required />
          <TextField name="keep" label={t("archiveFields.keep")} inputMode="numeric" dir="ltr" required />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
      </Stack>
    </Section>
  );
}

/** Whoever holds an office here and an identity, and no role there, may be granted one; whoever has one may lose it. */
function possibleActs({ roles }: Governance, { officials, caps }: RegistryPeople): Act[] {
  const held = new Set(roles.map(({ principal }) => principal));
  return [
    ...officials
      .filter(({ principal }) => !held.has(principal))
      .map(({ principal, role }): Act => ({ kind: "grant", principal, role })),
    ...roles
      .filter(({ role }) => role !== "issuer")
      .map(({ principal, role }): Act => ({ kind: "withdraw", principal, role })),
    ...(caps ? [{ kind: "caps", caps } as const] : []),
  ];
}

/** A whole number of the address, where there is one within the limits. */
function whole(asked: Props["asked"], name: string, least: number, most: number): number | undefined {
  const value = Number(asked[name]);
  const isFine = typeof asked[name] === "string" && Number.isInteger(value) && value >= least && value <= most;
  return isFine ? value : undefined;
}

function returnOf(asked: Props["asked"]): Act | undefined {
  const sector = chainSectors.find((known) => known === asked.sector);
  const places = whole(asked, "places", 1, 1_000_000);
  return sector && places !== undefined ? { kind: "returnPlaces", sector, places } : undefined;
}

function archiveOf(asked: Props["asked"]): Act | undefined {
  const keep = whole(asked, "keep", 1, 500_000);
  const canister = typeof asked.archive === "string" ? asked.archive.trim() : "";
  return keep !== undefined && isPrincipal(canister) ? { kind: "archive", canister, keep } : undefined;
}

function policyOf(asked: Props["asked"]): Act | undefined {
  const [approvals, governors] = (["approvals", "governors"] as const).map((name) => whole(asked, name, 2, 16));
  const hours = whole(asked, "hours", 0, 720);
  if (approvals === undefined || governors === undefined || hours === undefined) return undefined;
  const delay = (BigInt(hours) * 3_600_000_000_000n).toString();
  return { kind: "policy", policy: { approvals, governors, delay } };
}

function moved(act: Act) {
  const operation = `motion-${crypto.randomUUID()}`;
  return { method: "move" as const, argument: { operation, act, decision: operation } };
}
