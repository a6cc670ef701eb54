import { getTranslations } from "next-intl/server";
import { Disclosure, Section, Stack } from "@/components/ui";
import { boxClass } from "@/components/ui/box";
import { buttonClass } from "@/components/ui/tones";
import { didKeyPattern } from "@/lib/licences/rules";

/** The licence as a credential in a file, in two forms, and with an identifier of the holder's own for those who have one. */
export async function HolderCredential({ seatId }: { seatId: string }) {
  const t = await getTranslations("seats.credential");
  const address = `/api/seats/${seatId}/credential`;
  return (
    <Section title={t("title")}>
      <Stack gap="small">
        <p className="max-w-xl">{t("text")}</p>
        <p className="max-w-xl">{t("private")}</p>
        <p className="flex flex-wrap gap-3">
          <a href={address} download className={buttonClass("quiet")}>
            {t("file")}
          </a>
          <a href={`${address}?form=jwt`} download className="inline-flex min-h-11 items-center font-semibold">
            {t("jwt")}
          </a>
        </p>
        <Disclosure quiet title={t("own")}>
          <form action={address} method="get">
            <label htmlFor={`subject-${seatId}`} className="block font-semibold">
              {t("subject")}
            </label>
            <p id={`subject-${seatId}-hint`} className="text-sm text-muted">
              {t("hint")}
            </p>
            <div className="mt-2 flex flex-wrap gap-3">
              <input
                id={`subject-${seatId}`}
                name="subject"
                required
                dir="ltr"
                pattern={didKeyPattern}
                maxLength={220}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                aria-describedby={`subject-${seatId}-hint`}
                className={`${boxClass} min-w-0 flex-1 basis-64 font-mono placeholder:text-muted rtl:text-right`}
              />
              <button type="submit" className={buttonClass("quiet")}>
                {t("submit")}
              </button>
            </div>
          </form>
        </Disclosure>
      </Stack>
    </Section>
  );
}
