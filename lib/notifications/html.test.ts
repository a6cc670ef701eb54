import { describe, expect, it } from "vitest";
import { letterHtml } from "./html.ts";

const letter = {
  locale: "ur",
  subject: "لائسنس \u2068SND-1\u2069 & more",
  text: "\u2068NUST\u2069 کا لائسنس\nنافذ ہے۔\n\nدیکھیں: https://sanad.example.pk/ur/seat",
};

describe("a letter as HTML", () => {
  it("says its language and direction, inside the body too", () => {
    const html = letterHtml(letter);
    expect(html).toContain('<html lang="ur" dir="rtl">');
    expect(html).toContain('<div lang="ur" dir="rtl"');
    expect(letterHtml({ ...letter, locale: "en" })).toContain('<div lang="en" dir="ltr"');
  });

  it("keeps names and addresses apart by elements, and makes addresses links", () => {
    const html = letterHtml(letter);
    expect(html).toContain("<bdi>NUST</bdi> کا لائسنس<br>");
    expect(html).toContain(
      '<a href="https://sanad.example.pk/ur/seat" dir="ltr">https://sanad.example.pk/ur/seat</a></p>',
    );
    expect(letterHtml({ ...letter, text: "\u2066@zainab\u2069" })).toContain('<bdi dir="ltr">@zainab</bdi>');
  });

  it("lets nothing that people wrote become markup", () => {
    const html = letterHtml({ ...letter, text: '<img src=x> "&" https://a.example/"onclick="x' });
    expect(html).not.toMatch(/<img|onclick="/);
    expect(html).toContain("&lt;img src=x&gt; &quot;&amp;&quot;");
  });

  it("loads nothing", () => expect(letterHtml(letter)).not.toMatch(/<(?:img|link|script|style)|url\(/));
});
