import { getLocale, getTranslations } from "next-intl/server";
import { signOut } from "@/app/[locale]/sign-in/actions";
import { Written } from "@/components/ui/Written";
import { unreadNotices } from "@/lib/notifications/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { formatNumber } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import { LanguageSwitch } from "./LanguageSwitch";
import { MainNav } from "./MainNav";
import { Mark } from "./mark";
import { placesFor } from "./navigation";

/** Mark and name, where one may go, the other language, and the way in or out. */
export async function Header({ actor, demonstration }: { actor: Actor; demonstration: boolean }) {
  const locale = await getLocale();
  const t = await getTranslations("nav");
  const common = await getTranslations("common");
  const unread = await unreadNotices(actor);
  const items = placesFor(actor, demonstration).map(({ key, href, plain }) => ({
    href: localePath(href, locale),
    path: href,
    label: key === "notices" && unread > 0 ? t("noticesUnread", { count: formatNumber(unread, locale) }) : t(key),
    ...(plain && { plain }),
  }));
  return (
    <header className="no-print relative border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
        <Link href="/" className="inline-flex min-h-11 items-center gap-2.5 text-ink no-underline">
          <Mark className="size-9" />
          <span className="text-lg leading-none font-bold rtl:pb-2">{common("name")}</span>
        </Link>
        <div className="ms-auto lg:order-last lg:ms-0">
          <LanguageSwitch locale={locale} />
        </div>
        <div className="lg:flex-1">
          <MainNav
            label={t("main")}
            menu={common("menu")}
            items={items}
            account={
              actor?.kind === "person" ? (
                <SignOut name={actor.name} label={t("signOut")} />
              ) : (
                <SignIn label={t("signIn")} />
              )
            }
          />
        </div>
      </div>
    </header>
  );
}

function SignIn({ label }: { label: string }) {
  return (
    <Link href="/sign-in" className="inline-flex min-h-11 items-center text-sm font-semibold">
      {label}
    </Link>
  );
}

function SignOut({ name, label }: { name: string; label: string }) {
  return (
    <form action={signOut} data-sign-out="" className="flex flex-wrap items-center gap-x-4 text-sm">
      <Written className="text-muted">{name}</Written>
      <button
        type="submit"
        className="inline-flex min-h-11 cursor-pointer items-center text-link underline underline-offset-[0.2em] rtl:underline-offset-[0.5em]"
      >
        {label}
      </button>
    </form>
  );
}
