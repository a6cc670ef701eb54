import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileNameOf, mediaTypeOf } from "./rules.ts";
import { jpeg, pdf, png } from "./testing/samples.ts";

describe("mediaTypeOf", () => {
  test("finds the type from the content", () => {
    expect(mediaTypeOf(pdf())).toBe("application/pdf");
    expect(mediaTypeOf(png())).toBe("image/png");
    expect(mediaTypeOf(jpeg())).toBe("image/jpeg");
  });

  test.each([
    ["a signature alone", () => png().subarray(0, 8)],
    ["a picture that breaks off", () => png().subarray(0, png().length - 12)],
    ["a picture without data", () => Buffer.concat([png().subarray(0, 33), png().subarray(-12)])],
    ["a JPEG that breaks off", () => jpeg().subarray(0, jpeg().length - 2)],
    ["a JPEG without a frame", () => Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0xff, 0xd9)],
    ["a PDF that breaks off", () => pdf().subarray(0, 60)],
    ["a page of HTML", () => Buffer.from("<html><script>alert(1)</script></html>")],
    ["a program", () => Buffer.from("MZ\x90\x00")],
    ["an archive", () => deflateSync(Buffer.from("x"))],
    ["HTML that carries a PDF's header later", () => Buffer.concat([Buffer.from("<html>"), pdf()])],
    ["nothing", () => new Uint8Array()],
  ])("refuses %s", (_, bytes) => expect(mediaTypeOf(bytes())).toBeUndefined());

  test("never throws, whatever comes", () => {
    const starts = [[], [0xff, 0xd8], [...png().subarray(0, 16)], [...pdf().subarray(0, 9)]];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        mediaTypeOf(Uint8Array.from([...start, ...rest]));
      }),
    );
  });
});

describe("fileNameOf", () => {
  test.each([
    ["letter.PDF", "letter.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ["C:\\Users\\me\\scan.exe", "scan.exe.pdf"],
    ["gnp\u202Efdp.exe", "gnpfdp.exe.pdf"],
    ['a"b<c>.pdf', "abc.pdf"],
    ["", "document.pdf"],
    ["...", "document.pdf"],
    ["خط نمبر ۵.pdf", "خط نمبر ۵.pdf"],
  ])("%s becomes %s", (sent, expected) => expect(fileNameOf(sent, "application/pdf")).toBe(expected));

  test("is always short, on one line, and ends as its content says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (sent) => {
        const name = fileNameOf(sent, "image/png");
        expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]+\.png$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(114);
      }),
    );
  });
});
