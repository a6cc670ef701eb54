import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

const html = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Bare</title><link rel="icon" href="data:,"><main><h1>A bare page</h1><p>One sentence, one field, one box.</p>
<label>Field <input></label> <label><input type="checkbox"> Box</label></main></html>`;

/** A page without styles, scripts or portal, on a port of its own: what it takes is what the phone and this machine take. */
export async function bareServer(): Promise<{ url: string; close(): void }> {
  const server = http.createServer((_, response) => response.setHeader("Content-Type", "text/html").end(html));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
