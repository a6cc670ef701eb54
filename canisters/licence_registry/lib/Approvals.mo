/// Approvals: which batches may be issued and what may become of licences, by the word of approvers who each call for themselves; and
/// what was dropped.
///
/// A batch is approved under its id, as one manifest of one plan; an act on licences that exist under its operation's, as the hash of
/// what it does. An approval counts for 30 days, while its approver holds the role.
import Array "mo:core/Array";
import Nat32 "mo:core/Nat32";
import Batches "../../common/Batches";
import Fields "../../common/Fields";
import Operations "../../common/Operations";
import Trie "../../common/Trie";
import Types "../Types";
import Encoding "Encoding";
import Roles "Roles";
import State "State";

module {
  type State = State.State;
  type Moment = State.Moment;

  /// The most batches and acts that are approved or dropped, ever.
  public let maxBatches : Nat = 100_000;

  /// The most approvals of a batch.
  public let maxApprovals : Nat = 16;

  /// How long an approval counts: 30 days.
  public let period : Nat64 = 2_592_000_000_000_000;

  /// Approves a batch or an act. The same by the same approver gets the first receipt, unless that approval has run out: then it is given anew.
  public func approve(state : State, moment : Moment, args : Types.ApproveArgs) : Types.ApproveResult {
    if (not Fields.isIdentifier(args.batchId)) return #err(#invalid("batchId"));
    if (args.manifestHash.size() != 32) return #err(#invalid("manifestHash"));
    if (args.planHash.size() != 32) return #err(#invalid("planHash"));
    let known : Types.Standing = switch (standing(state, args.batchId)) {
      case (?standing) standing;
      case null {
        if (state.standings.size >= maxBatches) return #err(#full);
        { args with approvals = []; dropped = null };
      };
    };
    if (known.dropped != null) return #err(#dropped);
    let isSame = known.manifestHash == args.manifestHash and known.planHash == args.planHash;
    if (not isSame or Batches.isOther(state.batches, args.batchId, args.manifestHash)) return #err(#conflict);
    let mine = Array.find<Types.Approval>(known.approvals, func approval = approval.approver == moment.caller);
    switch mine {
      case (?{ at; block }) if (moment.now < at + period) return #ok({ block; at });
      case null if (known.approvals.size() >= maxApprovals) return #err(#full);
    };
    if (not State.hasRoom(state, 1)) return #err(#full);
    let block = State.append(state, moment, "sanad_approve", [
      ("batch", #Text(args.batchId)),
      ("manifest", #Blob(args.manifestHash)),
      ("plan", #Blob(args.planHash)),
    ]);
    let others = Array.filter<Types.Approval>(known.approvals, func approval = approval.approver != moment.caller);
    put(state, { known with approvals = Array.concat(others, [{ approver = moment.caller; at = moment.now; block }]) });
    #ok({ block; at = moment.now });
  };

  /// Takes a batch out for good, of which nothing is issued. Dropped again, it gets the first receipt. Of whoever is no approver it has
  /// to be approved by somebody: nobody else makes a standing, of which there are so many.
  public func drop(state : State, moment : Moment, args : Types.DropArgs) : Types.DropResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.batchId)) return #err(#invalid("batchId"));
    if (not Fields.isReason(args.reason)) return #err(#invalid("reason"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    let content = Operations.content("sanad_drop", [args.batchId, args.reason, args.decision], "");
    let before = standing(state, args.batchId);
    // Not remembered under its operation, which has no block.
    switch (Operations.standing(state.operations, args.operation, content), before) {
      case (#fresh, ?{ dropped = ?receipt }) return #ok(receipt);
      case _ {};
    };
    State.once<Types.DropError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.DropResult {
      if (Batches.isBegun(state.batches, args.batchId)) return #err(#alreadyIssued);
      let known : Types.Standing = switch before {
        case (?standing) standing;
        case null {
          if (not Roles.holds(state.roles, moment.caller, #approver)) return #err(#notFound);
          if (state.standings.size >= maxBatches) return #err(#full);
          { batchId = args.batchId; manifestHash = ""; planHash = ""; approvals = []; dropped = null };
        };
      };
      let receipt = {
        block = State.append(state, moment, "sanad_drop", [
          ("operation", #Text(args.operation)),
          ("batch", #Text(args.batchId)),
          ("reason", #Text(args.reason)),
          ("decision", #Text(args.decision)),
        ]);
        at = moment.now;
      };
      put(state, { known with dropped = ?receipt });
      #ok(receipt);
    });
  };

  /// What keeps a chunk with this hash, which is new, from being issued. The first chunk of a batch takes the approvals; what was
  /// begun may be finished. Every chunk shows that it is of the manifest, since that alone was approved.
  public func obstacle(state : State, moment : Moment, args : Types.IssueArgs, hash : Blob) : ?Types.IssueError {
    let known = standing(state, args.batchId);
    switch known { case (?{ dropped = ?_ }) return ?#dropped; case _ {} };
    let chunkHashes = switch (args.chunkHashes) { case (?all) all; case null [hash] };
    if (not Batches.belongs(args, chunkHashes, hash)) return ?#manifestMismatch;
    if (Batches.isBegun(state.batches, args.batchId)) return null;
    switch (missing(state, moment, args.batchId, args.manifestHash, state.governance.policy.approvals)) {
      case (?short) ?#notApproved(short);
      case null null;
    };
  };

  /// Whether fewer approvers have approved this content under this id than are needed; and then how many of how many have.
  public func missing(state : State, moment : Moment, id : Text, content : Blob, needed : Nat32) : ?Types.Short {
    let approvals = switch (standing(state, id)) {
      case (?known) if (known.dropped == null and known.manifestHash == content) counted(state, moment, known) else 0;
      case null 0;
    };
    if (approvals >= Nat32.toNat(needed)) null else ?{ needed; approvals = Nat32.fromNat(approvals) };
  };

  /// How a batch stands, by the policy of today; null for one that nobody approved or dropped.
  public func shown(state : State, batchId : Text) : ?Types.BatchStanding {
    let ?batch = standing(state, batchId) else return null;
    ?{ batch with needed = state.governance.policy.approvals; dropped = batch.dropped != null };
  };

  // The approvals that count now.
  func counted(state : State, { now } : Moment, { approvals } : Types.Standing) : Nat {
    let counting = func({ approver; at } : Types.Approval) : Bool = now < at + period and Roles.holds(state.roles, approver, #approver);
    Array.filter<Types.Approval>(approvals, counting).size();
  };

  func standing(state : State, batchId : Text) : ?Types.Standing = Trie.get(state.standings, Encoding.labelOfBatch(batchId));

  func put(state : State, batch : Types.Standing) = Trie.put(state.standings, Encoding.labelOfBatch(batch.batchId), batch);
};
