// What the IC's HTTP gateway protocol has in Candid, for a stock actor.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";

const { Record, Text, Nat16, Opt, Vec, Tuple, Func } = IDL;
const Blob = Vec(IDL.Nat8);
const Headers = Vec(Tuple(Text, Text));

export const http = {
  http_request: Func(
    [Record({ method: Text, url: Text, headers: Headers, body: Blob, certificate_version: Opt(Nat16) })],
    [Record({ status_code: Nat16, headers: Headers, body: Blob })],
    ["query"],
  ),
};

export type HttpResponse = { status_code: number; headers: [string, string][]; body: Uint8Array };
export type HttpActor = {
  http_request: ActorMethod<
    [
      {
        method: string;
        url: string;
        headers: [string, string][];
        body: Uint8Array;
        certificate_version: [] | [number];
      },
    ],
    HttpResponse
  >;
};
