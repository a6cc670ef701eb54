import { isHTTPAccessFallbackError } from "next/dist/client/components/http-access-fallback/http-access-fallback";
import type { ReactNode } from "react";
import { answerNotFound } from "@/lib/platform/web/reply";
import NotFound from "./not-found";

/**
 * A page that may call `notFound()`, made so that its reader is told so in the first answer: by itself the framework sends an
 * empty page, which only a script fills.
 */
export function orNotFound<Props>(page: (props: Props) => Promise<ReactNode>): (props: Props) => Promise<ReactNode> {
  return async function PageOrNotFound(props) {
    try {
      return await page(props);
    } catch (error) {
      if (!isHTTPAccessFallbackError(error)) throw error;
      answerNotFound();
      return <NotFound />;
    }
  };
}
