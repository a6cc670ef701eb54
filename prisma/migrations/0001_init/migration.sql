-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('REVIEWER', 'APPROVER', 'ADMINISTRATOR', 'AUDITOR', 'OPERATOR');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('OWNER', 'EDITOR', 'VIEWER');

-- CreateEnum
CREATE TYPE "Sector" AS ENUM ('GOVERNMENT', 'EDUCATION', 'STARTUPS', 'PRIVATE');

-- CreateEnum
CREATE TYPE "InstitutionKind" AS ENUM ('UNIVERSITY', 'STARTUP', 'FEDERAL_DEPARTMENT', 'PROVINCIAL_DEPARTMENT', 'COMPANY');

-- CreateEnum
CREATE TYPE "InstitutionState" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'VERIFIED', 'SUSPENDED', 'MERGED', 'DECLINED', 'LAPSED');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'INFORMATION_REQUESTED', 'REVIEWED', 'PROPOSED', 'WAITLISTED', 'AWARDED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('ASSIGNED', 'SUBMITTED', 'CONFLICTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "BatchState" AS ENUM ('DRAFT', 'PROPOSED', 'APPROVED', 'RELEASED', 'COMPLETED', 'REJECTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "Outcome" AS ENUM ('AWARD', 'DECLINE', 'WAITLIST');

-- CreateEnum
CREATE TYPE "LicenceState" AS ENUM ('PENDING', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "SeatState" AS ENUM ('OFFERED', 'CLAIMED', 'BOUND', 'RELEASED');

-- CreateEnum
CREATE TYPE "AccountState" AS ENUM ('REQUESTED', 'PROPOSED', 'PENDING', 'ACTIVE', 'SUSPENDED', 'DECLINED', 'REMOVED');

-- CreateEnum
CREATE TYPE "ChainWriteState" AS ENUM ('QUEUED', 'SENT', 'CERTIFIED', 'REFUSED');

-- CreateEnum
CREATE TYPE "SignInMethod" AS ENUM ('EMAIL', 'INTERNET_IDENTITY', 'DEMO');

-- CreateEnum
CREATE TYPE "ConfirmationMethod" AS ENUM ('PASSKEY', 'CODE', 'DEMONSTRATION');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('MAIL', 'SMS');

-- CreateEnum
CREATE TYPE "AuditOutcome" AS ENUM ('DONE', 'REFUSED');

-- CreateEnum
CREATE TYPE "RoleChangeKind" AS ENUM ('GRANT', 'DEPUTY', 'REVOKE', 'SUSPEND');

-- CreateEnum
CREATE TYPE "RoleChangeState" AS ENUM ('PROPOSED', 'CONFIRMED', 'IN_FORCE', 'APPLIED', 'CANCELLED', 'LAPSED', 'FAILED');

-- CreateEnum
CREATE TYPE "ProgrammeChangeKind" AS ENUM ('QUOTAS', 'CARRY_OVER', 'PHASE', 'QUORUM', 'PLACES', 'NEW_PHASE', 'ELIGIBILITY', 'DAYS');

-- CreateEnum
CREATE TYPE "ProgrammeChangeState" AS ENUM ('PROPOSED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DomainMatch" AS ENUM ('NONE', 'WEAK', 'MATCH');

-- CreateEnum
CREATE TYPE "MergeState" AS ENUM ('PROPOSED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RegistrationDeclineState" AS ENUM ('PROPOSED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "InvitationState" AS ENUM ('OPEN', 'ACCEPTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "TransferState" AS ENUM ('PROPOSED', 'ACCEPTED', 'CLOSED');

-- CreateEnum
CREATE TYPE "JoinRequestState" AS ENUM ('OPEN', 'ACCEPTED', 'DECLINED');

-- CreateEnum
CREATE TYPE "RubricState" AS ENUM ('DRAFT', 'PROPOSED', 'PUBLISHED');

-- CreateEnum
CREATE TYPE "AppealState" AS ENUM ('FILED', 'PROPOSED', 'UPHELD', 'DISMISSED');

-- CreateEnum
CREATE TYPE "MessageSide" AS ENUM ('INSTITUTION', 'DESK');

-- CreateEnum
CREATE TYPE "DiscussionState" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "SignedKind" AS ENUM ('BATCH', 'CHANGE', 'RENEWAL');

-- CreateEnum
CREATE TYPE "SignatureState" AS ENUM ('SENT', 'CERTIFIED', 'REFUSED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "WaitlistClosingState" AS ENUM ('PROPOSED', 'CONFIRMED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PlaceOfferState" AS ENUM ('OPEN', 'ACCEPTED', 'SPENT', 'DECLINED', 'LAPSED', 'ENDED');

-- CreateEnum
CREATE TYPE "RebindState" AS ENUM ('ASKED', 'CONFIRMED', 'DONE', 'DECLINED');

-- CreateEnum
CREATE TYPE "LicenceChangeKind" AS ENUM ('suspend', 'reinstate', 'revoke');

-- CreateEnum
CREATE TYPE "LicenceChangeState" AS ENUM ('PROPOSED', 'SENT', 'REJECTED');

-- CreateEnum
CREATE TYPE "RenewalState" AS ENUM ('ASKED', 'PROPOSED', 'APPROVED', 'DECLINED');

-- CreateEnum
CREATE TYPE "SeatImportState" AS ENUM ('OPEN', 'CONFIRMED');

-- CreateEnum
CREATE TYPE "OutcomeKind" AS ENUM ('PROJECT', 'TRAINING');

-- CreateEnum
CREATE TYPE "OutcomeState" AS ENUM ('INTERNAL', 'PUBLISHED', 'HIDDEN', 'REMOVED');

-- CreateEnum
CREATE TYPE "LogAnswer" AS ENUM ('HOLDS', 'ALARM', 'UNCHECKED');

-- CreateEnum
CREATE TYPE "Cadence" AS ENUM ('WEEKLY', 'MONTHLY');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "principal" TEXT,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL DEFAULT '',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "changeId" UUID,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleChange" (
    "id" UUID NOT NULL,
    "kind" "RoleChangeKind" NOT NULL,
    "state" "RoleChangeState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "deputyForId" UUID,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedById" UUID,
    "confirmedAt" TIMESTAMPTZ(3),
    "effectiveAt" TIMESTAMPTZ(3),
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "RoleChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuorumAlarm" (
    "role" "Role" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QuorumAlarm_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "method" "SignInMethod" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeptWords" (
    "userId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeptWords_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "algorithm" INTEGER NOT NULL,
    "signCount" BIGINT NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Confirmation" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "actHash" BYTEA NOT NULL,
    "challenge" BYTEA NOT NULL,
    "method" "ConfirmationMethod",
    "passkeyId" UUID,
    "proof" JSONB,
    "codeHash" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInCode" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInChallenge" (
    "id" UUID NOT NULL,
    "nonceHash" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "District" (
    "code" TEXT NOT NULL,
    "provinceIso" TEXT NOT NULL,
    "provinceEn" TEXT NOT NULL,
    "provinceUr" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameUr" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "District_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "DirectoryEntry" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "domains" TEXT[],
    "weakEmailDomains" TEXT[],
    "provinceIso" TEXT,
    "city" TEXT,
    "ownership" TEXT,
    "charteredBy" TEXT,
    "hecListed" BOOLEAN NOT NULL,
    "sources" TEXT[],

    CONSTRAINT "DirectoryEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Terms" (
    "version" TEXT NOT NULL,
    "textEn" TEXT NOT NULL,
    "textUr" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Terms_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "Institution" (
    "id" UUID NOT NULL,
    "kind" "InstitutionKind" NOT NULL,
    "sector" "Sector" NOT NULL,
    "name" TEXT NOT NULL,
    "nameUr" TEXT,
    "searchName" TEXT NOT NULL,
    "directoryEntryId" UUID,
    "districtCode" TEXT,
    "domain" TEXT,
    "website" TEXT,
    "identifiers" JSONB NOT NULL DEFAULT '{}',
    "identifierKeys" TEXT[],
    "domainMatch" "DomainMatch" NOT NULL DEFAULT 'NONE',
    "focalName" TEXT,
    "focalTitle" TEXT,
    "focalPhone" TEXT,
    "state" "InstitutionState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "termsVersion" TEXT,
    "termsAcceptedAt" TIMESTAMPTZ(3),
    "termsAcceptedById" UUID,
    "besideReason" TEXT,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "verifiedAt" TIMESTAMPTZ(3),
    "touchedAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "mergedIntoId" UUID,
    "reportedAt" TIMESTAMPTZ(3),
    "reportAskedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Institution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstitutionMerge" (
    "id" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "state" "MergeState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InstitutionMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegistrationDecline" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "state" "RegistrationDeclineState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RegistrationDecline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstitutionSuspension" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "suspendedById" UUID NOT NULL,
    "suspendedAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedById" UUID,
    "liftedAt" TIMESTAMPTZ(3),
    "liftReason" TEXT,

    CONSTRAINT "InstitutionSuspension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstitutionCheck" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "officerId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "reasons" TEXT[],
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InstitutionCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "MemberRole" NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "tokenHash" BYTEA NOT NULL,
    "state" "InvitationState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedById" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegistrationInvite" (
    "id" UUID NOT NULL,
    "directoryEntryId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "state" "InvitationState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedById" UUID,
    "institutionId" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RegistrationInvite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnershipTransfer" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "state" "TransferState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OwnershipTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JoinRequest" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "note" TEXT NOT NULL,
    "state" "JoinRequestState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "JoinRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "applicationId" UUID,
    "messageId" UUID,
    "purpose" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "uploadedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentContent" (
    "documentId" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "DocumentContent_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "Programme" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameUr" TEXT NOT NULL,
    "places" INTEGER NOT NULL,
    "validDays" INTEGER NOT NULL,

    CONSTRAINT "Programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepDays" (
    "programmeId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "StepDays_pkey" PRIMARY KEY ("programmeId","step","since")
);

-- CreateTable
CREATE TABLE "QuorumRule" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "above" INTEGER NOT NULL,
    "approvals" INTEGER NOT NULL,

    CONSTRAINT "QuorumRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammeChange" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "kind" "ProgrammeChangeKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "state" "ProgrammeChangeState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "payload" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedById" UUID,
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProgrammeChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Quota" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "sector" "Sector" NOT NULL,
    "places" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Quota_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Phase" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameUr" TEXT NOT NULL,
    "sectors" "Sector"[],
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "eligibility" JSONB NOT NULL DEFAULT '[]',
    "rubricVersion" INTEGER,

    CONSTRAINT "Phase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rubric" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "RubricState" NOT NULL DEFAULT 'DRAFT',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "criteria" JSONB NOT NULL,
    "spread" INTEGER NOT NULL DEFAULT 2500,
    "blind" BOOLEAN NOT NULL DEFAULT false,
    "draftedById" UUID,
    "proposedById" UUID,
    "proposedAt" TIMESTAMPTZ(3),
    "publishedById" UUID,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Rubric_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Application" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "phaseId" UUID NOT NULL,
    "receipt" TEXT,
    "state" "ApplicationState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "seats" INTEGER,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "rubricVersion" INTEGER,
    "reviewersNeeded" INTEGER NOT NULL DEFAULT 2,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseLease" (
    "id" UUID NOT NULL,
    "institutionId" UUID,
    "applicationId" UUID,
    "holderId" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "CaseLease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "level" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationEvent" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApplicationEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InformationRequest" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reply" TEXT,
    "repliedById" UUID,
    "repliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InformationRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appeal" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "state" "AppealState" NOT NULL DEFAULT 'FILED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "ground" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "filedById" UUID NOT NULL,
    "filedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" "AppealState",
    "reason" TEXT,
    "note" TEXT,
    "proposedById" UUID,
    "proposedAt" TIMESTAMPTZ(3),
    "confirmedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseMessage" (
    "id" UUID NOT NULL,
    "applicationId" UUID,
    "institutionId" UUID,
    "appealId" UUID,
    "side" "MessageSide" NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CaseMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseReading" (
    "id" UUID NOT NULL,
    "applicationId" UUID,
    "institutionId" UUID,
    "appealId" UUID,
    "userId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CaseReading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusLink" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "applicationId" UUID,
    "tokenHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "viewerHash" BYTEA,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "StatusLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'ASSIGNED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "blind" BOOLEAN NOT NULL DEFAULT false,
    "scores" JSONB NOT NULL DEFAULT '{}',
    "total" INTEGER,
    "comment" TEXT,
    "conflictReason" TEXT,
    "withdrawReason" TEXT,
    "assignedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "remindedAt" TIMESTAMPTZ(3),
    "submittedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewRevision" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "scores" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "comment" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewDiscussion" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "state" "DiscussionState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "openedById" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewDiscussion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DiscussionMessage" (
    "id" UUID NOT NULL,
    "discussionId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DiscussionMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "programmeId" UUID NOT NULL,
    "state" "BatchState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "planHash" BYTEA,
    "proposedById" UUID,
    "proposedAt" TIMESTAMPTZ(3),
    "quorum" INTEGER,
    "approvedById" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "releaseAt" TIMESTAMPTZ(3),
    "releasedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "manifestHash" BYTEA,
    "chunks" INTEGER,
    "rejectReason" TEXT,
    "passedOver" INTEGER,
    "passedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signature" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "subjectKind" "SignedKind" NOT NULL,
    "subjectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "principal" TEXT NOT NULL,
    "planHash" BYTEA NOT NULL,
    "manifestHash" BYTEA NOT NULL,
    "state" "SignatureState" NOT NULL DEFAULT 'SENT',
    "refusal" TEXT,
    "writeId" UUID NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,
    "block" BIGINT,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegistryPolicy" (
    "registry" TEXT NOT NULL,
    "approvals" INTEGER NOT NULL,
    "caps" JSONB NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RegistryPolicy_pkey" PRIMARY KEY ("registry")
);

-- CreateTable
CREATE TABLE "BatchChunk" (
    "batchId" UUID NOT NULL,
    "chunk" INTEGER NOT NULL,
    "entries" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "BatchChunk_pkey" PRIMARY KEY ("batchId","chunk")
);

-- CreateTable
CREATE TABLE "BatchApproval" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "approverId" UUID NOT NULL,
    "planHash" BYTEA NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BatchApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BatchItemView" (
    "itemId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BatchItemView_pkey" PRIMARY KEY ("itemId","userId")
);

-- CreateTable
CREATE TABLE "BatchItem" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "outcome" "Outcome" NOT NULL,
    "seats" INTEGER NOT NULL,
    "reason" TEXT,
    "evidence" TEXT[],
    "note" TEXT,
    "live" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "BatchItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WaitlistEntry" (
    "applicationId" UUID NOT NULL,
    "score" INTEGER,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "closingId" UUID,

    CONSTRAINT "WaitlistEntry_pkey" PRIMARY KEY ("applicationId")
);

-- CreateTable
CREATE TABLE "WaitlistClosing" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "sector" "Sector" NOT NULL,
    "state" "WaitlistClosingState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WaitlistClosing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlaceOffer" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "sector" "Sector" NOT NULL,
    "seats" INTEGER NOT NULL,
    "state" "PlaceOfferState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "offeredById" UUID NOT NULL,
    "offeredAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PlaceOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Licence" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "programmeId" UUID NOT NULL,
    "phaseId" UUID NOT NULL,
    "sector" "Sector" NOT NULL,
    "institutionId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "chunk" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "state" "LicenceState" NOT NULL DEFAULT 'PENDING',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "validFrom" TIMESTAMPTZ(3),
    "validUntil" TIMESTAMPTZ(3),
    "issuedAt" TIMESTAMPTZ(3),
    "block" BIGINT,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endNotices" INTEGER NOT NULL DEFAULT 0,
    "placeReturnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seat" (
    "id" UUID NOT NULL,
    "licenceId" UUID NOT NULL,
    "state" "SeatState" NOT NULL DEFAULT 'OFFERED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL DEFAULT '',
    "claimHash" BYTEA NOT NULL,
    "offeredById" UUID NOT NULL,
    "offeredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "userId" UUID,
    "principal" TEXT,
    "salt" BYTEA,
    "commitment" BYTEA,
    "claimedAt" TIMESTAMPTZ(3),
    "boundAt" TIMESTAMPTZ(3),
    "block" BIGINT,
    "releasedAt" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "remindedAt" TIMESTAMPTZ(3),
    "activatedAt" TIMESTAMPTZ(3),
    "warnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimLink" (
    "hash" BYTEA NOT NULL,
    "seatId" UUID NOT NULL,

    CONSTRAINT "ClaimLink_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "SeatRebind" (
    "id" UUID NOT NULL,
    "seatId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "principal" TEXT NOT NULL,
    "state" "RebindState" NOT NULL DEFAULT 'ASKED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "salt" BYTEA,
    "commitment" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SeatRebind_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LicenceChange" (
    "id" UUID NOT NULL,
    "licenceId" UUID NOT NULL,
    "kind" "LicenceChangeKind" NOT NULL,
    "reason" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "contentHash" BYTEA NOT NULL,
    "state" "LicenceChangeState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "approverIds" UUID[] DEFAULT ARRAY[]::UUID[],
    "closedById" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "rejectReason" TEXT,

    CONSTRAINT "LicenceChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Renewal" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "state" "RenewalState" NOT NULL DEFAULT 'ASKED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposedById" UUID,
    "proposedAt" TIMESTAMPTZ(3),
    "operation" TEXT,
    "contentHash" BYTEA,
    "approverIds" UUID[] DEFAULT ARRAY[]::UUID[],
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "Renewal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RenewalItem" (
    "id" UUID NOT NULL,
    "renewalId" UUID NOT NULL,
    "licenceId" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "validUntil" TIMESTAMPTZ(3),
    "renewed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "RenewalItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeatImport" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "text" TEXT,
    "state" "SeatImportState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SeatImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutcomeEntry" (
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "kind" "OutcomeKind" NOT NULL,
    "state" "OutcomeState" NOT NULL DEFAULT 'INTERNAL',
    "version" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL DEFAULT '',
    "sentence" TEXT,
    "link" TEXT,
    "field" TEXT,
    "startsOn" TEXT NOT NULL,
    "endsOn" TEXT,
    "people" INTEGER,
    "hiddenReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OutcomeEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutcomeRevision" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "words" JSONB NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OutcomeRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessengerAccount" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "licenceId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "state" "AccountState" NOT NULL DEFAULT 'REQUESTED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "consentVersion" TEXT NOT NULL,
    "consentAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "batchId" UUID,
    "chunk" INTEGER,
    "position" INTEGER,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MessengerAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessengerBatch" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" "BatchState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "planHash" BYTEA,
    "proposedById" UUID,
    "proposedAt" TIMESTAMPTZ(3),
    "approvedById" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "manifestHash" BYTEA,
    "chunks" INTEGER,
    "rejectReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MessengerBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChainWrite" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "ChainWriteState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "answer" JSONB,
    "certificate" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "certifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChainWrite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" UUID NOT NULL,
    "channel" "Channel" NOT NULL DEFAULT 'MAIL',
    "to" TEXT NOT NULL,
    "letter" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "failedAt" TIMESTAMPTZ(3),
    "ownerId" UUID,

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "letter" TEXT NOT NULL,
    "subjectEn" TEXT NOT NULL,
    "subjectUr" TEXT NOT NULL,
    "path" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),
    "daily" BOOLEAN NOT NULL DEFAULT false,
    "digestedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeChoice" (
    "userId" UUID NOT NULL,
    "topic" TEXT NOT NULL,

    CONSTRAINT "NoticeChoice_pkey" PRIMARY KEY ("userId","topic")
);

-- CreateTable
CREATE TABLE "Mobile" (
    "userId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "provenAt" TIMESTAMPTZ(3) NOT NULL,
    "kinds" TEXT[],

    CONSTRAINT "Mobile_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "MobileCode" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MobileCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "transaction" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "actorKind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT,
    "subjectId" TEXT,
    "outcome" "AuditOutcome" NOT NULL,
    "code" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditSeal" (
    "sequence" BIGINT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "NetworkPin" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "rootKey" BYTEA NOT NULL,
    "subnetId" TEXT NOT NULL,
    "licenceRegistry" TEXT NOT NULL,
    "messenger" TEXT NOT NULL,
    "pinnedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NetworkPin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Heartbeat" (
    "name" TEXT NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "LogCheck" (
    "registry" TEXT NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" "LogAnswer" NOT NULL,
    "code" TEXT,
    "evidence" TEXT,
    "blocks" INTEGER,
    "tip" JSONB,
    "heldAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "LogCheck_pkey" PRIMARY KEY ("registry")
);

-- CreateTable
CREATE TABLE "ReportSchedule" (
    "id" UUID NOT NULL,
    "cadence" "Cadence" NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReportSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportReader" (
    "scheduleId" UUID NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "ReportReader_pkey" PRIMARY KEY ("scheduleId","userId")
);

-- CreateTable
CREATE TABLE "FigureFile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notedAt" TIMESTAMPTZ(3),
    "block" BIGINT,

    CONSTRAINT "FigureFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportFile" (
    "id" UUID NOT NULL,
    "scheduleId" UUID NOT NULL,
    "fromDay" TEXT NOT NULL,
    "toDay" TEXT NOT NULL,
    "csv" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReportFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "User_principal_key" ON "User"("principal");

-- CreateIndex
CREATE INDEX "RoleGrant_userId_idx" ON "RoleGrant"("userId");

-- CreateIndex
CREATE INDEX "RoleGrant_role_idx" ON "RoleGrant"("role");

-- CreateIndex
CREATE INDEX "RoleChange_state_effectiveAt_idx" ON "RoleChange"("state", "effectiveAt");

-- CreateIndex
CREATE INDEX "RoleChange_userId_idx" ON "RoleChange"("userId");

-- CreateIndex
CREATE INDEX "RoleChange_deputyForId_idx" ON "RoleChange"("deputyForId");

-- CreateIndex
CREATE INDEX "Absence_userId_endsAt_idx" ON "Absence"("userId", "endsAt");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "KeptWords_expiresAt_idx" ON "KeptWords"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_userId_idx" ON "Passkey"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Confirmation_challenge_key" ON "Confirmation"("challenge");

-- CreateIndex
CREATE INDEX "Confirmation_userId_actHash_idx" ON "Confirmation"("userId", "actHash");

-- CreateIndex
CREATE INDEX "Confirmation_expiresAt_idx" ON "Confirmation"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInCode_email_createdAt_idx" ON "SignInCode"("email", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "SignInChallenge_nonceHash_key" ON "SignInChallenge"("nonceHash");

-- CreateIndex
CREATE INDEX "District_provinceIso_idx" ON "District"("provinceIso");

-- CreateIndex
CREATE UNIQUE INDEX "DirectoryEntry_name_key" ON "DirectoryEntry"("name");

-- CreateIndex
CREATE INDEX "Institution_state_submittedAt_idx" ON "Institution"("state", "submittedAt");

-- CreateIndex
CREATE INDEX "Institution_state_touchedAt_idx" ON "Institution"("state", "touchedAt");

-- CreateIndex
CREATE INDEX "Institution_dueAt_idx" ON "Institution"("dueAt");

-- CreateIndex
CREATE INDEX "InstitutionMerge_fromId_idx" ON "InstitutionMerge"("fromId");

-- CreateIndex
CREATE INDEX "InstitutionMerge_intoId_idx" ON "InstitutionMerge"("intoId");

-- CreateIndex
CREATE INDEX "RegistrationDecline_institutionId_idx" ON "RegistrationDecline"("institutionId");

-- CreateIndex
CREATE INDEX "InstitutionSuspension_institutionId_idx" ON "InstitutionSuspension"("institutionId");

-- CreateIndex
CREATE UNIQUE INDEX "InstitutionCheck_institutionId_round_officerId_key" ON "InstitutionCheck"("institutionId", "round", "officerId");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_institutionId_userId_key" ON "Membership"("institutionId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_institutionId_createdAt_idx" ON "Invitation"("institutionId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RegistrationInvite_tokenHash_key" ON "RegistrationInvite"("tokenHash");

-- CreateIndex
CREATE INDEX "RegistrationInvite_directoryEntryId_idx" ON "RegistrationInvite"("directoryEntryId");

-- CreateIndex
CREATE INDEX "RegistrationInvite_invitedById_createdAt_idx" ON "RegistrationInvite"("invitedById", "createdAt");

-- CreateIndex
CREATE INDEX "OwnershipTransfer_institutionId_idx" ON "OwnershipTransfer"("institutionId");

-- CreateIndex
CREATE INDEX "JoinRequest_institutionId_createdAt_idx" ON "JoinRequest"("institutionId", "createdAt");

-- CreateIndex
CREATE INDEX "JoinRequest_userId_idx" ON "JoinRequest"("userId");

-- CreateIndex
CREATE INDEX "Document_institutionId_idx" ON "Document"("institutionId");

-- CreateIndex
CREATE INDEX "Document_messageId_idx" ON "Document"("messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Programme_code_key" ON "Programme"("code");

-- CreateIndex
CREATE UNIQUE INDEX "QuorumRule_programmeId_above_key" ON "QuorumRule"("programmeId", "above");

-- CreateIndex
CREATE INDEX "ProgrammeChange_programmeId_state_idx" ON "ProgrammeChange"("programmeId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Quota_programmeId_sector_key" ON "Quota"("programmeId", "sector");

-- CreateIndex
CREATE UNIQUE INDEX "Phase_programmeId_code_key" ON "Phase"("programmeId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Rubric_programmeId_version_key" ON "Rubric"("programmeId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Application_receipt_key" ON "Application"("receipt");

-- CreateIndex
CREATE INDEX "Application_institutionId_idx" ON "Application"("institutionId");

-- CreateIndex
CREATE INDEX "Application_state_submittedAt_idx" ON "Application"("state", "submittedAt");

-- CreateIndex
CREATE INDEX "Application_dueAt_idx" ON "Application"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "CaseLease_institutionId_key" ON "CaseLease"("institutionId");

-- CreateIndex
CREATE UNIQUE INDEX "CaseLease_applicationId_key" ON "CaseLease"("applicationId");

-- CreateIndex
CREATE INDEX "CaseLease_holderId_until_idx" ON "CaseLease"("holderId", "until");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_list_name_key" ON "SavedView"("userId", "list", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_subjectId_step_since_level_key" ON "Escalation"("subjectId", "step", "since", "level");

-- CreateIndex
CREATE INDEX "ApplicationEvent_applicationId_at_idx" ON "ApplicationEvent"("applicationId", "at");

-- CreateIndex
CREATE INDEX "InformationRequest_applicationId_idx" ON "InformationRequest"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "Appeal_applicationId_key" ON "Appeal"("applicationId");

-- CreateIndex
CREATE INDEX "Appeal_state_filedAt_idx" ON "Appeal"("state", "filedAt");

-- CreateIndex
CREATE INDEX "CaseMessage_applicationId_at_idx" ON "CaseMessage"("applicationId", "at");

-- CreateIndex
CREATE INDEX "CaseMessage_institutionId_at_idx" ON "CaseMessage"("institutionId", "at");

-- CreateIndex
CREATE INDEX "CaseMessage_appealId_at_idx" ON "CaseMessage"("appealId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CaseMessage_applicationId_key_key" ON "CaseMessage"("applicationId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "CaseMessage_institutionId_key_key" ON "CaseMessage"("institutionId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "CaseMessage_appealId_key_key" ON "CaseMessage"("appealId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "CaseReading_applicationId_userId_key" ON "CaseReading"("applicationId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "CaseReading_institutionId_userId_key" ON "CaseReading"("institutionId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "CaseReading_appealId_userId_key" ON "CaseReading"("appealId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "StatusLink_tokenHash_key" ON "StatusLink"("tokenHash");

-- CreateIndex
CREATE INDEX "StatusLink_email_createdAt_idx" ON "StatusLink"("email", "createdAt");

-- CreateIndex
CREATE INDEX "StatusLink_applicationId_idx" ON "StatusLink"("applicationId");

-- CreateIndex
CREATE INDEX "StatusLink_expiresAt_idx" ON "StatusLink"("expiresAt");

-- CreateIndex
CREATE INDEX "Review_reviewerId_state_idx" ON "Review"("reviewerId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Review_applicationId_reviewerId_key" ON "Review"("applicationId", "reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewRevision_reviewId_revision_key" ON "ReviewRevision"("reviewId", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewDiscussion_applicationId_key" ON "ReviewDiscussion"("applicationId");

-- CreateIndex
CREATE INDEX "DiscussionMessage_discussionId_at_idx" ON "DiscussionMessage"("discussionId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_code_key" ON "Batch"("code");

-- CreateIndex
CREATE INDEX "Batch_state_idx" ON "Batch"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Signature_writeId_key" ON "Signature"("writeId");

-- CreateIndex
CREATE INDEX "Signature_code_idx" ON "Signature"("code");

-- CreateIndex
CREATE UNIQUE INDEX "BatchApproval_batchId_approverId_key" ON "BatchApproval"("batchId", "approverId");

-- CreateIndex
CREATE INDEX "BatchItem_applicationId_idx" ON "BatchItem"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchItem_batchId_applicationId_key" ON "BatchItem"("batchId", "applicationId");

-- CreateIndex
CREATE INDEX "WaitlistClosing_programmeId_sector_idx" ON "WaitlistClosing"("programmeId", "sector");

-- CreateIndex
CREATE INDEX "PlaceOffer_applicationId_idx" ON "PlaceOffer"("applicationId");

-- CreateIndex
CREATE INDEX "PlaceOffer_state_until_idx" ON "PlaceOffer"("state", "until");

-- CreateIndex
CREATE UNIQUE INDEX "Licence_number_key" ON "Licence"("number");

-- CreateIndex
CREATE INDEX "Licence_institutionId_state_idx" ON "Licence"("institutionId", "state");

-- CreateIndex
CREATE INDEX "Licence_batchId_chunk_position_idx" ON "Licence"("batchId", "chunk", "position");

-- CreateIndex
CREATE INDEX "Licence_state_idx" ON "Licence"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Seat_claimHash_key" ON "Seat"("claimHash");

-- CreateIndex
CREATE INDEX "Seat_licenceId_idx" ON "Seat"("licenceId");

-- CreateIndex
CREATE INDEX "Seat_userId_idx" ON "Seat"("userId");

-- CreateIndex
CREATE INDEX "ClaimLink_seatId_idx" ON "ClaimLink"("seatId");

-- CreateIndex
CREATE INDEX "SeatRebind_seatId_idx" ON "SeatRebind"("seatId");

-- CreateIndex
CREATE INDEX "SeatRebind_userId_idx" ON "SeatRebind"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "LicenceChange_operation_key" ON "LicenceChange"("operation");

-- CreateIndex
CREATE INDEX "LicenceChange_state_proposedAt_idx" ON "LicenceChange"("state", "proposedAt");

-- CreateIndex
CREATE INDEX "LicenceChange_licenceId_idx" ON "LicenceChange"("licenceId");

-- CreateIndex
CREATE UNIQUE INDEX "Renewal_operation_key" ON "Renewal"("operation");

-- CreateIndex
CREATE INDEX "Renewal_institutionId_idx" ON "Renewal"("institutionId");

-- CreateIndex
CREATE INDEX "Renewal_state_askedAt_idx" ON "Renewal"("state", "askedAt");

-- CreateIndex
CREATE INDEX "RenewalItem_licenceId_idx" ON "RenewalItem"("licenceId");

-- CreateIndex
CREATE UNIQUE INDEX "RenewalItem_renewalId_licenceId_key" ON "RenewalItem"("renewalId", "licenceId");

-- CreateIndex
CREATE INDEX "SeatImport_institutionId_idx" ON "SeatImport"("institutionId");

-- CreateIndex
CREATE INDEX "SeatImport_createdAt_idx" ON "SeatImport"("createdAt");

-- CreateIndex
CREATE INDEX "OutcomeEntry_institutionId_idx" ON "OutcomeEntry"("institutionId");

-- CreateIndex
CREATE INDEX "OutcomeEntry_state_changedAt_idx" ON "OutcomeEntry"("state", "changedAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutcomeRevision_entryId_version_key" ON "OutcomeRevision"("entryId", "version");

-- CreateIndex
CREATE INDEX "MessengerAccount_licenceId_idx" ON "MessengerAccount"("licenceId");

-- CreateIndex
CREATE INDEX "MessengerAccount_userId_idx" ON "MessengerAccount"("userId");

-- CreateIndex
CREATE INDEX "MessengerAccount_batchId_chunk_position_idx" ON "MessengerAccount"("batchId", "chunk", "position");

-- CreateIndex
CREATE INDEX "MessengerAccount_state_requestedAt_idx" ON "MessengerAccount"("state", "requestedAt");

-- CreateIndex
CREATE UNIQUE INDEX "MessengerBatch_code_key" ON "MessengerBatch"("code");

-- CreateIndex
CREATE UNIQUE INDEX "ChainWrite_key_key" ON "ChainWrite"("key");

-- CreateIndex
CREATE INDEX "ChainWrite_state_createdAt_idx" ON "ChainWrite"("state", "createdAt");

-- CreateIndex
CREATE INDEX "Mail_to_createdAt_idx" ON "Mail"("to", "createdAt");

-- CreateIndex
CREATE INDEX "Mail_failedAt_idx" ON "Mail"("failedAt");

-- CreateIndex
CREATE INDEX "Notice_userId_createdAt_idx" ON "Notice"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "Notice_daily_digestedAt_createdAt_idx" ON "Notice"("daily", "digestedAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Mobile_number_key" ON "Mobile"("number");

-- CreateIndex
CREATE INDEX "MobileCode_userId_createdAt_idx" ON "MobileCode"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "MobileCode_number_createdAt_idx" ON "MobileCode"("number", "createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_subjectKind_subjectId_idx" ON "AuditEvent"("subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_idx" ON "AuditEvent"("actorId");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_eventId_key" ON "AuditSeal"("eventId");

-- CreateIndex
CREATE INDEX "ReportSchedule_endedAt_nextAt_idx" ON "ReportSchedule"("endedAt", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "FigureFile_name_key" ON "FigureFile"("name");

-- CreateIndex
CREATE INDEX "FigureFile_day_idx" ON "FigureFile"("day");

-- CreateIndex
CREATE UNIQUE INDEX "ReportFile_scheduleId_fromDay_key" ON "ReportFile"("scheduleId", "fromDay");

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "RoleChange"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_deputyForId_fkey" FOREIGN KEY ("deputyForId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeptWords" ADD CONSTRAINT "KeptWords_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Institution" ADD CONSTRAINT "Institution_directoryEntryId_fkey" FOREIGN KEY ("directoryEntryId") REFERENCES "DirectoryEntry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Institution" ADD CONSTRAINT "Institution_districtCode_fkey" FOREIGN KEY ("districtCode") REFERENCES "District"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Institution" ADD CONSTRAINT "Institution_termsVersion_fkey" FOREIGN KEY ("termsVersion") REFERENCES "Terms"("version") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Institution" ADD CONSTRAINT "Institution_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstitutionMerge" ADD CONSTRAINT "InstitutionMerge_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstitutionMerge" ADD CONSTRAINT "InstitutionMerge_intoId_fkey" FOREIGN KEY ("intoId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationDecline" ADD CONSTRAINT "RegistrationDecline_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstitutionSuspension" ADD CONSTRAINT "InstitutionSuspension_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstitutionCheck" ADD CONSTRAINT "InstitutionCheck_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationInvite" ADD CONSTRAINT "RegistrationInvite_directoryEntryId_fkey" FOREIGN KEY ("directoryEntryId") REFERENCES "DirectoryEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationInvite" ADD CONSTRAINT "RegistrationInvite_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_toId_fkey" FOREIGN KEY ("toId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JoinRequest" ADD CONSTRAINT "JoinRequest_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JoinRequest" ADD CONSTRAINT "JoinRequest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "CaseMessage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentContent" ADD CONSTRAINT "DocumentContent_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepDays" ADD CONSTRAINT "StepDays_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuorumRule" ADD CONSTRAINT "QuorumRule_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeChange" ADD CONSTRAINT "ProgrammeChange_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeChange" ADD CONSTRAINT "ProgrammeChange_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeChange" ADD CONSTRAINT "ProgrammeChange_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quota" ADD CONSTRAINT "Quota_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Phase" ADD CONSTRAINT "Phase_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rubric" ADD CONSTRAINT "Rubric_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_phaseId_fkey" FOREIGN KEY ("phaseId") REFERENCES "Phase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLease" ADD CONSTRAINT "CaseLease_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLease" ADD CONSTRAINT "CaseLease_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLease" ADD CONSTRAINT "CaseLease_holderId_fkey" FOREIGN KEY ("holderId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationEvent" ADD CONSTRAINT "ApplicationEvent_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InformationRequest" ADD CONSTRAINT "InformationRequest_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMessage" ADD CONSTRAINT "CaseMessage_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMessage" ADD CONSTRAINT "CaseMessage_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMessage" ADD CONSTRAINT "CaseMessage_appealId_fkey" FOREIGN KEY ("appealId") REFERENCES "Appeal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMessage" ADD CONSTRAINT "CaseMessage_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseReading" ADD CONSTRAINT "CaseReading_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseReading" ADD CONSTRAINT "CaseReading_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseReading" ADD CONSTRAINT "CaseReading_appealId_fkey" FOREIGN KEY ("appealId") REFERENCES "Appeal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseReading" ADD CONSTRAINT "CaseReading_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatusLink" ADD CONSTRAINT "StatusLink_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRevision" ADD CONSTRAINT "ReviewRevision_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "Review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewDiscussion" ADD CONSTRAINT "ReviewDiscussion_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiscussionMessage" ADD CONSTRAINT "DiscussionMessage_discussionId_fkey" FOREIGN KEY ("discussionId") REFERENCES "ReviewDiscussion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchChunk" ADD CONSTRAINT "BatchChunk_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchApproval" ADD CONSTRAINT "BatchApproval_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItemView" ADD CONSTRAINT "BatchItemView_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "BatchItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WaitlistEntry" ADD CONSTRAINT "WaitlistEntry_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WaitlistEntry" ADD CONSTRAINT "WaitlistEntry_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "WaitlistClosing"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WaitlistClosing" ADD CONSTRAINT "WaitlistClosing_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlaceOffer" ADD CONSTRAINT "PlaceOffer_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlaceOffer" ADD CONSTRAINT "PlaceOffer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_phaseId_fkey" FOREIGN KEY ("phaseId") REFERENCES "Phase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_licenceId_fkey" FOREIGN KEY ("licenceId") REFERENCES "Licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimLink" ADD CONSTRAINT "ClaimLink_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "Seat"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatRebind" ADD CONSTRAINT "SeatRebind_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "Seat"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatRebind" ADD CONSTRAINT "SeatRebind_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LicenceChange" ADD CONSTRAINT "LicenceChange_licenceId_fkey" FOREIGN KEY ("licenceId") REFERENCES "Licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Renewal" ADD CONSTRAINT "Renewal_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RenewalItem" ADD CONSTRAINT "RenewalItem_renewalId_fkey" FOREIGN KEY ("renewalId") REFERENCES "Renewal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RenewalItem" ADD CONSTRAINT "RenewalItem_licenceId_fkey" FOREIGN KEY ("licenceId") REFERENCES "Licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatImport" ADD CONSTRAINT "SeatImport_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeEntry" ADD CONSTRAINT "OutcomeEntry_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeEntry" ADD CONSTRAINT "OutcomeEntry_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeRevision" ADD CONSTRAINT "OutcomeRevision_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "OutcomeEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessengerAccount" ADD CONSTRAINT "MessengerAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessengerAccount" ADD CONSTRAINT "MessengerAccount_licenceId_fkey" FOREIGN KEY ("licenceId") REFERENCES "Licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessengerAccount" ADD CONSTRAINT "MessengerAccount_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "Institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessengerAccount" ADD CONSTRAINT "MessengerAccount_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "MessengerBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeChoice" ADD CONSTRAINT "NoticeChoice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mobile" ADD CONSTRAINT "Mobile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MobileCode" ADD CONSTRAINT "MobileCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditSeal" ADD CONSTRAINT "AuditSeal_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AuditEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportReader" ADD CONSTRAINT "ReportReader_scheduleId_fkey" FOREIGN KEY ("scheduleId") REFERENCES "ReportSchedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportReader" ADD CONSTRAINT "ReportReader_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportFile" ADD CONSTRAINT "ReportFile_scheduleId_fkey" FOREIGN KEY ("scheduleId") REFERENCES "ReportSchedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
