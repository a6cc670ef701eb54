/// What the registry admits: pure decisions.
import Array "mo:core/Array";
import Result "mo:core/Result";
import Fields "../../common/Fields";
import Number "Number";
import Types "../Types";

module {
  /// What may be done with a licence that was issued.
  public type Act = { #suspend; #reinstate; #revoke; #bind; #unbind; #rebind; #renew };

  /// Under what an act is admitted, and the status after it; null where that stays as it is.
  public type Rule = {
    from : [Types.Status];
    holder : { #whatever; #none; #one };
    /// Also once the licence has expired?
    expired : Bool;
    to : ?Types.Status;
    /// How many approvers it takes: none; none within the day's allowance and any one beyond it; any one; or as many as the policy
    /// wants, as issuing does.
    approvals : { #none; #allowance; #one; #policy };
  };

  /// Why an act is not admitted.
  public type Refusal = { #illegalTransition : { from : Types.Status }; #invalid : Text };

  /// The table of transitions, in which every act has its line; what it does not name is refused. Revoked is final, and what a
  /// revoked licence was is kept. An expired licence can be suspended and revoked still, since revoked outranks expired, and be
  /// taken from its holder; nothing gives it a holder or makes it last longer. What gives a right again, makes it last longer or ends
  /// it for good takes as many approvers as the policy wants; a suspension, the brake, takes one; a holder takes none, but for those
  /// from whom a licence is taken beyond the day's allowance, who take one.
  public func rule(act : Act) : Rule {
    switch act {
      case (#suspend) { { from = [#active]; holder = #whatever; expired = true; to = ?#suspended; approvals = #one } };
      case (#reinstate) { { from = [#suspended]; holder = #whatever; expired = true; to = ?#active; approvals = #policy } };
      case (#revoke) { { from = [#active, #suspended]; holder = #whatever; expired = true; to = ?#revoked; approvals = #policy } };
      case (#bind) { { from = [#active]; holder = #none; expired = false; to = null; approvals = #none } };
      case (#unbind) { { from = [#active, #suspended]; holder = #one; expired = true; to = null; approvals = #allowance } };
      case (#rebind) { { from = [#active]; holder = #one; expired = false; to = null; approvals = #allowance } };
      case (#renew) { { from = [#active]; holder = #whatever; expired = false; to = null; approvals = #policy } };
    };
  };

  /// The status of a licence after `act`, by the table alone. Status and holder are looked at before expiry.
  public func admit(act : Act, record : Types.LicenceRecord, now : Nat64) : Result.Result<Types.Status, Refusal> {
    let { from; holder; expired; to } = rule(act);
    let suits = switch holder {
      case (#whatever) true;
      case (#none) record.holder == null;
      case (#one) record.holder != null;
    };
    if (not suits or Array.find<Types.Status>(from, func status = status == record.status) == null) {
      return #err(#illegalTransition({ from = record.status }));
    };
    if (not expired and now >= record.validUntil) return #err(#invalid("expired"));
    switch to {
      case (?status) #ok(status);
      case null #ok(record.status);
    };
  };

  /// The first field of an entry that is malformed.
  public func malformed(entry : Types.Entry) : ?Text {
    if (not Number.isValid(entry.number)) return ?"number";
    if (not Fields.isTitle(entry.programme)) return ?"programme";
    if (not Fields.isTitle(entry.phase)) return ?"phase";
    if (not Fields.isIdentifier(entry.institutionId)) return ?"institutionId";
    if (not Fields.isName(entry.institutionName)) return ?"institutionName";
    if (not Fields.isIdentifier(entry.decision)) return ?"decision";
    if (entry.validUntil <= entry.validFrom) return ?"validUntil";
    null;
  };

  /// The first field of a change of status that is malformed.
  public func malformedChange(args : Types.ChangeArgs) : ?Text {
    if (not Fields.isIdentifier(args.operation)) return ?"operation";
    if (not Number.isValid(args.number)) return ?"number";
    if (not Fields.isReason(args.reason)) return ?"reason";
    if (not Fields.isIdentifier(args.decision)) return ?"decision";
    null;
  };

  /// The first field of a binding that is malformed.
  public func malformedBinding(args : Types.BindArgs) : ?Text {
    if (args.commitment.size() != 32) return ?"commitment";
    malformedChange(args);
  };

  /// The first field of a call that renews that is malformed; its entries come one by one.
  public func malformedRenewal(args : Types.RenewArgs) : ?Text {
    if (not Fields.isIdentifier(args.operation)) return ?"operation";
    if (not Fields.isReason(args.reason)) return ?"reason";
    if (not Fields.isIdentifier(args.decision)) return ?"decision";
    null;
  };
};
