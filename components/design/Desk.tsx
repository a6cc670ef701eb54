import { getTranslations } from "next-intl/server";
import { KeepTyped } from "@/components/desk/KeepTyped";
import { Panes } from "@/components/desk/Panes";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { EmptyState, Stack, TextArea } from "@/components/ui";

const tones = ["neutral", "progress", "good", "warning", "bad"] as const;

/** The parts of the desk: a list that is worked by keyboard, one with nothing in it, and two things read side by side. */
export async function Desk() {
  const [t, panes, places] = [
    await getTranslations("design"),
    await getTranslations("desk.panes"),
    await getTranslations("desk.places"),
  ];
  const columns = [
    { key: "receipt", label: t("receipt"), kind: "id" as const, min: 9 },
    { key: "institution", label: t("institution"), kind: "name" as const, width: 3, min: 12 },
    { key: "state", label: t("state"), width: 1, min: 9 },
    { key: "seats", label: t("seats"), kind: "number" as const, min: 6 },
  ];
  const rows = tones.map((tone, index) => ({
    key: tone,
    href: "/design",
    fixed: tone === "bad",
    cells: {
      receipt: `APP-7K2Q${index}-4`,
      institution: index % 2 ? t("exampleStartup") : t("exampleUniversity"),
      state: { text: t(`tone.${tone}`), tone },
      seats: 40 - index,
    },
  }));
  return (
    <Stack gap="large">
      <DeskTable
        list="design"
        caption={t("desk")}
        summary={t("data")}
        columns={columns}
        rows={rows}
        total={1_204}
        choice={{ name: "row", most: 3, send: { href: "/design", label: t("primary") } }}
        empty={null}
      />
      <DeskTable
        list="designEmpty"
        caption={t("desk")}
        columns={columns}
        rows={[]}
        empty={<EmptyState title={t("tableEmpty")}>{t("tableEmptyText")}</EmptyState>}
      />
      <Panes
        toSecond={panes("toSecond", { pane: places("reviews.title") })}
        keys={panes("keys")}
        first={{ label: places("applications.title"), content: <p>{t("noticeText")}</p> }}
        second={{
          label: places("reviews.title"),
          content: (
            <form id="design-kept">
              <TextArea name="kept" label={t("purpose")} rows={3} required={false} />
              <KeepTyped
                form="design-kept"
                name="design"
                texts={{ kept: panes("kept"), restored: panes("restored") }}
              />
            </form>
          ),
        }}
      />
    </Stack>
  );
}
