import { getRequestConfig } from "next-intl/server";
import { timeZone } from "./format.ts";
import { isLocale, routing } from "./routing.ts";

/** Language and messages of a request, for next-intl. Numbers and dates are those of Pakistan. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = isLocale(requested) ? requested : routing.defaultLocale;
  const messages = (await import(`../../../messages/${locale}.json`)).default;
  return { locale, messages, timeZone };
});
