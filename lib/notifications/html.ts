import { direction } from "../platform/i18n/routing.ts";

/** A written letter, as far as its look is concerned. */
type Letter = { locale: string; subject: string; text: string };

const faces = {
  en: "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55",
  ur: "font-family:'Noto Nastaliq Urdu','Jameel Noori Nastaleeq','Urdu Typesetting',serif;font-size:18px;line-height:2.1",
};

/**
 * The letter as HTML, for mail programs: in its language and direction, names and numbers of the other direction in isolates,
 * addresses of the web as links. It says what the plain text says and loads nothing from anywhere.
 */
export function letterHtml({ locale, subject, text }: Letter): string {
  const dir = direction(locale);
  // The outermost elements do not reach every mail program; what is inside the body does.
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="margin:0 0 1em;unicode-bidi:plaintext">${inline(paragraph)}</p>`);
  return `<!doctype html>
<html lang="${locale}" dir="${dir}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px"><div lang="${locale}" dir="${dir}" style="max-width:38em;${faces[locale === "ur" ? "ur" : "en"]}">
${paragraphs.join("\n")}
</div></body>
</html>
`;
}

/** One paragraph: its breaks, its isolates as elements, its links. */
function inline(paragraph: string): string {
  return escaped(paragraph)
    .replace(
      /https?:\/\/(?:&amp;|[^\s&<>"\u2066-\u2069])+/g,
      (address) => `<a href="${address}" dir="ltr">${address}</a>`,
    )
    .replace(/\u2066/g, '<bdi dir="ltr">')
    .replace(/\u2068/g, "<bdi>")
    .replace(/\u2069/g, "</bdi>")
    .replace(/\n/g, "<br>\n");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
