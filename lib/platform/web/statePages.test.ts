import { expect, test } from "vitest";
import { plainPage } from "./plainPage.ts";
import { maintenanceReply, offlineReply, offlineVersion, tooManyReply } from "./statePages.ts";

process.env.DEMO = "1";
process.env.VERIFY_DIR = "/nowhere";

const asked = (path: string, cookie = "") => new Request(`http://portal.test${path}`, { headers: { cookie } });

test("a portal that is being worked on says so in the reader's language, and by when", async () => {
  const until = new Date(Date.now() + 7_200_000);
  const urdu = await maintenanceReply(asked("/ur/home"), { until }, "n");
  expect(urdu.status).toBe(503);
  expect(Number(urdu.headers.get("retry-after"))).toBeGreaterThan(7_100);
  const text = await urdu.text();
  expect(text).toContain('<html lang="ur" dir="rtl">');
  expect(text).toContain('href="/ur/verify"');
  expect(text).toContain('href="/en/home"');
  const chosen = await maintenanceReply(asked("/home", "a=b; sanad-locale=ur"), {}, "n");
  expect(await chosen.text()).toContain('lang="ur"');
  expect(chosen.headers.get("retry-after")).toBe("600");
  expect(await (await maintenanceReply(asked("/en", "sanad-locale=ur"), {}, "n")).text()).toContain('lang="en"');
  const late = await maintenanceReply(asked("/"), { until: new Date(0) }, "n");
  expect(late.headers.get("retry-after"), "an instant that is over").toBe("60");
  expect(await late.text()).not.toContain("1970");
});

test("too many requests are told how long to wait", async () => {
  const reply = await tooManyReply(asked("/home"), 42, "n");
  expect([reply.status, reply.headers.get("retry-after"), reply.headers.get("cache-control")]).toEqual([
    429,
    "42",
    "no-store",
  ]);
});

test("the page for the time without a connection leaves its list to the service worker, and the one for a check has none", async () => {
  const offline = await (await offlineReply("offline", "en", "n")).text();
  const words: unknown = JSON.parse(/<!--kept (.*?)-->/.exec(offline)?.[1] ?? "");
  expect(words).toEqual([expect.any(String), expect.stringContaining("{time}")]);
  const check = await (await offlineReply("check", "en", "n")).text();
  expect(check).not.toContain("<!--");
  expect(check).not.toMatch(/>[^<]*\bvalid\b[^<]*now/);
  expect(await offlineVersion()).toMatch(/^[0-9a-f]{12}$/);
});

test("what a plain page says is text, wherever it stands", () => {
  const evil = `<script>"'&`;
  const links = [{ href: evil, label: evil }];
  const html = plainPage(
    { locale: "en", title: evil, paragraphs: [evil], links, name: evil, demonstration: evil },
    evil,
  );
  expect(html).not.toContain("<script>");
  expect(html).not.toContain(`href="${evil}`);
});
