/// Who holds which role, in the order in which the roles were given. Nobody holds two.
import Array "mo:core/Array";
import Principal "mo:core/Principal";
import Runtime "mo:core/Runtime";
import Access "../../common/Access";

module {
  /// `issuer`: the portal's worker. `approver`: says which batches may be issued. `governor`: decides, with others, who holds a
  /// role and how many places there are.
  public type Role = { #issuer; #approver; #governor };

  public type Grant = (Principal, Role);

  public type Roles = { var list : [Grant] };

  /// The most grants at a time: a grant beyond it traps.
  public let maxGrants : Nat = Access.maxGrants;

  /// The roles of a registry that knew issuers alone.
  public func of(issuers : Access.Grants) : Roles = { var list = issuers.list };

  /// Whether `caller` is somebody, and holds `role`.
  public func holds(roles : Roles, caller : Principal, role : Role) : Bool =
    not Principal.isAnonymous(caller) and roleOf(roles, caller) == ?role;

  /// The role of this principal.
  public func roleOf(roles : Roles, principal : Principal) : ?Role {
    let ?(_, role) = Array.find<Grant>(roles.list, func((holder, _)) = holder == principal) else return null;
    ?role;
  };

  /// How many hold `role`.
  public func count(roles : Roles, role : Role) : Nat = Array.filter<Grant>(roles.list, func((_, held)) = held == role).size();

  /// Gives the role to somebody who has none. Says whether that changed anything. Traps for the anonymous principal, for one who
  /// has another role, and beyond `maxGrants`.
  public func give(roles : Roles, principal : Principal, role : Role) : Bool {
    if (holds(roles, principal, role)) return false;
    if (Principal.isAnonymous(principal)) Runtime.trap("The anonymous principal cannot hold a role");
    if (roleOf(roles, principal) != null) Runtime.trap("Nobody holds two roles");
    if (roles.list.size() >= maxGrants) Runtime.trap("Too many grants");
    roles.list := Array.concat(roles.list, [(principal, role)]);
    true;
  };

  /// Takes the role back. Says whether that changed anything.
  public func take(roles : Roles, principal : Principal, role : Role) : Bool {
    let before = roles.list.size();
    roles.list := Array.filter<Grant>(roles.list, func grant = grant != (principal, role));
    roles.list.size() != before;
  };
};
