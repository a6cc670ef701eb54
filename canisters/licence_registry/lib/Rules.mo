/// What the registry admits: pure decisions.
import Fields "../../common/Fields";
import Number "Number";
import Types "../Types";

module {
  public type Act = { #suspend; #reinstate; #revoke };

  /// The table of transitions: the status after `act`, or null where it is not allowed. Revoked is final.
  public func after(status : Types.Status, act : Act) : ?Types.Status {
    switch (act, status) {
      case (#suspend, #active) ?#suspended;
      case (#reinstate, #suspended) ?#active;
      case (#revoke, #active or #suspended) ?#revoked;
      case _ null;
    };
  };

  /// May the holder of a licence with this status be taken from it? Not from a revoked one: what it was is kept.
  public func mayUnbind(status : Types.Status) : Bool = status != #revoked;

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

  /// The first field of a binding to another holder that is malformed.
  public func malformedRebinding(args : Types.RebindArgs) : ?Text {
    if (args.commitment.size() != 32) return ?"commitment";
    malformedChange(args);
  };

  /// The first field of a renewal that is malformed.
  public func malformedRenewal(args : Types.RenewArgs) : ?Text {
    if (not Fields.isIdentifier(args.operation)) return ?"operation";
    if (not Number.isValid(args.number)) return ?"number";
    if (not Fields.isIdentifier(args.decision)) return ?"decision";
    null;
  };

  /// The first field of a binding that is malformed.
  public func malformedBinding(args : Types.BindArgs) : ?Text {
    if (not Fields.isIdentifier(args.operation)) return ?"operation";
    if (not Number.isValid(args.number)) return ?"number";
    if (args.commitment.size() != 32) return ?"commitment";
    null;
  };
};
