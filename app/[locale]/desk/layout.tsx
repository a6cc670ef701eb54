import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DeskNav } from "@/components/desk/DeskNav";
import { deskPlaces } from "@/components/desk/places";
import { currentActor } from "@/lib/platform/auth/session";
import { localePath } from "@/lib/platform/i18n/routing";

/** The desk's frame. It guards nothing: each page asks for itself. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const places = deskPlaces(await currentActor());
  if (places.length === 0) return children;
  const t = await getTranslations("desk");
  const locale = await getLocale();
  const items = [
    { href: localePath("/desk", locale), path: "/desk", label: t("overview") },
    ...places.map((key) => ({
      href: localePath(`/desk/${key}`, locale),
      path: `/desk/${key}`,
      label: t(`places.${key}.title`),
    })),
  ];
  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
      <DeskNav label={t("nav")} items={items} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
