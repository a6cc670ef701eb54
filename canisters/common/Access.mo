/// Who may do what. Controllers grant and withdraw roles; a role's holder does the work.
import Array "mo:core/Array";
import Principal "mo:core/Principal";
import Runtime "mo:core/Runtime";

module {
  /// `issuer`: the portal's worker.
  public type Role = { #issuer };

  public type Grant = (Principal, Role);

  public type Grants = { var list : [Grant] };

  /// The most grants at a time: a grant beyond it traps.
  public let maxGrants : Nat = 64;

  public func empty() : Grants = { var list = [] };

  /// Whether `caller` is somebody, and controls this canister.
  public func isController(caller : Principal) : Bool =
    not Principal.isAnonymous(caller) and Principal.isController(caller);

  /// Whether `caller` is somebody, and holds `role`.
  public func holds(grants : Grants, caller : Principal, role : Role) : Bool =
    not Principal.isAnonymous(caller) and has(grants, (caller, role));

  /// Gives the role. Says whether that changed anything. Traps for the anonymous principal and beyond `maxGrants`.
  public func grant(grants : Grants, principal : Principal, role : Role) : Bool {
    if (has(grants, (principal, role))) return false;
    if (Principal.isAnonymous(principal)) Runtime.trap("The anonymous principal cannot hold a role");
    if (grants.list.size() >= maxGrants) Runtime.trap("Too many grants");
    grants.list := Array.concat(grants.list, [(principal, role)]);
    true;
  };

  /// Takes the role back. Says whether that changed anything.
  public func withdraw(grants : Grants, principal : Principal, role : Role) : Bool {
    let before = grants.list.size();
    grants.list := Array.filter<Grant>(grants.list, func grant = grant != (principal, role));
    grants.list.size() != before;
  };

  func has(grants : Grants, wanted : Grant) : Bool {
    Array.find<Grant>(grants.list, func grant = grant == wanted) != null;
  };
};
