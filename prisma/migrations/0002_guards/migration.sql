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
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "NetworkPin" FROM sanad_app;
REVOKE ALL ON "_prisma_migrations" FROM sanad_app;

-- Quotas hold under concurrency even if a command forgets to ask.
ALTER TABLE "Quota" ADD CONSTRAINT "Quota_taken_within_places" CHECK (taken >= 0 AND taken <= places);
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_places_positive" CHECK (places > 0 AND "validDays" > 0);
ALTER TABLE "Application" ADD CONSTRAINT "Application_seats_positive" CHECK (seats IS NULL OR seats > 0);
ALTER TABLE "BatchItem" ADD CONSTRAINT "BatchItem_seats_by_outcome"
  CHECK ((outcome = 'AWARD' AND seats > 0) OR (outcome = 'DECLINE' AND seats = 0 AND reason IS NOT NULL));
ALTER TABLE "Review" ADD CONSTRAINT "Review_total_in_range" CHECK (total IS NULL OR total BETWEEN 0 AND 10000);
ALTER TABLE "Phase" ADD CONSTRAINT "Phase_opens_before_it_closes" CHECK ("opensAt" < "closesAt");
ALTER TABLE "NetworkPin" ADD CONSTRAINT "NetworkPin_one_row" CHECK (id = 1);

-- Four eyes: whoever proposed does not approve.
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_four_eyes" CHECK ("approvedById" IS NULL OR "approvedById" <> "proposedById");
ALTER TABLE "MessengerBatch" ADD CONSTRAINT "MessengerBatch_four_eyes"
  CHECK ("approvedById" IS NULL OR "approvedById" <> "proposedById");

-- A licence on the chain is numbered, dated and has its block.
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_number_form" CHECK (number ~ '^SND[0-9A-HJKMNP-TV-Z]{11}$');
ALTER TABLE "Licence" ADD CONSTRAINT "Licence_issued_is_complete" CHECK (
  state = 'PENDING'
  OR ("issuedAt" IS NOT NULL AND block IS NOT NULL AND "validFrom" IS NOT NULL AND "validUntil" IS NOT NULL)
);

CREATE UNIQUE INDEX "Seat_one_of_a_licence" ON "Seat" ("licenceId") WHERE state <> 'RELEASED';
CREATE UNIQUE INDEX "BatchItem_one_live_of_an_application" ON "BatchItem" ("applicationId") WHERE live;
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
CREATE TRIGGER "ChainWrite_fixed" BEFORE UPDATE ON "ChainWrite" FOR EACH ROW EXECUTE FUNCTION chain_write_is_fixed();
