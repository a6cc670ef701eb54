import net from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { mailbox } from "./queries.ts";
import { forgetSentMail, sendMail } from "./send.ts";

const { db } = await testDatabase();

/** A mail server that speaks just enough SMTP, and refuses recipients as told. */
const taken: string[] = [];
let answer = "250 OK";
const server = net.createServer((socket) => {
  let inData = false;
  let letter = "";
  let pending = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 test");
  socket.on("data", (bytes) => {
    pending += bytes;
    const lines = pending.split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      if (inData && line !== ".") {
        letter += `${line}\n`;
      } else if (inData) {
        inData = false;
        taken.push(letter);
        letter = "";
        say("250 OK");
      } else if (line === "DATA") {
        inData = true;
        say("354 go on");
      } else if (line === "QUIT") {
        say("221 bye");
        socket.end();
      } else say(line.startsWith("RCPT") ? answer : "250 OK");
    }
  });
  socket.on("error", () => {});
});
const port = await new Promise<number>((resolve) => {
  server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port));
});
afterAll(() => server.close());

const real = {
  demonstration: false,
  origin: "https://sanad.example.pk",
  smtp: { url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, from: "sanad@example.pk" },
  ...{ sms: undefined, stateDir: "." },
};
const demonstration = { ...real, demonstration: true, smtp: undefined };

async function written(to = "reader@example.pk") {
  return db.mail.create({ data: { to, locale: "ur", subject: "آپ کا کوڈ", text: "123456" } });
}

/** A part of a letter as it was before it was made fit for mail. */
function decoded(part: string): string {
  const [head = "", ...body] = part.split("\n\n");
  const text = body.join("\n\n");
  if (/base64/.test(head)) return Buffer.from(text.split("\n--")[0] ?? "", "base64").toString();
  return text.replace(/=\n/g, "").replace(/=3D/g, "=");
}

const mail = (id: string) => db.mail.findUniqueOrThrow({ where: { id } });

describe("sending a written mail", () => {
  it("hands it to the mail server once, under an id of its own", async () => {
    answer = "250 OK";
    const { id } = await written();
    await sendMail(id, real);
    await sendMail(id, real);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toContain(`Message-ID: <${id}@sanad.example.pk>`);
    expect(taken[0]).toContain("To: reader@example.pk");
    expect((await mail(id)).sentAt).toBeInstanceOf(Date);
  });

  it("goes out as text and as HTML, in its language and direction", async () => {
    answer = "250 OK";
    const { id } = await written();
    await sendMail(id, real);
    const letter = taken.at(-1) ?? "";
    expect(letter).toContain("Content-Language: ur");
    expect(letter).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(letter).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
    const [, html = ""] = letter.split("Content-Type: text/html; charset=utf-8");
    expect(decoded(html)).toContain('<html lang="ur" dir="rtl">');
  });

  it("fails when the server does not take it now, keeps a code without the address, and goes out later", async () => {
    answer = "451 try again, reader@example.pk";
    const { id } = await written();
    await expect(sendMail(id, real)).rejects.toThrow("The mail was not sent: EENVELOPE 451");
    expect(await mail(id)).toMatchObject({ sentAt: null, lastError: "EENVELOPE 451" });
    answer = "250 OK";
    await sendMail(id, real);
    expect(await mail(id)).toMatchObject({ lastError: null, sentAt: expect.any(Date) });
  });

  it("does not try an address again that the server refuses for good", async () => {
    answer = "550 no such person";
    const { id } = await written("nobody@example.pk");
    await sendMail(id, real);
    expect(await mail(id)).toMatchObject({ sentAt: null, lastError: "EENVELOPE 550" });
  });

  it("fails when the server is not there", async () => {
    const { id } = await written();
    const away = { ...real, smtp: { url: "smtp://127.0.0.1:1", from: "sanad@example.pk" } };
    await expect(sendMail(id, away)).rejects.toThrow("The mail was not sent: ESOCKET");
  });

  it("sends nothing in the demonstration, where the table is the mailbox", async () => {
    const before = taken.length;
    const { id } = await written("demo@example.pk");
    await sendMail(id, demonstration);
    expect(taken).toHaveLength(before);
    expect((await mail(id)).sentAt).toBeInstanceOf(Date);
  });

  it("leaves a mail that is gone alone", async () => {
    await expect(sendMail("01999999-0000-7000-8000-000000000000", real)).resolves.toBeUndefined();
  });
});

it("a letter is forgotten thirty days after it was sent, and never in the demonstration", async () => {
  const sentAt = new Date(Date.now() - 31 * 86_400_000);
  const letter = { to: "old@people.test", subject: "s", text: "t", locale: "en" };
  const { id } = await db.mail.create({ data: { ...letter, sentAt } });
  const kept = await db.mail.create({ data: letter });
  await forgetSentMail(new Date(), { demonstration: true });
  expect(await db.mail.count({ where: { id } })).toBe(1);
  await forgetSentMail(new Date(), { demonstration: false });
  expect(await db.mail.count({ where: { id } })).toBe(0);
  expect(await db.mail.count({ where: { id: kept.id } })).toBe(1);
});

describe("the mailbox", () => {
  it("opens for nobody whose address no database holds", async () => {
    expect(await mailbox(true, "a\0b@people.test")).toEqual([]);
  });

  it("shows an address its letters, however it is written, the newest first", async () => {
    const first = await written("box@example.pk");
    const second = await written("box@example.pk");
    await written("other@example.pk");
    expect((await mailbox(true, " BOX@example.pk ")).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  it("shows nothing outside the demonstration", async () => {
    await written("box@example.pk");
    expect(await mailbox(false, "box@example.pk")).toEqual([]);
  });

  it("takes no wildcard for an address", async () => expect(await mailbox(true, "%")).toEqual([]));
});
