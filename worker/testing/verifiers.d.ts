// What the tests call of verifiers that come without types.

declare module "@digitalbazaar/vc" {
  type Status = { credentialStatus: { statusPurpose: string }; status: boolean };
  type Loaded = { document: unknown; documentUrl: string; contextUrl: null };
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: (url: string) => Promise<Loaded>;
    checkStatus: (options: object) => Promise<unknown>;
  }): Promise<{ verified: boolean; error?: Error; statusResult?: { results?: Status[] } }>;
}

declare module "@digitalbazaar/vc-bitstring-status-list" {
  export function checkStatus(options: object): Promise<unknown>;
}

declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: object });
  }
}

declare module "@digitalbazaar/eddsa-jcs-2022-cryptosuite" {
  export function createVerifyCryptosuite(): object;
}
