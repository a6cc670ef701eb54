import { getTranslations } from "next-intl/server";
import { chooseTheme } from "@/app/[locale]/actions";
import { type Theme, themes } from "@/lib/platform/web/theme";

/** How the portal looks: one form, one button for each way, with and without JavaScript. */
export async function ThemeChoice({ theme }: { theme: Theme }) {
  const t = await getTranslations("common.theme");
  return (
    <form action={chooseTheme}>
      <fieldset className="grid grid-cols-[auto_auto] justify-start gap-x-3 gap-y-2 sm:flex sm:flex-wrap sm:items-center">
        <legend className="text-muted max-sm:mb-2 sm:float-start sm:me-3">{t("label")}</legend>
        {themes.map((way) => (
          <button
            key={way}
            type="submit"
            name="theme"
            value={way}
            aria-pressed={way === theme}
            className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded-full border border-transparent px-2 leading-(--leading-tight) hover:border-edge aria-pressed:border-edge aria-pressed:bg-surface aria-pressed:font-semibold forced-colors:aria-pressed:outline-2"
          >
            <Picture way={way} />
            {t(way)}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

// A sun, a moon, a half, and a sheet of strong edges.
const shapes = {
  system: "M2 3.5h12v8H2zM6 14h4",
  light: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  dark: "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z",
  contrast: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 2v12M10 4v8M12 5.5v5",
};

function Picture({ way }: { way: Theme }) {
  return (
    <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true" focusable="false">
      <path
        d={shapes[way]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
