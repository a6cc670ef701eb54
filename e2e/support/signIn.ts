import { expect, type Locator } from "@playwright/test";
import { isAccessible, type Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

/** Comes in by the front door and signs in with a code that arrives by e-mail. */
export async function signInByCode(visitor: Visitor, address: string): Promise<void> {
  await askForCode(visitor, address);
  await enterCode(visitor, await codeFor(visitor, address));
  await visitor.sees(visitor.t("home.title"));
}

/** Signs in with a code that arrives by e-mail, from the sign-in page that is open. */
export async function signInHere(visitor: Visitor, address: string): Promise<void> {
  const { t } = visitor;
  await visitor.writes(t("signIn.email.label"), address);
  await visitor.press(t("signIn.email.button"));
  await visitor.sees(t("signIn.code.title"));
  await enterCode(visitor, await codeFor(visitor, address));
}

/** From the front door to where the code is entered. */
export async function askForCode(visitor: Visitor, address: string): Promise<void> {
  const { t } = visitor;
  await visitor.goTo("/");
  await visitor.sees(t("landing.title"));
  await visitor.follow(t("landing.apply"));
  await visitor.sees(t("signIn.title"));
  await visitor.writes(t("signIn.email.label"), address);
  await visitor.press(t("signIn.email.button"));
  await visitor.sees(t("signIn.code.title"));
}

export async function enterCode(visitor: Visitor, code: string): Promise<void> {
  const { t } = visitor;
  await visitor.writes(t("signIn.code.label"), code);
  await visitor.press(t("signIn.code.button"));
}

/** The six digits that were sent to an address last: to sign in, or to confirm an act. */
export async function codeFor(
  visitor: Visitor,
  address: string,
  letter: "signInCode" | "confirmationCode" = "signInCode",
): Promise<string> {
  const blank = "000000";
  const subject = withBlank(visitor.t(`mail.letters.${letter}.subject`, { code: blank }), blank, "\\d{6}");
  return withLetter(visitor, address, subject, async (letter) => {
    const [, code = ""] = subject.exec((await letter.getByRole("heading").textContent()) ?? "") ?? [];
    return code;
  });
}

/** Letters whose page was found in order: one like another, it is looked at once. */
const lettersInOrder = new Set<string>();

/** Opens the letter to `address` with this subject beside the page, and gives what `read` finds in it. */
export async function withLetter<T>(
  visitor: Visitor,
  address: string,
  subject: string | RegExp,
  read: (letter: Locator) => Promise<T>,
): Promise<T> {
  const mailbox = await visitor.besides(`/mailbox?to=${encodeURIComponent(address)}`);
  const letter = mailbox.page
    .getByRole("article")
    .filter({ has: mailbox.page.getByRole("heading", { name: subject }) })
    .first();
  await expect(async () => {
    if ((await letter.count()) === 0) await mailbox.page.reload();
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [250] });
  await expect(mailbox.page.getByRole("heading", { level: 1, name: mailbox.t("mailbox.title") })).toBeVisible();
  const kind = `${visitor.locale}: ${subject}`;
  if (!lettersInOrder.has(kind)) await mailbox.isInOrder();
  lettersInOrder.add(kind);
  const found = await read(letter);
  await mailbox.page.close();
  return found;
}

/** Follows the first link of the letter to `address` with this subject. */
export async function followLetter(visitor: Visitor, address: string, subject: string | RegExp): Promise<void> {
  const link = await withLetter(visitor, address, subject, (letter) =>
    letter.getByRole("link").first().getAttribute("href"),
  );
  await visitor.page.goto(link ?? "");
}

/** A person of the demonstration, signed in with one click and led to a page. */
export async function signInAsDemo(visitor: Visitor, name: string, next: string, title: string): Promise<Visitor> {
  await visitor.goTo(`/sign-in?next=${next}`);
  await visitor.press(name);
  await visitor.sees(title);
  return visitor;
}

/** An officer of the demonstration, signed in and at their desk. */
export async function signInAsOfficer(visitor: Visitor, name: string): Promise<Visitor> {
  return signInAsDemo(visitor, name, "/desk", visitor.t("desk.title"));
}

const headings = {
  institutions: "institutions.desk.title",
  applications: "applications.desk.title",
  reviews: "reviews.title",
  batches: "batches.title",
  licences: "licences.title",
  messenger: "messenger.title",
  people: "people.title",
} as const;

/** From anywhere on the desk to one of its places. */
export async function goToDesk(officer: Visitor, place: keyof typeof headings): Promise<void> {
  const { t, page } = officer;
  const desk = page.getByRole("navigation", { name: t("desk.nav"), exact: true });
  await desk.getByRole("link", { name: t(`desk.places.${place}.title`), exact: true }).click();
  await officer.sees(t(headings[place]));
}

/** Signs in with an identity of the local identity provider, in the window that the page opens. */
export async function signInWithIdentity(visitor: Visitor, identity: string): Promise<void> {
  await choosesIdentity(visitor, identity, () => visitor.press(visitor.t("signIn.identity.button")));
}

/** Chooses an identity of the local identity provider in the window that `press` opens. */
export async function choosesIdentity(visitor: Visitor, identity: string, press: () => Promise<void>): Promise<void> {
  const opened = visitor.context.waitForEvent("page");
  await press();
  const provider = await opened;
  await provider.getByRole("textbox").fill(identity);
  await isAccessible(provider);
  // The window closes by itself, as fast as it likes.
  const closed = provider.waitForEvent("close");
  await provider.locator("form").getByRole("button").click();
  await closed;
}
