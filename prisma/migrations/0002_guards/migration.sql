-- What the schema language cannot say: who may do what, and what must hold whoever writes.
-- Roles: the owner runs the migrations, sanad_app is the portal, the worker and the tests.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sanad_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sanad_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO sanad_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sanad_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO sanad_app;

-- The audit is append-only, the network's pin is written by whoever deploys, the migrations by whoever migrates.
REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEvent", "AuditSeal" FROM sanad_app;
-- A read is told of once a person, subject and hour.
CREATE UNIQUE INDEX "AuditEvent_one_reading_an_hour" ON "AuditEvent" ("actorId", action, outcome,
  coalesce("subjectKind", ''), coalesce("subjectId", ''), date_trunc('hour', at AT TIME ZONE 'UTC'))
  WHERE "actorKind" = 'person' AND action LIKE '%.read%';
-- So is what a review said before it was revised, and what its reviewers said to each other.
REVOKE UPDATE, DELETE, TRUNCATE ON "ReviewRevision", "DiscussionMessage" FROM sanad_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "BatchApproval", "BatchItemView" FROM sanad_app;
-- The licences of a batch are fixed at its proposal.
REVOKE UPDATE, TRUNCATE ON "BatchChunk" FROM sanad_app;
-- One signature of a person under one thing is on its way or certified at a time, and none is taken away.
REVOKE DELETE, TRUNCATE ON "Signature" FROM sanad_app;
CREATE UNIQUE INDEX "Signature_one_live_of_a_principal" ON "Signature" (code, principal)
  WHERE state IN ('SENT', 'CERTIFIED');
REVOKE UPDATE, DELETE, TRUNCATE ON "CaseMessage" FROM sanad_app;
-- And how an institution's report read before it was corrected.
REVOKE UPDATE, DELETE, TRUNCATE ON "OutcomeRevision" FROM sanad_app;
-- A file of figures is never changed: only that the registry has noted it is written beside it.
REVOKE UPDATE, DELETE, TRUNCATE ON "FigureFile" FROM sanad_app;
GRANT UPDATE ("notedAt", block) ON "FigureFile" TO sanad_app;
-- What somebody was promised under the days of then stays so.
REVOKE UPDATE, DELETE, TRUNCATE ON "StepDays" FROM sanad_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "NetworkPin" FROM sanad_app;
REVOKE ALL ON "_prisma_migrations" FROM sanad_app;

-- Quotas hold under concurrency even if a command forgets to ask.
ALTER TABLE "Quota" ADD CONSTRAINT "Quota_taken_within_places" CHECK (taken >= 0 AND taken <= places);
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_places_positive" CHECK (places > 0 AND "validDays" > 0);
ALTER TABLE "Application" ADD CONSTRAINT "Application_seats_positive" CHECK (seats IS NULL OR seats > 0);
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_seats_by_outcome"
  CHECK ((outcome = 'AWARD' AND seats > 0) OR (outcome = 'WAITLIST' AND seats = 0 AND reason IS NULL)
    OR (outcome = 'DECLINE' AND seats = 0 AND reason IS NOT NULL AND cardinality(evidence) > 0));
ALTER TABLE "Review" ADD CONSTRAINT "Review_total_in_range" CHECK (total IS NULL OR total BETWEEN 0 AND 10000);
ALTER TABLE "StepDays" ADD CONSTRAINT "StepDays_positive" CHECK (days > 0);
ALTER TABLE "Phase" ADD CONSTRAINT "Phase_opens_before_it_closes" CHECK ("opensAt" < "closesAt");
ALTER TABLE "NetworkPin" ADD CONSTRAINT "NetworkPin_one_row" CHECK (id = 1);

-- Four eyes: whoever proposed does not approve.
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_four_eyes" CHECK ("approvedById" IS NULL OR "approvedById" <> "proposedById");
ALTER TABLE "MessengerBatch" ADD CONSTRAINT "MessengerBatch_four_eyes"
  CHECK ("approvedById" IS NULL OR "approvedById" <> "proposedById");

ALTER TABLE "Batch" ADD CONSTRAINT "Batch_quorum_at_least_one" CHECK (quorum IS NULL OR quorum >= 1);

-- An approval is somebody else's than the proposer's, of the plan that was proposed; and as many are there as were written.
CREATE FUNCTION batch_approval_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "Batch" WHERE id = NEW."batchId" AND state = 'PROPOSED'
      AND "proposedById" <> NEW."approverId" AND "planHash" = NEW."planHash"
  ) THEN
    RAISE EXCEPTION 'an approval is of the plan as proposed, and not by whoever proposed it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "BatchApproval_holds" BEFORE INSERT ON "BatchApproval" FOR EACH ROW EXECUTE FUNCTION batch_approval_holds();
CREATE FUNCTION batch_quorum_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM "BatchApproval" WHERE "batchId" = NEW.id AND "planHash" = NEW."planHash")
    < greatest(coalesce(NEW.quorum, 1), 1) THEN
    RAISE EXCEPTION 'a batch is approved by as many as its quorum asks for' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Batch_quorum_holds" BEFORE UPDATE ON "Batch"
  FOR EACH ROW WHEN (NEW.state = 'APPROVED' AND OLD.state <> 'APPROVED') EXECUTE FUNCTION batch_quorum_holds();

-- Roles change by two people, neither of them the one concerned; nobody is administrator and approver.
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_four_eyes" CHECK (
  "proposedById" <> "userId"
  AND ("confirmedById" IS NULL OR ("confirmedById" <> "proposedById" AND "confirmedById" <> "userId"))
);
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_confirmed_is_complete" CHECK (
  state <> 'CONFIRMED' OR ("confirmedById" IS NOT NULL AND "confirmedAt" IS NOT NULL AND "effectiveAt" IS NOT NULL)
);
ALTER TABLE "RoleChange" ADD CONSTRAINT "RoleChange_deputy_has_dates" CHECK (
  kind <> 'DEPUTY'
  OR ("deputyForId" IS NOT NULL AND "deputyForId" <> "userId" AND "startsAt" IS NOT NULL AND "endsAt" > "startsAt")
);
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_begins_before_it_ends" CHECK ("startsAt" < "endsAt");
CREATE UNIQUE INDEX "RoleChange_one_open_of_a_role" ON "RoleChange" ("userId", role)
  WHERE state IN ('PROPOSED', 'CONFIRMED', 'IN_FORCE');
CREATE UNIQUE INDEX "RoleGrant_administrator_or_approver" ON "RoleGrant" ("userId")
  WHERE role IN ('ADMINISTRATOR', 'APPROVER') AND "endedAt" IS NULL;

-- A programme changes by two people, and one change of a thing is open at a time. Never fewer than one approves besides the proposer.
ALTER TABLE "ProgrammeChange" ADD CONSTRAINT "ProgrammeChange_four_eyes" CHECK (
  ("confirmedById" IS NULL OR "confirmedById" <> "proposedById")
  AND (state <> 'CONFIRMED' OR "confirmedById" IS NOT NULL)
);
CREATE UNIQUE INDEX "ProgrammeChange_one_open" ON "ProgrammeChange" ("programmeId", subject) WHERE state = 'PROPOSED';
ALTER TABLE "QuorumRule" ADD CONSTRAINT "QuorumRule_at_least_one" CHECK (approvals BETWEEN 1 AND 5 AND above >= 0);

-- However it is changed, the split of a programme adds up to no more than it has, or had.
CREATE FUNCTION quota_split_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM (SELECT "programmeId", sum(places) AS places FROM split_before GROUP BY 1) AS was
    JOIN (SELECT "programmeId", sum(places) AS places FROM split_after GROUP BY 1) AS is_now USING ("programmeId")
    JOIN "Programme" AS programme ON programme.id = was."programmeId"
    WHERE is_now.places > was.places
      AND (SELECT sum(places) FROM "Quota" WHERE "programmeId" = programme.id) > programme.places
  ) THEN
    RAISE EXCEPTION 'a split adds up to no more places than its programme has' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Quota_split_holds" AFTER UPDATE ON "Quota"
  REFERENCING OLD TABLE AS split_before NEW TABLE AS split_after
  FOR EACH STATEMENT EXECUTE FUNCTION quota_split_holds();
-- Nobody who waits is passed over without a reason.
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_passed_over_with_a_reason"
  CHECK (("passedOver" IS NULL) = ("passedReason" IS NULL) AND ("passedOver" IS NULL OR "passedOver" > 0));
CREATE UNIQUE INDEX "WaitlistClosing_one_stands" ON "WaitlistClosing" ("programmeId", sector)
  WHERE state IN ('PROPOSED', 'CONFIRMED');
ALTER TABLE "WaitlistClosing" ADD CONSTRAINT "WaitlistClosing_four_eyes"
  CHECK (state <> 'CONFIRMED' OR ("closedById" IS NOT NULL AND "closedById" <> "proposedById"));
-- A message is about one case, and so is how far somebody has read.
ALTER TABLE "CaseMessage" ADD CONSTRAINT "CaseMessage_of_one_case"
  CHECK (num_nonnulls("applicationId", "institutionId", "appealId") = 1);
ALTER TABLE "CaseReading" ADD CONSTRAINT "CaseReading_of_one_case"
  CHECK (num_nonnulls("applicationId", "institutionId", "appealId") = 1);
-- A lease is of one case.
ALTER TABLE "CaseLease" ADD CONSTRAINT "CaseLease_of_one_case" CHECK (("institutionId" IS NULL) <> ("applicationId" IS NULL));

-- A shared mailbox owns nothing; owning is given to somebody who belongs already, never by a link.
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_shared_owns_nothing" CHECK (NOT (shared AND role = 'OWNER'));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_never_to_own" CHECK (role <> 'OWNER');
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_to_another" CHECK ("fromId" <> "toId");
CREATE UNIQUE INDEX "Invitation_one_open_of_an_address" ON "Invitation" ("institutionId", email) WHERE state = 'OPEN';
CREATE UNIQUE INDEX "OwnershipTransfer_one_open" ON "OwnershipTransfer" ("institutionId") WHERE state = 'PROPOSED';
CREATE UNIQUE INDEX "JoinRequest_one_open_of_a_person" ON "JoinRequest" ("institutionId", "userId") WHERE state = 'OPEN';
CREATE UNIQUE INDEX "InstitutionMerge_one_open" ON "InstitutionMerge" ("fromId") WHERE state = 'PROPOSED';
ALTER TABLE "InstitutionMerge" ADD CONSTRAINT "InstitutionMerge_of_two" CHECK ("fromId" <> "intoId");
ALTER TABLE "InstitutionMerge" ADD CONSTRAINT "InstitutionMerge_four_eyes"
  CHECK (state <> 'CONFIRMED' OR ("closedById" IS NOT NULL AND "closedById" <> "proposedById"));
CREATE UNIQUE INDEX "RegistrationDecline_one_open" ON "RegistrationDecline" ("institutionId") WHERE state = 'PROPOSED';
ALTER TABLE "RegistrationDecline" ADD CONSTRAINT "RegistrationDecline_four_eyes"
  CHECK (state <> 'CONFIRMED' OR ("closedById" IS NOT NULL AND "closedById" <> "proposedById"));
ALTER TABLE "Institution" ADD CONSTRAINT "Institution_merged_leads_on" CHECK ((state = 'MERGED') = ("mergedIntoId" IS NOT NULL));
CREATE UNIQUE INDEX "InstitutionSuspension_one_open" ON "InstitutionSuspension" ("institutionId") WHERE "liftedAt" IS NULL;

-- The last owner cannot vanish, whoever writes. At the end of the transaction, so that ownership can change hands within one;
-- the row of the institution is locked first, so that two who leave at once are seen by each other.
CREATE FUNCTION membership_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Institution" WHERE id = OLD."institutionId" FOR NO KEY UPDATE;
  -- One that was merged into another has nobody left.
  IF NOT EXISTS (
    SELECT 1 FROM "Membership" WHERE "institutionId" = OLD."institutionId" AND role = 'OWNER' AND "endedAt" IS NULL
  ) AND EXISTS (SELECT 1 FROM "Institution" WHERE id = OLD."institutionId" AND state <> 'MERGED') THEN
    RAISE EXCEPTION 'an institution keeps an owner' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "Membership_keeps_an_owner" AFTER UPDATE ON "Membership" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.role = 'OWNER' AND OLD."endedAt" IS NULL AND (NEW.role <> 'OWNER' OR NEW."endedAt" IS NOT NULL))
  EXECUTE FUNCTION membership_keeps_an_owner();

-- A licence on the chain is numbered, dated and has its block.
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_number_form" CHECK (number ~ '^SND[0-9A-HJKMNP-TV-Z]{11}$');
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_issued_is_complete" CHECK (
  state = 'PENDING'
  OR ("issuedAt" IS NOT NULL AND block IS NOT NULL AND "validFrom" IS NOT NULL AND "validUntil" IS NOT NULL)
);

CREATE UNIQUE INDEX "Seat_one_of_a_licence" ON "Seat" ("licenceId") WHERE state <> 'RELEASED';
-- A licence is renewed by two people, once at a time.
CREATE UNIQUE INDEX "RenewalItem_one_live_of_a_licence" ON "RenewalItem" ("licenceId") WHERE live;
-- One reinstatement or revocation of a licence waits at a time, and one suspension beside it; who proposed the one does not approve it,
-- and the other is approved by nobody.
REVOKE DELETE, TRUNCATE ON "LicenceChange" FROM sanad_app;
CREATE UNIQUE INDEX "LicenceChange_one_open_of_a_licence" ON "LicenceChange" ("licenceId", (kind = 'suspend')) WHERE state = 'PROPOSED';
ALTER TABLE "LicenceChange" ADD CONSTRAINT "LicenceChange_four_eyes" CHECK (
  "proposedById" <> ALL ("approverIds")
  AND CASE kind WHEN 'suspend' THEN cardinality("approverIds") = 0 ELSE state <> 'SENT' OR cardinality("approverIds") > 0 END
);
ALTER TABLE "Renewal" ADD CONSTRAINT "Renewal_four_eyes"
  CHECK (state <> 'APPROVED' OR ("proposedById" IS NOT NULL AND "decidedById" IS NOT NULL AND "decidedById" <> "proposedById"));
ALTER TABLE "Renewal" ADD CONSTRAINT "Renewal_approved_by_others" CHECK ("proposedById" IS NULL OR "proposedById" <> ALL ("approverIds"));
-- One wish at a time to bind a seat to another identity; whoever wishes it does not decide it.
CREATE UNIQUE INDEX "SeatRebind_one_open_of_a_seat" ON "SeatRebind" ("seatId") WHERE state IN ('ASKED', 'CONFIRMED');
CREATE UNIQUE INDEX "SeatRebind_one_open_of_a_principal" ON "SeatRebind" (principal) WHERE state IN ('ASKED', 'CONFIRMED');
ALTER TABLE "SeatRebind" ADD CONSTRAINT "SeatRebind_four_eyes" CHECK ("decidedById" IS NULL OR "decidedById" <> "userId");
CREATE UNIQUE INDEX "BatchItem_one_live_of_an_application" ON "BatchItem" ("applicationId") WHERE live;
CREATE UNIQUE INDEX "PlaceOffer_one_held_of_an_application" ON "PlaceOffer" ("applicationId") WHERE state IN ('OPEN', 'ACCEPTED');
ALTER TABLE "PlaceOffer" ADD CONSTRAINT "PlaceOffer_seats_positive" CHECK (seats > 0);
CREATE UNIQUE INDEX "RoleGrant_one_of_a_role" ON "RoleGrant" ("userId", role) WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX "MessengerAccount_one_of_a_licence" ON "MessengerAccount" ("licenceId")
  WHERE state NOT IN ('DECLINED', 'REMOVED');
CREATE UNIQUE INDEX "MessengerAccount_one_of_a_principal" ON "MessengerAccount" (principal)
  WHERE state NOT IN ('DECLINED', 'REMOVED');
-- A handle that was once published stays kept from others when its account is removed, and so do its look-alikes.
CREATE UNIQUE INDEX "MessengerAccount_handle_kept" ON "MessengerAccount" (handle)
  WHERE state NOT IN ('DECLINED', 'REMOVED') OR "openedAt" IS NOT NULL;
CREATE UNIQUE INDEX "MessengerAccount_skeleton_kept" ON "MessengerAccount" (skeleton)
  WHERE state NOT IN ('DECLINED', 'REMOVED') OR "openedAt" IS NOT NULL;

-- What was put into the outbox is what is sent.
CREATE FUNCTION chain_write_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key IS DISTINCT FROM OLD.key OR NEW.kind IS DISTINCT FROM OLD.kind
    OR NEW.payload IS DISTINCT FROM OLD.payload THEN
    RAISE EXCEPTION 'a chain write does not change once it is written' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ChainWrite_fixed" BEFORE UPDATE OF key, kind, payload ON "ChainWrite" FOR EACH ROW EXECUTE FUNCTION chain_write_is_fixed();

-- And a chunk that it names stays as it was fixed.
CREATE FUNCTION batch_chunk_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Batch" WHERE id = OLD."batchId" AND state IN ('RELEASED', 'COMPLETED')) THEN
    RAISE EXCEPTION 'the licences of a released batch are kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "BatchChunk_kept" BEFORE DELETE ON "BatchChunk" FOR EACH ROW EXECUTE FUNCTION batch_chunk_is_kept();

-- Whoever confirms a change of roles confirms what was proposed.
CREATE FUNCTION role_change_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW.kind, NEW."userId", NEW.role, NEW."deputyForId", NEW."startsAt", NEW."endsAt", NEW.reason, NEW."proposedById", NEW."proposedAt")
    IS DISTINCT FROM
    ROW(OLD.kind, OLD."userId", OLD.role, OLD."deputyForId", OLD."startsAt", OLD."endsAt", OLD.reason, OLD."proposedById", OLD."proposedAt") THEN
    RAISE EXCEPTION 'what was proposed does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "RoleChange_fixed" BEFORE UPDATE ON "RoleChange" FOR EACH ROW EXECUTE FUNCTION role_change_is_fixed();

-- Whoever confirms a change of a programme confirms what was proposed.
CREATE FUNCTION programme_change_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."programmeId", NEW.kind, NEW.subject, NEW.payload, NEW.before, NEW.reason, NEW."proposedById", NEW."proposedAt")
    IS DISTINCT FROM
    ROW(OLD."programmeId", OLD.kind, OLD.subject, OLD.payload, OLD.before, OLD.reason, OLD."proposedById", OLD."proposedAt") THEN
    RAISE EXCEPTION 'what was proposed does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ProgrammeChange_fixed" BEFORE UPDATE ON "ProgrammeChange"
  FOR EACH ROW EXECUTE FUNCTION programme_change_is_fixed();
-- A rubric's first version comes with its programme; later ones are published by two people.
ALTER TABLE "Rubric" ADD CONSTRAINT "Rubric_four_eyes" CHECK (
  ("publishedById" IS NULL OR "publishedById" <> "proposedById")
  AND (state <> 'PUBLISHED' OR version = 1 OR ("proposedById" IS NOT NULL AND "publishedById" IS NOT NULL))
);
CREATE UNIQUE INDEX "Rubric_one_open" ON "Rubric" ("programmeId") WHERE state <> 'PUBLISHED';

-- What was proposed is what is published, and what is published stays as it is.
CREATE FUNCTION rubric_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'PUBLISHED' THEN
    RAISE EXCEPTION 'a published rubric does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF OLD.state = 'PROPOSED' AND ROW(NEW.criteria, NEW.spread, NEW.blind, NEW.version, NEW."programmeId")
    IS DISTINCT FROM ROW(OLD.criteria, OLD.spread, OLD.blind, OLD.version, OLD."programmeId") THEN
    RAISE EXCEPTION 'a proposed rubric does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Rubric_fixed" BEFORE UPDATE OR DELETE ON "Rubric" FOR EACH ROW EXECUTE FUNCTION rubric_is_fixed();

-- A round is scored by one rubric from its first application to its last.
CREATE FUNCTION rubric_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the rubric of a round does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION eligibility_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Application" WHERE "phaseId" = NEW.id AND "submittedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'what a round asks first does not change once somebody has applied' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Phase_keeps_its_questions" BEFORE UPDATE ON "Phase" FOR EACH ROW
  WHEN (NEW.eligibility IS DISTINCT FROM OLD.eligibility) EXECUTE FUNCTION eligibility_is_kept();
CREATE TRIGGER "Phase_keeps_its_rubric" BEFORE UPDATE ON "Phase" FOR EACH ROW
  WHEN (OLD."rubricVersion" IS NOT NULL AND NEW."rubricVersion" IS DISTINCT FROM OLD."rubricVersion")
  EXECUTE FUNCTION rubric_version_is_kept();
CREATE TRIGGER "Application_keeps_its_rubric" BEFORE UPDATE ON "Application" FOR EACH ROW
  WHEN (OLD."rubricVersion" IS NOT NULL AND NEW."rubricVersion" IS DISTINCT FROM OLD."rubricVersion")
  EXECUTE FUNCTION rubric_version_is_kept();

-- Two people decide on an appeal, and exactly what was proposed.
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_two_people" CHECK (
  (state IN ('UPHELD', 'DISMISSED')) = ("confirmedById" IS NOT NULL)
  AND (state = 'FILED' OR "proposedById" IS NOT NULL)
  AND ("confirmedById" IS NULL OR ("confirmedById" <> "proposedById" AND state = outcome))
  AND (outcome IS DISTINCT FROM 'DISMISSED' OR reason IS NOT NULL)
  AND (outcome IS NULL OR outcome IN ('UPHELD', 'DISMISSED'))
);

-- What an institution reports is a project with its use, or a number of people within days; only what is hidden has a reason for it.
ALTER TABLE "OutcomeEntry" ADD CONSTRAINT "OutcomeEntry_whole" CHECK (
  (kind = 'PROJECT' AND field IS NOT NULL AND sentence IS NOT NULL AND people IS NULL)
  OR (kind = 'TRAINING' AND people > 0 AND "endsOn" IS NOT NULL AND field IS NULL AND link IS NULL)
);
ALTER TABLE "OutcomeEntry" ADD CONSTRAINT "OutcomeEntry_days_in_order" CHECK ("endsOn" IS NULL OR "startsOn" <= "endsOn");
ALTER TABLE "OutcomeEntry" ADD CONSTRAINT "OutcomeEntry_hidden_with_reason" CHECK ((state = 'HIDDEN') = ("hiddenReason" IS NOT NULL));
