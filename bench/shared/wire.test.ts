import http from "node:http";
import type { AddressInfo } from "node:net";
import zlib from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, scriptsOf } from "./wire.mts";

const page = `<html>${"the same words again and again ".repeat(400)}</html>`;
const server = http.createServer((request, response) => {
  if (request.url === "/gone") return void response.writeHead(404).end();
  response.writeHead(200, { "content-encoding": "gzip" }).end(zlib.gzipSync(page));
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => void server.close());

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test("what came over the wire is counted packed, with its head", async () => {
  const { bytes, text } = await get(`${origin()}/`);
  expect(text).toBe(page);
  expect(bytes).toBeGreaterThan(zlib.gzipSync(page).length);
  expect(bytes).toBeLessThan(page.length / 10);
});

test("a page that is not there has no weight", async () => {
  await expect(get(`${origin()}/gone`)).rejects.toThrow("404");
});

test("scripts are those that a present browser fetches, once each", () => {
  const html = `<link rel="preload" as="script" href="/a.js"/><link rel="stylesheet" href="/s.css"/>
    <script src="/a.js" async=""></script><script src="/old.js" noModule=""></script><script>inline()</script>
    <link rel="modulepreload" href="/m.js?a=1&amp;b=2">`;
  expect(scriptsOf(html)).toEqual(["/a.js", "/m.js?a=1&b=2"]);
});
