import { createTranslator } from "next-intl";
import type { ReactNode } from "react";
import { prerender } from "react-dom/static";
import { expect, test, vi } from "vitest";
import type { Standing } from "@/lib/audit/standing";
import type { Person } from "@/lib/platform/auth/actor";
import type { RegisteredHead } from "@/lib/platform/chain/auditHeads";
import en from "@/messages/en.json";
import ur from "@/messages/ur.json";
import { Disowning } from "./Disowning";

const reader = vi.hoisted(() => ({ locale: "en" as "en" | "ur" }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => reader.locale,
  getTranslations: async (namespace: "governance" | "governance.heads") =>
    createTranslator({ locale: reader.locale, messages: reader.locale === "en" ? en : ur, namespace }),
}));
// What is signed stands in the form's place.
vi.mock("@/components/signing/SignedForm", () => ({
  SignedForm: ({ subject, submit }: { subject: object; submit: ReactNode }) => (
    <form data-subject={JSON.stringify(subject)}>{submit}</form>
  ),
}));

const [one, two] = ["one", "two"] as const;
const head = (block: bigint, disowned: Date | null = null): RegisteredHead => ({
  ...{ sequence: 2n ** 64n - block, hash: "07".repeat(32), at: new Date(Date.now() - 3_600_000), block, disowned },
});
const word = { head: 7n, governor: two, reason: "keyStolen", decision: "Minute 12/2026", at: new Date() };

async function shown(noted: Partial<Standing>, locale: "en" | "ur" = "en", mayAct = true): Promise<string> {
  reader.locale = locale;
  const whole = { count: 1, last: null, contradicted: null, contradictions: [], disowned: [], words: [], ...noted };
  const { prelude } = await prerender(
    <Disowning
      actor={{ principal: one } as Person}
      governance={{
        policy: { approvals: 2, governors: 2, delaySeconds: 0 },
        roles: [one, two].map((principal) => ({ principal, role: "governor" })),
      }}
      noted={whole}
      people={{ names: new Map([[two, "Zara Khan"]]) }}
      mayAct={mayAct}
      action={async () => ({})}
    />,
  );
  return new Response(prelude).text();
}

test("nothing is said where the register noted what the database holds", async () => {
  expect(await shown({})).toBe("");
});

test.each(["en", "ur"] as const)(
  "a head that the database contradicts stands with who disowns it and why, and can be signed for: %s",
  async (locale) => {
    const html = await shown({ contradictions: [head(7n)], words: [word] }, locale);
    const words = (locale === "en" ? en : ur).governance.heads;
    for (const said of [words.title, words.reasons.keyStolen, words.sign, "Zara Khan", "Minute 12/2026"])
      expect(html).toContain(said);
    expect(html).toContain((2n ** 64n - 7n).toString());
    expect(html).toContain(
      "&quot;method&quot;:&quot;disownHead&quot;,&quot;argument&quot;:{&quot;block&quot;:&quot;7&quot;,&quot;sequence&quot;:&quot;18446744073709551609&quot;",
    );
    expect(await shown({ contradictions: [head(7n)] }, locale, false)).not.toContain("data-subject");
    const mine = await shown({ contradictions: [head(7n)], words: [{ ...word, governor: one }] }, locale);
    expect(mine).not.toContain("data-subject");
  },
);

test("heads that are disowned are listed for good, and are nothing to sign for", async () => {
  const html = await shown({ disowned: [head(9n, new Date("2026-11-22T10:00:00Z"))] });
  expect(html).toContain(en.governance.heads.past);
  expect(html).toContain((2n ** 64n - 9n).toString());
  expect(html).toContain("2026-11-22T10:00:00.000Z");
  expect(html).not.toContain("data-subject");
});
