import { followLetter } from "./signIn.ts";
import type { Submitted } from "./submitted.ts";
import type { Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

/** Asks for the letter that leads to an application. */
export async function askForStatus(visitor: Visitor, { receipt, address }: Pick<Submitted, "receipt" | "address">) {
  const { t } = visitor;
  await visitor.goTo("/status");
  await visitor.sees(t("status.title"));
  await visitor.writes(t("status.receipt"), receipt);
  await visitor.writes(t("status.email"), address);
  await visitor.press(t("status.submit"));
  await visitor.sees(t("status.sent.title"));
}

/** Follows it to where the link is opened; gives the address. */
export async function followStatusLetter(visitor: Visitor, { receipt, address }: Submitted): Promise<string> {
  const subject = withBlank(visitor.t("mail.letters.statusLink.subject", { receipt: "#" }), "#", `\\W*${receipt}\\W*`);
  await followLetter(visitor, address, subject);
  await visitor.sees(visitor.t("status.open.title"));
  return new URL(visitor.page.url()).pathname;
}
