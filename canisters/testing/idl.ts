// The canisters' interfaces, by the names that tests have for what is called otherwise elsewhere.
import { type Service as RegistryActor, updates } from "../../lib/platform/chain/bindings/licence_registry.ts";

export type {
  Act as ActArgs,
  ApproveArgs,
  Caps as PlaceCounts,
  Entry as CandidEntry,
  HttpResponse,
  IssueArgs,
  LicenceRecord as CandidRecord,
  Policy as PolicyArgs,
  RenewArgs,
  Role as RoleCase,
  Sector as SectorCase,
  Service as RegistryActor,
  Value as CandidValue,
  Verification as CertifiedAnswer,
} from "../../lib/platform/chain/bindings/licence_registry.ts";
export { service as registryInterface } from "../../lib/platform/chain/bindings/licence_registry.ts";
export type { Service as ArchiveActor } from "../../lib/platform/chain/bindings/log_archive.ts";
export { service as archiveInterface } from "../../lib/platform/chain/bindings/log_archive.ts";
export type {
  Entry as CandidAccountEntry,
  OpenArgs,
  Service as MessengerActor,
} from "../../lib/platform/chain/bindings/messenger.ts";
export { service as messengerInterface } from "../../lib/platform/chain/bindings/messenger.ts";
export type { Asked as AskedArgs, Change as TrieChange, Service as ProbeActor } from "./bindings/probe.ts";
export { service as probeInterface } from "./bindings/probe.ts";

/** What an archive asks of its registry. */
export const { handOver } = updates;

type AnswerOf<Method extends keyof RegistryActor> = Awaited<ReturnType<RegistryActor[Method]>>;

/** What is done to one licence. */
export type Change = Parameters<RegistryActor["suspend"]>[0];
export type Binding = Parameters<RegistryActor["rebindHolder"]>[0];
export type ChangeAnswer = AnswerOf<"suspend">;
export type RenewAnswer = AnswerOf<"renewBatch">;
/** A certified answer in ICRC-3's form. */
export type TipCertificate = AnswerOf<"icrc3_get_tip_certificate">;
