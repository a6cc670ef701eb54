import NextLink from "next/link";
import { getLocale } from "next-intl/server";
import type { ComponentProps } from "react";
import { localePath } from "./routing.ts";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "href" | "locale"> & { href: string; locale?: string };

/**
 * A link that keeps the language, for server components; without next-intl's own, whose client part every page would carry.
 * Nothing is fetched ahead: many readers pay by the megabyte.
 */
export async function Link({ href, locale, prefetch = false, ...rest }: LinkProps) {
  return <NextLink href={localePath(href, locale ?? (await getLocale()))} prefetch={prefetch} {...rest} />;
}
