import { getTranslations } from "next-intl/server";
import { Button, Disclosure, LinkButton, Menu, Popover, Tooltip } from "@/components/ui";
import { Checkbox } from "@/components/ui/Checkbox";
import { Specimen } from "./Chapter";
import { Windows } from "./Windows";

/** What acts, and what opens. */
export async function Actions() {
  const t = await getTranslations("design");
  const common = await getTranslations("common");
  return (
    <>
      <Specimen title={t("buttons")} parts={["Button", "LinkButton"]}>
        <div className="flex flex-wrap gap-3">
          <Button tone="primary">{t("primary")}</Button>
          <Button tone="quiet">{t("quiet")}</Button>
          <Button tone="danger">{t("danger")}</Button>
          <Button tone="primary" disabled>
            {t("disabled")}
          </Button>
          <LinkButton href="/design">{t("title")}</LinkButton>
          <Button tone="danger">{t("longButton")}</Button>
        </div>
      </Specimen>
      <Specimen title={t("windows")} parts={["Dialog", "AlertDialog", "Menu", "Popover", "Tooltip"]}>
        <div className="flex flex-wrap gap-3">
          <Windows
            texts={{
              dialog: t("dialog"),
              dialogTitle: t("dialogTitle"),
              dialogText: t("dialogText"),
              alert: t("alert"),
              alertTitle: t("alertTitle"),
              alertText: t("alertText"),
              confirm: t("danger"),
              cancel: common("cancel"),
              close: common("close"),
              save: common("save"),
            }}
          />
          <Menu
            label={t("menu")}
            items={[
              { key: "print", label: t("menuItems.print"), hint: t("menuItems.printHint"), href: "/design" },
              { key: "copy", label: t("menuItems.copy"), disabled: true },
              { key: "withdraw", label: t("menuItems.withdraw"), tone: "danger", href: "/design" },
            ]}
          />
          <Popover label={t("popover")}>
            <Checkbox name="column-institution" label={t("institution")} defaultChecked />
            <Checkbox name="column-seats" label={t("seats")} />
          </Popover>
          <Tooltip text={t("tooltipText")}>
            <Button type="button">{t("tooltip")}</Button>
          </Tooltip>
        </div>
      </Specimen>
      <Specimen title={t("details")} parts={["Disclosure"]}>
        <div className="max-w-3xl">
          <Disclosure title={t("disclosure")} open>
            <p>{t("disclosureText")}</p>
          </Disclosure>
          <Disclosure title={t("longText")}>
            <p>{t("disclosureText")}</p>
          </Disclosure>
        </div>
      </Specimen>
    </>
  );
}
