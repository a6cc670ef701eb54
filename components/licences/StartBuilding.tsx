import { getLocale, getTranslations } from "next-intl/server";
import { Notice, Section, Stack, StatusTag, type Tone } from "@/components/ui";
import { buttonClass } from "@/components/ui/tones";
import { institutionName } from "./names";
import type { HeldSeat } from "./SeatCard";

type Door = "ready" | "waiting" | "missing" | "closed";

const tones: Record<Door, Tone> = { ready: "good", waiting: "progress", missing: "neutral", closed: "warning" };

/** Where the way ends: the door to Caffeine, or plainly why it is closed. */
export async function StartBuilding({ seat, activationUrl }: { seat: HeldSeat; activationUrl: string | undefined }) {
  const t = await getTranslations("seats.mine");
  const { licence } = seat;
  const institution = institutionName(licence.institution, await getLocale());
  const door: Door =
    licence.state !== "ACTIVE" ? "closed" : seat.state !== "BOUND" ? "waiting" : activationUrl ? "ready" : "missing";

  return (
    <Section title={t("startTitle")} aside={<StatusTag tone={tones[door]}>{t(`startStates.${door}`)}</StatusTag>}>
      {door === "closed" && (
        <Notice tone="warning" title={t("startClosed")}>
          {licence.state !== "PENDING" && licence.state !== "ACTIVE" && (
            <p>{t(`startClosedText.${licence.state}`, { institution })}</p>
          )}
        </Notice>
      )}
      {door === "waiting" && <p>{t("startWait")}</p>}
      {door === "missing" && (
        <Notice title={t("startMissing")}>
          <p>{t("startMissingText")}</p>
        </Notice>
      )}
      {door === "ready" && (
        <Stack gap="small">
          <p className="max-w-xl">{t("startText")}</p>
          <p>
            <a href={activationUrl} target="_blank" rel="noopener noreferrer" className={buttonClass("primary")}>
              {t("start")}
            </a>
          </p>
          <p className="max-w-xl text-sm text-muted">{t("startNote")}</p>
        </Stack>
      )}
    </Section>
  );
}
