/// An archive of a licence registry's log: a run of its older blocks, for good.
///
/// It takes blocks from one registry, the one that its environment named first, and each must continue the one before: nobody can
/// put a block here, and nothing takes one away. The registry decides whether it hands anything over (docs/verification.md, "The
/// block log"). Controllers give roles; issuers (the portal's worker) have it pull; anyone reads. The interface, version 1, is in
/// `log_archive.did`.
///
/// Bounds: 1,000,000 blocks, 1,000 a pull, 64 grants.
import CertifiedData "mo:core/CertifiedData";
import Error "mo:core/Error";
import List "mo:core/List";
import Nat "mo:core/Nat";
import Principal "mo:core/Principal";
import Runtime "mo:core/Runtime";
import Access "../common/Access";
import BlockLog "../common/BlockLog";
import HashTree "../common/HashTree";
import Standards "../common/Standards";
import Types "Types";
import Taking "lib/Taking";

persistent actor LogArchive {
  let grants = Access.empty();
  let log = BlockLog.empty();
  var start : Nat = 0;
  var registry : ?Principal = null;

  transient let maxRounds : Nat = 10;
  transient let maxMessageBytes : Nat = 16_384;

  // For good, with the first start that finds it.
  switch (registry, Runtime.envVar<system>("registry")) {
    case (null, ?named) registry := ?Principal.fromText(named);
    case _ {};
  };

  func tree() : HashTree.Witness = switch (log.tip, BlockLog.lastIndex(log, start)) {
    case (?tip, ?index) HashTree.compose([
      { name = "last_block_hash"; below = #leaf(tip); shown = true },
      { name = "last_block_index"; below = #leaf(index); shown = true },
    ]);
    case _ #empty;
  };

  func certify() = CertifiedData.set(HashTree.digest(tree()));

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

  /// Issuers only. Takes what the registry hands over, up to 1,000 blocks, and tells it what is here, so that it can let go of that.
  /// Whatever was taken stays, however the call ends; the next one goes on there.
  public shared ({ caller }) func pull() : async Types.PullResult {
    if (not Access.holds(grants, caller, #issuer)) return #err(#notAuthorised);
    let ?from = registry else return #err(#noRegistry);
    let source = actor (Principal.toText(from)) : Types.Registry;
    var rounds = 0;
    var whole = false;
    while (not whole and rounds < maxRounds) {
      rounds += 1;
      let answer = try await source.handOver(held()) catch error return #err(#unreachable(Error.message(error)));
      switch answer {
        case (#err(refusal)) return #err(#refused(refusal));
        case (#ok(handed)) {
          whole := handed.blocks.size() == 0;
          if (List.isEmpty(log.blocks)) start := handed.start;
          let problem = Taking.take(log, start, handed);
          certify();
          switch problem { case (?error) return #err(error); case null {} };
        };
      };
    };
    #ok({ start; next = next(); whole });
  };

  /// Anyone. Which blocks are here, and of whose log.
  public query func standing() : async Types.Standing { { registry; start; next = next(); tip = log.tip } };

  /// Anyone. ICRC-3: the blocks of these runs that are here, at most 100 and about 1.5 MB. `log_length` is the index behind the last.
  public query func icrc3_get_blocks(ranges : BlockLog.Ranges) : async BlockLog.Page {
    BlockLog.page(log, { start; live = start }, ranges, BlockLog.nowhere);
  };

  /// Anyone. ICRC-3: nothing is archived further on.
  public query func icrc3_get_archives(_ : Types.ArchivesAfter) : async [Types.Archive] { [] };

  /// Anyone. ICRC-3: proves the index and the hash of the last block that is here, or that there is none. Null outside a query.
  public query func icrc3_get_tip_certificate() : async ?Types.DataCertificate {
    let ?certificate = CertifiedData.getCertificate() else return null;
    ?{ certificate; hash_tree = HashTree.toCbor(tree()) };
  };

  /// Anyone. ICRC-3: the blocks are the registry's, and so are their kinds.
  public query func icrc3_supported_block_types() : async [Standards.BlockType] { Standards.blockTypes() };

  /// Anyone. ICRC-10: the standards that this canister keeps to.
  public query func icrc10_supported_standards() : async [Standards.Standard] { Standards.supported };

  /// A cheap filter against waste, run by one node alone: every method guards itself.
  system func inspect({ caller : Principal; arg : Blob }) : Bool {
    not Principal.isAnonymous(caller) and arg.size() <= maxMessageBytes;
  };

  func held() : ?Types.Held = switch (log.tip) {
    case (?tip) ?{ next = next(); tip };
    case null null;
  };

  func next() : Nat = start + List.size(log.blocks);
};
