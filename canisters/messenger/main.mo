/// The messenger's accounts: who stands behind a handle, certified by handle and by principal.
///
/// Roles, state and thin methods; the acts are in `lib/Directory.mo`, the interface, version 2, in `messenger.did`,
/// what is certified in docs/verification.md. Controllers give roles; issuers (the portal's worker) act; anyone reads.
///
/// Bounds: 500 entries a chunk, 1,000 chunks a batch, 100,000 accounts ever, 1,000,000 changes, 64 grants.
import CertifiedData "mo:core/CertifiedData";
import Int "mo:core/Int";
import Map "mo:core/Map";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Set "mo:core/Set";
import Time "mo:core/Time";
import Access "../common/Access";
import Batches "../common/Batches";
import Operations "../common/Operations";
import Trie "../common/Trie";
import Types "Types";
import Directory "lib/Directory";

persistent actor Messenger {
  let grants = Access.empty();
  let handles = Trie.empty<Types.Account>();
  let principals = Trie.empty<Text>();
  let ids = Map.empty<Text, ?Text>();
  let retired = Set.empty<Blob>();
  let batches = Batches.empty<Types.OpenReceipt>();
  let operations = Operations.empty<Types.Receipt>();
  // Of a messenger that did not count yet, its accounts are counted when it is upgraded.
  let tally = Directory.tally(handles);

  transient let state : Directory.State = { grants; handles; principals; ids; retired; batches; operations; tally };
  transient let maxMessageBytes : Nat = 2_000_000;

  func certify() = CertifiedData.set(Directory.root(state));

  // On every start, since an upgrade forgets what was certified.
  certify();

  /// Controllers only. Lets `principal` act in `role`. Traps for the anonymous principal and beyond 64 grants.
  public shared ({ caller }) func grantRole(principal : Principal, role : Types.Role) : async Types.RoleResult {
    if (not Access.isController(caller)) return #err(#notAuthorised);
    ignore Access.grant(grants, principal, role);
    #ok;
  };

  /// Controllers only. Takes the role back.
  public shared ({ caller }) func withdrawRole(principal : Principal, role : Types.Role) : async Types.RoleResult {
    if (not Access.isController(caller)) return #err(#notAuthorised);
    ignore Access.withdraw(grants, principal, role);
    #ok;
  };

  /// Issuers only. Opens the accounts of one chunk of a batch, all of them or none; the same chunk again gets the first
  /// receipt. Costs about two dozen hashes an entry.
  public shared ({ caller }) func openAccounts(args : Types.OpenArgs) : async Types.OpenResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    let result = Directory.open(state, now(), args);
    certify();
    result;
  };

  /// Issuers only. Suspends an active account.
  public shared ({ caller }) func suspendAccount(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #suspend, args);
  };

  /// Issuers only. Makes a suspended account active again.
  public shared ({ caller }) func reinstateAccount(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #reinstate, args);
  };

  /// Issuers only. Takes an account out of the directory for good; nobody else gets its handle.
  public shared ({ caller }) func removeAccount(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #remove, args);
  };

  /// Issuers only. Gives an account that stands, active or suspended, to another principal, with its handle and everything
  /// else as it is. Fails with `ownerHasAccount` where that principal has one.
  public shared ({ caller }) func moveAccount(args : Types.MoveArgs) : async Types.MoveResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    let result = Directory.move(state, now(), args);
    certify();
    result;
  };

  /// Anyone. Proves the account behind a handle, or that there is none.
  public query func verifyHandle(handle : Text) : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Directory.handleWitness(state, handle) };
  };

  /// Anyone. Proves a principal's handle, or that it has none.
  public query func verifyPrincipal(principal : Principal) : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Directory.principalWitness(state, principal) };
  };

  /// Anyone. Proves how many accounts there are: ever opened, active, suspended.
  public query func count() : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Directory.countWitness(state) };
  };

  /// Anyone. The account behind a handle, without a proof.
  public query func account(handle : Text) : async ?Types.Account {
    Directory.accountOf(state, handle);
  };

  /// Anyone. How many accounts stand.
  public query func accounts() : async Nat {
    handles.size;
  };

  /// A cheap filter against waste, run by one node alone: every method guards itself.
  system func inspect({ caller : Principal; arg : Blob }) : Bool {
    not Principal.isAnonymous(caller) and arg.size() <= maxMessageBytes;
  };

  func change(caller : Principal, act : Directory.Act, args : Types.ChangeArgs) : Types.ChangeResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    let result = Directory.change(state, now(), act, args);
    certify();
    result;
  };

  func mayIssue(caller : Principal) : Bool = Access.holds(grants, caller, #issuer);

  func now() : Nat64 = Nat64.fromNat(Int.abs(Time.now()));
};
