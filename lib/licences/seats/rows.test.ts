import { describe, expect, test } from "vitest";
import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { csvRow, csvText } from "../../platform/csv.ts";
import { seatRows } from "./rows.ts";

const ayesha = { name: "Ayesha Khan", email: "ayesha@uni.edu.pk" };

describe("a list of people", () => {
  test("is read by its headings, in whatever order, among other columns, in either language", () => {
    const list = "Roll no;E-mail;Name\r\n17;AYESHA@uni.edu.pk;Ayesha Khan\r\n";
    expect(seatRows(list)).toEqual([{ line: 2, ...ayesha }]);
    expect(seatRows("ای میل پتا,نام\nayesha@uni.edu.pk,عائشہ خان")).toEqual([
      { line: 2, name: "عائشہ خان", email: "ayesha@uni.edu.pk" },
    ]);
    expect(seatRows("First name,Last name,Email\nAyesha,Khan,ayesha@uni.edu.pk")).toEqual([{ line: 2, ...ayesha }]);
  });

  test("needs no headings: the cell with an @ is the address, and numbers on a roll are no name", () => {
    expect(seatRows("Ayesha Khan, ayesha@uni.edu.pk")).toEqual([{ line: 1, ...ayesha }]);
    expect(seatRows("BSCS-17\tayesha@uni.edu.pk\tAyesha Khan")).toEqual([{ line: 1, ...ayesha }]);
    expect(seatRows("عائشہ خان، ayesha@uni.edu.pk")).toEqual([
      { line: 1, name: "عائشہ خان", email: "ayesha@uni.edu.pk" },
    ]);
  });

  test("survives Excel: its mark, its separator line, quotes with line ends in them, UTF-16", () => {
    const list =
      '\ufeffsep=;\r\nName;E-mail\r\n"Ayesha\r\nKhan";ayesha@uni.edu.pk\r\n;;\r\n"Zaid ""ZA"" Ali";zaid@uni.edu.pk';
    const rows = [
      { line: 3, ...ayesha },
      { line: 6, name: 'Zaid "ZA" Ali', email: "zaid@uni.edu.pk" },
    ];
    expect(seatRows(list)).toEqual(rows);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(list.slice(1), "utf16le")]);
    expect(seatRows(csvText(utf16) ?? "")).toEqual(rows);
    expect(csvText(Buffer.from([0x4e, 0xe7, 0x0a]))).toBeUndefined();
  });

  test("takes copied addresses without the marks that copying leaves, and a stray quote for a character", () => {
    const list = 'Ayesha Khan,<mailto:\u200eayesha@uni.edu.pk\u00a0\n"Bilal,bilal@uni.edu.pk\nZaid,zaid@uni.edu.pk';
    expect(seatRows(list.replace("<mailto:", "mailto:")).map(({ line, email }) => [line, email])).toEqual([
      [1, "ayesha@uni.edu.pk"],
      [2, "bilal@uni.edu.pk"],
      [3, "zaid@uni.edu.pk"],
    ]);
    expect(seatRows("Ayesha Khan,<ayesha@uni.edu.pk>")).toEqual([{ line: 1, ...ayesha }]);
  });

  test("says of every line that cannot be used what is wrong with it", () => {
    const long = "x".repeat(121);
    const list = `name,email\n,a@x.pk\nA,b@x.pk\n${long},c@x.pk\nZaid,\nZaid,zaid at x.pk\nZaid,z@x.pk\nZaid again,Z@X.PK\n`;
    expect(seatRows(list).map(({ line, problem, firstLine }) => [line, problem, firstLine])).toEqual([
      [2, "nameMissing", undefined],
      [3, "nameTooShort", undefined],
      [4, "nameTooLong", undefined],
      [5, "emailMissing", undefined],
      [6, "emailInvalid", undefined],
      [7, undefined, undefined],
      [8, "repeated", 7],
    ]);
    expect(seatRows(" \n\n")).toEqual([]);
  });

  test.each([en, ur])("as the portal hands it out empty is one that it reads", ({ seats }) => {
    const list = `\ufeff${csvRow([seats.name, seats.email])}${csvRow([seats.import.exampleName, "name@example.edu.pk"])}`;
    expect(seatRows(list)).toEqual([{ line: 2, name: seats.import.exampleName, email: "name@example.edu.pk" }]);
  });
});
