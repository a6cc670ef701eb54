import { createHash } from "node:crypto";
import { createTranslator } from "next-intl";
import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { isDemonstration } from "../config.ts";
import { formatDateTime } from "../i18n/format.ts";
import { type Locale, localePath, pathWithoutLocale } from "../i18n/routing.ts";
import type { Maintenance } from "../maintenance.ts";
import { type PlainPage, plainPage } from "./plainPage.ts";
import { nastaliqAddress } from "./verificationPage.ts";

const names = { en: "English", ur: "اردو" };

/** Seconds after which somebody may look again where nobody said when the work will be over. */
const lookAgain = 600;

/** What stands in for every page while the portal is being worked on: 503, and when to come back. */
export async function maintenanceReply(request: Request, work: Maintenance, nonce: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const path = pathWithoutLocale(pathname);
  const locale = localeOf(pathname, request.headers.get("cookie"));
  const { t, base } = await wordsOf(locale);
  const left = work.until ? Math.ceil((work.until.getTime() - Date.now()) / 1_000) : lookAgain;
  const until = work.until && left > 0 ? [t("maintenance.until", { time: formatDateTime(work.until, locale) })] : [];
  const page = {
    ...base,
    title: t("maintenance.title"),
    paragraphs: [t("maintenance.text"), ...until, t("maintenance.verify")],
    links: [
      { href: `${pathname}${search}`, label: t("again") },
      { href: localePath("/verify", locale), label: t("maintenance.verifyLink") },
    ],
    other: otherOf(locale, path),
  };
  return reply(page, nonce, 503, { "Retry-After": String(Math.max(60, left)) });
}

/** For an address that asks too often, in place of the page that it asked for: 429, and the seconds to wait. */
export async function tooManyReply(request: Request, seconds: number, nonce: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  const locale = localeOf(pathname, request.headers.get("cookie"));
  const { t, base } = await wordsOf(locale);
  const page = {
    ...base,
    title: t("tooMany.title"),
    paragraphs: [t("tooMany.text")],
    links: [{ href: localePath("/", locale), label: t("home") }],
  };
  return reply(page, nonce, 429, { "Retry-After": String(seconds) });
}

/**
 * What a browser keeps for the time without a connection: `offline` for any page, `check` for the verification page, which never
 * shows an answer that it could not prove just now.
 */
export async function offlineReply(kind: "offline" | "check", locale: Locale, nonce: string): Promise<Response> {
  return new Response(await offlineText(kind, locale, nonce), { headers: headers() });
}

let version: string | undefined;

/** Changes when the pages for the time without a connection do, so that browsers fetch them anew. */
export async function offlineVersion(): Promise<string> {
  if (version === undefined) {
    const kinds = ["offline", "check"] as const;
    const all = await Promise.all(kinds.flatMap((kind) => [offlineText(kind, "en", ""), offlineText(kind, "ur", "")]));
    version = createHash("sha256").update(all.join()).digest("hex").slice(0, 12);
  }
  return version;
}

async function offlineText(kind: "offline" | "check", locale: Locale, nonce: string): Promise<string> {
  const { t, base } = await wordsOf(locale);
  const page = {
    ...base,
    title: t(`${kind}.title`),
    paragraphs: [t(`${kind}.text`)],
    // An empty address is the one that was asked for.
    links: [{ href: "", label: t("again") }],
  };
  // Its own times and headings are filled in by the service worker, which cannot translate.
  return plainPage(page, nonce).replace(
    "<!--kept-->",
    kind === "offline" ? `<!--kept ${JSON.stringify([t("offline.seen"), t.raw("offline.asOf")])}-->` : "",
  );
}

async function wordsOf(locale: Locale) {
  const messages = locale === "ur" ? (ur as typeof en) : en;
  const t = createTranslator({ locale, messages, namespace: "states" });
  const common = createTranslator({ locale, messages, namespace: "common" });
  const base: Pick<PlainPage, "locale" | "name" | "demonstration" | "font"> = {
    font: locale === "ur" ? await nastaliqAddress() : undefined,
    locale,
    name: common("name"),
    demonstration: isDemonstration(process.env) ? common("demonstration") : undefined,
  };
  return { t, base };
}

/** The language of an address; where it names none, the one that the reader chose before. */
function localeOf(pathname: string, cookies: string | null): Locale {
  if (/^\/ur(\/|$)/.test(pathname)) return "ur";
  if (/^\/en(\/|$)/.test(pathname)) return "en";
  return /(?:^|;\s*)sanad-locale=ur(?:;|$)/.test(cookies ?? "") ? "ur" : "en";
}

function otherOf(locale: Locale, path: string): PlainPage["other"] {
  const other = locale === "ur" ? "en" : "ur";
  return { href: `/${other}${path === "/" ? "" : path}`, label: names[other], locale: other };
}

function reply(page: PlainPage, nonce: string, status: number, more: Record<string, string>): Response {
  return new Response(plainPage(page, nonce), { status, headers: { ...headers(), ...more } });
}

function headers(): Record<string, string> {
  return { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
}
