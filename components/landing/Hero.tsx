import { getTranslations } from "next-intl/server";
import { Link } from "@/lib/platform/i18n/navigation";
import { CheckForm } from "./CheckForm";
import { Rosette } from "./Rosette";
import { Specimen } from "./Specimen";

/** What the service is, the way in, and the check that anybody may make. */
export async function Hero({ signedIn }: { signedIn: boolean }) {
  const t = await getTranslations("landing");
  return (
    <div className="-mt-6 sm:-mt-9">
      <div className="relative mx-[calc(50%-50vw)] overflow-clip bg-hero text-on-hero [--focus:var(--on-hero)]">
        <Rosette className="absolute -end-40 -top-24 size-[34rem] text-hero-line max-lg:opacity-50 forced-colors:hidden lg:end-[max(-6rem,calc(50%-42rem))] lg:size-[44rem]" />
        <div className="relative mx-auto grid max-w-6xl items-center gap-x-12 gap-y-8 px-4 pt-10 pb-24 sm:px-6 lg:grid-cols-[3fr_2fr] lg:pt-16 lg:pb-32">
          <div>
            <h1 className="max-w-xl text-3xl">{t("title")}</h1>
            <p className="mt-5 max-w-xl text-lg text-on-hero-muted">{t("lead")}</p>
            <p className="mt-7">
              <Link
                href={signedIn ? "/home" : "/sign-in?next=/home"}
                className="forced-edge inline-flex min-h-12 items-center rounded-md bg-hero-button px-6 py-2 leading-(--leading-tight) font-semibold text-hero-button-ink no-underline hover:underline"
              >
                {t(signedIn ? "toYourPage" : "apply")}
              </Link>
            </p>
          </div>
          <div className="hidden justify-self-end lg:block">
            <Specimen />
          </div>
        </div>
      </div>
      <div className="relative -mt-14 max-w-3xl rounded-lg border border-line bg-surface p-5 sm:p-8">
        <CheckForm />
      </div>
    </div>
  );
}
