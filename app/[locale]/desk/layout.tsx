import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DeskNav } from "@/components/desk/DeskNav";
import { Flow } from "@/components/desk/Flow";
import { PaletteButton } from "@/components/desk/palette/PaletteButton";
import { deskPlaces } from "@/components/desk/places";
import { may } from "@/lib/platform/auth/permissions";
import { currentActor } from "@/lib/platform/auth/session";
import { localePath } from "@/lib/platform/i18n/routing";

/** The desk's frame. It guards nothing: each page asks for itself. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  const places = deskPlaces(actor);
  if (places.length === 0) return children;
  const t = await getTranslations("desk");
  const { desk } = await getMessages();
  const locale = await getLocale();
  const destinations = [
    { kind: "places" as const, href: "/desk", title: t("palette.overview") },
    ...places.map((key) => ({ kind: "places" as const, href: `/desk/${key}`, title: t(`places.${key}.title`) })),
    ...(may(actor, "batches.draft")
      ? [{ kind: "acts" as const, href: "/desk/batches/new", title: t("palette.newBatch") }]
      : []),
  ];
  const items = [
    { href: localePath("/desk", locale), path: "/desk", label: t("overview") },
    ...places.map((key) => ({
      href: localePath(`/desk/${key}`, locale),
      path: `/desk/${key}`,
      label: t(`places.${key}.title`),
    })),
  ];
  return (
    <Flow loading={t("loading")}>
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 beside:grid-cols-[13rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-x-8 gap-y-3 lg:flex-row lg:items-center beside:sticky beside:flex-col beside:items-stretch beside:top-4 beside:self-start">
          <PaletteButton locale={locale} texts={desk.palette} destinations={destinations} />
          <DeskNav label={t("nav")} items={items} />
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </Flow>
  );
}
