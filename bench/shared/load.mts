import http from "node:http";

/** A bounded load: this many connections, kept open, one request after the other on each, for so many seconds. */
const connections = 8;
const seconds = 5;
const warmingSeconds = 2;

/** Requests answered in a second for each address, in turn, all of them warmed up before. Throws at any answer but 200. */
export async function requestsPerSecond(urls: readonly string[]): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  try {
    for (const url of urls) await during(warmingSeconds, () => get(url, agent));
    const rates: number[] = [];
    for (const url of urls) {
      const began = performance.now();
      const answered = await during(seconds, () => get(url, agent));
      rates.push(answered / ((performance.now() - began) / 1000));
    }
    return rates;
  } finally {
    agent.destroy();
  }
}

async function during(duration: number, work: () => Promise<void>): Promise<number> {
  const end = performance.now() + duration * 1000;
  let count = 0;
  const one = async () => {
    while (performance.now() < end) {
      await work();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return count;
}

function get(url: string, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, timeout: 30_000 }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().once("end", resolve).once("error", reject);
    });
    request.once("error", reject).once("timeout", () => request.destroy(new Error(`${url} did not answer`)));
  });
}
