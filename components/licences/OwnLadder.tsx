import { getTranslations } from "next-intl/server";
import { Ladder } from "@/components/pictures/Ladder";
import { type OwnLadder as Counts, ownRungs } from "@/lib/licences/figures/rungs";

/** The rungs of the ladder that an institution's seats stand on, each with whose word it is. */
export async function OwnLadder({ ladder }: { ladder: Counts }) {
  const [t, rungs] = [await getTranslations("seats.ladder"), await getTranslations("ladder")];
  return (
    <Ladder
      level={2}
      title={t("title")}
      summary={t("summary", ladder)}
      of={t("of")}
      counted={t("counted")}
      rungs={ownRungs.map((rung) => ({
        key: rung,
        label: rungs(`${rung}.label`),
        hint: rungs(`${rung}.hint`),
        value: ladder[rung],
      }))}
    />
  );
}
