import { getLocale, getTranslations } from "next-intl/server";
import { boxClass } from "@/components/ui/box";
import { buttonClass } from "@/components/ui/tones";
import { localePath } from "@/lib/platform/i18n/routing";

/** A licence number, sent to the verification page. A plain form: the check itself runs over there. */
export async function CheckForm() {
  const t = await getTranslations("landing.check");
  const locale = await getLocale();
  return (
    <search className="block">
      <form action={localePath("/verify", locale)} method="get">
        <h2 className="text-xl">{t("title")}</h2>
        <label htmlFor="check-number" className="mt-3 block font-semibold">
          {t("label")}
        </label>
        <p id="check-hint" className="text-sm text-muted">
          {t("hint")}
        </p>
        <div className="mt-2 flex flex-wrap gap-3">
          <input
            id="check-number"
            name="number"
            required
            dir="ltr"
            maxLength={24}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="SND-XXXXX-XXXXX-C"
            aria-describedby="check-hint"
            className={`${boxClass} min-w-0 flex-1 basis-64 font-mono placeholder:text-muted rtl:text-right`}
          />
          <button type="submit" className={buttonClass("primary")}>
            {t("button")}
          </button>
        </div>
        <p className="mt-3 text-sm text-muted">{t("note")}</p>
      </form>
    </search>
  );
}
