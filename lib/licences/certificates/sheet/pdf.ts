import { deflateSync } from "node:zlib";
import type { Drawing, Shape } from "./drawing.ts";

/** What a PDF says of itself besides what is drawn. */
export type About = {
  title: string;
  language: string;
  at: Date;
  attachment: { name: string; description: string; text: string };
};

/**
 * A PDF of one page from a drawing in millimetres, with a file inside it that is not packed, so that whoever has the PDF finds its text
 * without a reader of PDFs (ISO 32000-1).
 */
export function pdfOf(drawing: Drawing, about: About): Buffer {
  const scale = 72 / 25.4;
  const point = (x: number, y: number) => `${(x * scale).toFixed(2)} ${((drawing.height - y) * scale).toFixed(2)}`;
  const content = deflateSync(drawing.shapes.map((shape) => operators(shape, point, scale)).join("\n"));
  const file = Buffer.from(about.attachment.text, "latin1");
  const date = `(D:${about.at.toISOString().replace(/\D/g, "").slice(0, 14)}Z)`;
  const links = drawing.links.map(
    ({ x, y, width, height, address }) =>
      `<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [${point(x, y + height)} ${point(x + width, y)}] /A << /S /URI /URI ${literal(address)} >> >>`,
  );
  const { name, description } = about.attachment;
  const objects: (string | [string, Buffer])[] = [
    `<< /Type /Catalog /Pages 2 0 R /Lang ${literal(about.language)} /ViewerPreferences << /DisplayDocTitle true >> /Names << /EmbeddedFiles << /Names [${literal(name)} 5 0 R] >> >> /AF [5 0 R] >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${(drawing.width * scale).toFixed(2)} ${(drawing.height * scale).toFixed(2)}] /Resources << >> /Contents 4 0 R /Annots [${links.join(" ")}] >>`,
    [`<< /Length ${content.length} /Filter /FlateDecode >>`, content],
    `<< /Type /Filespec /F ${literal(name)} /UF ${literal(name)} /Desc ${literal(description)} /AFRelationship /Data /EF << /F 6 0 R >> >>`,
    [
      `<< /Type /EmbeddedFile /Subtype /text#2Fplain /Length ${file.length} /Params << /Size ${file.length} /ModDate ${date} >> >>`,
      file,
    ],
    `<< /Title ${literal(about.title)} /Producer (Sanad) /CreationDate ${date} >>`,
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  const starts: number[] = [];
  let at = parts[0]?.length ?? 0;
  const put = (part: string | Buffer) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [i, object] of objects.entries()) {
    starts.push(at);
    put(`${i + 1} 0 obj\n`);
    if (typeof object === "string") put(object);
    else for (const part of [object[0], "\nstream\n", object[1], "\nendstream"]) put(part);
    put("\nendobj\n");
  }
  const table = at;
  const entries = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`);
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join("")}`);
  put(
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${table}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}

function operators({ path, colour, line }: Shape, point: (x: number, y: number) => string, scale: number): string {
  const rgb = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(3)).join(" ");
  const out: string[] = [line === undefined ? `${rgb} rg` : `${rgb} RG ${(line * scale).toFixed(2)} w`];
  let [cx, cy] = [0, 0];
  for (const [, command = "", rest = ""] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const v = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    const [x = 0, y = 0] = v.slice(-2);
    if (command === "M") out.push(`${point(x, y)} m`);
    if (command === "L") out.push(`${point(x, y)} l`);
    if (command === "C") out.push(`${point(v[0] ?? 0, v[1] ?? 0)} ${point(v[2] ?? 0, v[3] ?? 0)} ${point(x, y)} c`);
    if (command === "Q") {
      // A curve of the second degree as one of the third.
      const [qx = 0, qy = 0] = v;
      const third = (end: number, control: number) => end + (2 / 3) * (control - end);
      out.push(`${point(third(cx, qx), third(cy, qy))} ${point(third(x, qx), third(y, qy))} ${point(x, y)} c`);
    }
    if (command === "Z") out.push("h");
    else [cx, cy] = [x, y];
  }
  out.push(line === undefined ? "f" : "S");
  return out.join("\n");
}

/** A text as PDF has it: plain where it is ASCII, UTF-16 otherwise. */
function literal(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&")})`;
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}
