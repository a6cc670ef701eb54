/// The licence registry: every licence that was issued, what became of it, and the proof.
///
/// Roles, state and thin methods; the acts are in `lib/Registry.mo`, what is certified in `lib/Tree.mo` and
/// docs/verification.md, the interface, version 9, in `licence_registry.did`.
///
/// Issuers (the portal's worker) act, approvers say which batches may be issued and which licences suspended, reinstated, revoked and
/// renewed, governors decide on roles, caps and policy, and disown a head of the audit that a thief noted; anyone reads. Controllers
/// begin it all: they let issuers act and set caps until there are governors, and from then on can only break the glass. An issuer
/// alone says only who holds a licence, and takes it from a holder so often a day.
/// What becomes of a licence that there is, a drop, a cancelled motion and a broken glass each have their reason and the id of the
/// decision behind them in their block.
/// Until caps are set nothing can be issued: the total begins at 1,500 and every sector at 0.
///
/// Bounds: 500 entries or renewals a chunk, 1,000 chunks a batch, 1,000,000 licences, 5,000,000 blocks of which 1,000,000 may be
/// here and not archived, 64 archives, 64 grants, 10,000 heads of the audit and 24 of them on a day, 1,000 words on
/// heads of the last 30 days that are not disowned, 100 holders on a day from whom a licence is taken, or bound to another identity, with no approver's word, 100,000 digests of files and 64 of them on a day, 256 programmes and phases by
/// sector with 8,192 different ends, 100,000 batches and acts approved or dropped with 16 approvals each, 64 motions at a time of 1,000 that
/// are kept, 100 broken glasses, two status lists of 1,048,576 places. Where the log or the lists have no room, an act is refused as `full`. Operations are remembered for good: each has its block.
import CertifiedData "mo:core/CertifiedData";
import List "mo:core/List";
import Principal "mo:core/Principal";
import Access "../common/Access";
import Batches "../common/Batches";
import BlockLog "../common/BlockLog";
import Caps "../common/Caps";
import Operations "../common/Operations";
import Standards "../common/Standards";
import Trie "../common/Trie";
import Types "Types";
import Approvals "lib/Approvals";
import Archives "lib/Archives";
import AuditHeads "lib/AuditHeads";
import Days "lib/Days";
import Figures "lib/Figures";
import Governance "lib/Governance";
import Http "lib/Http";
import Motions "lib/Motions";
import Registry "lib/Registry";
import Roles "lib/Roles";
import Site "lib/Site";
import State "lib/State";
import StatusList "lib/StatusList";
import Tree "lib/Tree";

persistent actor LicenceRegistry {
  // Issuers, of a registry that knew them alone: they keep their role when it is upgraded.
  let grants = Access.empty();
  let held = Roles.of(grants);
  let quota : State.Quota = { var caps = Caps.initial; var issued = Caps.none };
  let licences = Trie.empty<Types.LicenceRecord>();
  let batches = Batches.empty<Types.IssueReceipt>();
  let operations = Operations.empty<Types.Receipt>();
  let log = BlockLog.empty();
  let audit = AuditHeads.empty();
  let disowning = AuditHeads.noneDisowned();
  // Of a registry that did not count yet, its licences are counted when it is upgraded.
  let counted = Figures.of(licences);

  // Likewise, by its log, of one that kept no status lists.
  let status = StatusList.of(licences, log);

  let standings = Trie.empty<Types.Standing>();
  let council : State.Governance = { var policy = Governance.initial; motions = Motions.empty(); broken = List.empty() };

  let digests = Trie.empty<Types.Digest>();
  let digestsOfDay = Days.none();
  let takenOfDay = Days.none();
  let archives = Archives.empty();
  transient let site = Site.here<system>();

  transient let state : State.State = {
    roles = held;
    quota;
    licences;
    batches;
    operations;
    log;
    archives;
    audit;
    disowning;
    figures = counted;
    standings;
    governance = council;
    status;
    digests;
    digestsOfDay;
    takenOfDay;
    http = site.tree.root.hash;
  };
  transient let maxBatchBytes : Nat = 2_000_000;
  transient let maxMessageBytes : Nat = 16_384;

  func certify() = CertifiedData.set(Tree.root(state));

  // What an act answered, with the state behind it certified.
  func certified<T>(answer : T) : T {
    certify();
    answer;
  };

  // A call by its method, whose argument nobody reads here.
  type Message = {
    #agree : Any; #approveBatch : Any; #archiving : Any; #auditHeads : Any; #batch : Any; #bindHolder : Any; #breakGlass : Any;
    #cancel : Any; #caps : Any; #digest : Any; #disownHead : Any; #dropBatch : Any; #enact : Any; #figures : Any; #found : Any;
    #governance : Any; #grantRole : Any; #handOver : Any; #http_request : Any; #icrc10_supported_standards : Any;
    #icrc3_get_archives : Any; #icrc3_get_blocks : Any; #icrc3_get_tip_certificate : Any; #icrc3_supported_block_types : Any;
    #issueBatch : Any; #issued : Any; #licence : Any; #move : Any; #noteAuditHead : Any; #noteDigest : Any; #rebindHolder : Any;
    #reinstate : Any; #renewBatch : Any; #revoke : Any; #roles : Any; #setCaps : Any; #statusLists : Any; #statusPlace : Any;
    #suspend : Any; #unbindHolder : Any; #verify : Any; #withdrawRole : Any;
  };

  // On every start, since an upgrade forgets what was certified.
  certify();

  /// Controllers only, before the founding. Lets `principal` act as an issuer; the other roles are given by the founding and by
  /// motions. Traps for the anonymous principal, beyond 64 grants, and where the log has no room.
  public shared ({ caller }) func grantRole(principal : Principal, role : Types.Role) : async Types.RoleResult {
    changeRole(caller, principal, role, true);
  };

  /// Controllers only, before the founding. Takes the role back.
  public shared ({ caller }) func withdrawRole(principal : Principal, role : Types.Role) : async Types.RoleResult {
    changeRole(caller, principal, role, false);
  };

  /// Controllers only, once. Names the governors, the approvers and the policy; from then on roles and caps are the governors'.
  public shared ({ caller }) func found(args : Types.FoundArgs) : async Types.FoundResult {
    if (not Access.isController(caller)) return #err(#notAuthorised);
    certified(Governance.found(state, moment(caller), args));
  };

  /// Controllers only. Replaces the governors at once and cancels every open motion; certified for good.
  public shared ({ caller }) func breakGlass(args : Types.BreakArgs) : async Types.FoundResult {
    if (not Access.isController(caller)) return #err(#notAuthorised);
    certified(Governance.breakGlass(state, moment(caller), args));
  };

  /// Governors only. Moves a change of roles, caps, policy or archive, or the return of places, and agrees to it; the same operation again gets the first receipt.
  public shared ({ caller }) func move(args : Types.MoveArgs) : async Types.MoveResult {
    if (not Roles.holds(held, caller, #governor)) return #err(#notAuthorised);
    certified(Governance.move(state, moment(caller), args));
  };

  /// Governors only. Agrees to a motion; the same governor again gets the first receipt.
  public shared ({ caller }) func agree(args : Types.MotionArgs) : async Types.MotionResult {
    if (not Roles.holds(held, caller, #governor)) return #err(#notAuthorised);
    certified(Governance.agree(state, moment(caller), args));
  };

  /// Governors only. Stops a motion that is not enacted.
  public shared ({ caller }) func cancel(args : Types.CancelArgs) : async Types.MotionResult {
    if (not Roles.holds(held, caller, #governor)) return #err(#notAuthorised);
    certified(Governance.cancel(state, moment(caller), args));
  };

  /// Governors and issuers. Carries a motion out whose time has come: `tooEarly` says when that is.
  public shared ({ caller }) func enact(args : Types.MotionArgs) : async Types.MotionResult {
    if (not Roles.holds(held, caller, #governor) and not mayIssue(caller)) return #err(#notAuthorised);
    certified(Governance.enact(state, moment(caller), args));
  };

  /// Governors only. Says that the head of the audit in this block is none of the portal's; with as many words as the policy wants it
  /// is disowned, for good. The same governor again gets the first receipt.
  public shared ({ caller }) func disownHead(args : Types.DisownArgs) : async Types.DisownResult {
    if (not Roles.holds(held, caller, #governor)) return #err(#notAuthorised);
    certified(Governance.disownHead(state, moment(caller), args));
  };

  /// Approvers only. Says that this manifest may be issued under this id, or that what has this hash may be done to licences under
  /// this id of an operation; the same again gets the first receipt.
  public shared ({ caller }) func approveBatch(args : Types.ApproveArgs) : async Types.ApproveResult {
    if (not Roles.holds(held, caller, #approver)) return #err(#notAuthorised);
    certified(Approvals.approve(state, moment(caller), args));
  };

  /// Issuers and approvers. Takes a batch out for good, of which nothing is issued, or an act that was not done; an issuer only one
  /// that somebody approved.
  public shared ({ caller }) func dropBatch(args : Types.DropArgs) : async Types.DropResult {
    if (not Roles.holds(held, caller, #approver) and not mayIssue(caller)) return #err(#notAuthorised);
    certified(Approvals.drop(state, moment(caller), args));
  };

  /// Issuers only. Issues one chunk of a batch, all of it or nothing; the same chunk again gets the first receipt. The batch must
  /// be approved by as many as the policy wants. Costs about a dozen hashes an entry.
  public shared ({ caller }) func issueBatch(args : Types.IssueArgs) : async Types.IssueResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.issue(state, moment(caller), args));
  };

  /// Issuers only. Suspends an active licence, once one approver has approved this very act: the brake, which waits for nobody else.
  public shared ({ caller }) func suspend(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #suspend, args);
  };

  /// Issuers only. Makes a suspended licence active again, once as many approvers as the policy wants have approved this very act.
  public shared ({ caller }) func reinstate(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #reinstate, args);
  };

  /// Issuers only. Revokes a licence for good, once as many approvers as the policy wants have approved this very act.
  public shared ({ caller }) func revoke(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #revoke, args);
  };

  /// Issuers only. Binds a holder's commitment, once: `illegalTransition` when the licence has one or is not active,
  /// `invalid "expired"` when it has expired.
  public shared ({ caller }) func bindHolder(args : Types.BindArgs) : async Types.ChangeResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.bind(state, moment(caller), #bind, args));
  };

  /// Issuers only. Takes a licence from its holder, so that it can be bound to another: `illegalTransition` when it has none
  /// or is revoked. With `rebindHolder` 100 times a day in Pakistan; beyond that, and not counted, once one approver has approved
  /// this very act: `notApproved`.
  public shared ({ caller }) func unbindHolder(args : Types.ChangeArgs) : async Types.ChangeResult {
    change(caller, #unbind, args);
  };

  /// Issuers only. Replaces the commitment of a holder who has another identity now: `illegalTransition` when the licence
  /// has none or is not active, `invalid "expired"` when it has expired. So often a day as with `unbindHolder`.
  public shared ({ caller }) func rebindHolder(args : Types.BindArgs) : async Types.ChangeResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.bind(state, moment(caller), #rebind, args));
  };

  /// Issuers only. Moves the ends of 1 to 500 licences to later times, all of them or none, once as many approvers as the
  /// policy wants have approved this very act: `refused` names every one that is in the way. The same operation again gets the first receipt. One block. Costs about a dozen hashes a licence.
  public shared ({ caller }) func renewBatch(args : Types.RenewArgs) : async Types.RenewResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.renew(state, moment(caller), args));
  };

  /// Controllers only, before the founding: from then on caps change by motions. Never below what is issued.
  public shared ({ caller }) func setCaps(args : Types.CapsArgs) : async Types.CapsResult {
    if (not Access.isController(caller) or Governance.isFounded(state)) return #err(#notAuthorised);
    certified(Registry.setCaps(state, moment(caller), args));
  };

  /// Issuers only. Notes how far the portal's audit chain has come; each head is further than the last one that is not disowned.
  public shared ({ caller }) func noteAuditHead(args : Types.NoteArgs) : async Types.NoteResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.noteAuditHead(state, moment(caller), args));
  };

  /// Issuers only. Notes the SHA-256 of a file that the portal hands out, once for each name and for good, and not before the day in
  /// its name: `tooEarly` says from when on.
  public shared ({ caller }) func noteDigest(args : Types.DigestArgs) : async Types.DigestResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.noteDigest(state, moment(caller), args));
  };

  /// The archive that the governors named last. Lets go of the blocks that it says it holds, and gives it those that it is to take
  /// next; the same again gets the same.
  public shared ({ caller }) func handOver(held : ?Archives.Held) : async Types.HandOverResult {
    Archives.handOver(archives, log, caller, held);
  };

  /// Anyone. Proves a licence's record, or that no licence has this number (14 characters, no hyphens).
  public query func verify(number : Text) : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Tree.licence(state, number) };
  };

  /// Anyone. The record without a proof.
  public query func licence(number : Text) : async ?Types.LicenceRecord { Registry.licenceOf(state, number) };

  /// Anyone.
  public query func caps() : async Types.Places { quota.caps };

  /// Anyone. Places taken: ever issued, less those that governors returned.
  public query func issued() : async Types.Places { quota.issued };

  /// Anyone. ICRC-3: the blocks of these runs, at most 100 and about 1.5 MB, and how many there are in all. Fewer than asked for
  /// does not mean that the log ends. Of older ones, which archive has them.
  public query func icrc3_get_blocks(ranges : BlockLog.Ranges) : async BlockLog.Page { Archives.page(archives, log, ranges) };

  /// Anyone. ICRC-3: the canisters that hold older blocks, with the first and the last that each has.
  public query func icrc3_get_archives({ from } : Types.ArchivesAfter) : async [Types.Archive] { Archives.listed(archives, from) };

  /// Anyone. How far the log is archived, who takes what comes next, and how many of the newest blocks stay.
  public query func archiving() : async Archives.Standing { Archives.standing(archives, log) };

  /// Anyone. ICRC-3: proves the index and the hash of the last block, or that there is none. Null outside a query.
  public query func icrc3_get_tip_certificate() : async ?Types.DataCertificate {
    let ?certificate = CertifiedData.getCertificate() else return null;
    ?{ certificate; hash_tree = Tree.tip(state) };
  };

  /// Anyone. ICRC-3: every `btype` of the log, with the section of the project's documentation that describes it.
  public query func icrc3_supported_block_types() : async [Standards.BlockType] { Standards.blockTypes() };

  /// Anyone. ICRC-10: the standards that this canister keeps to.
  public query func icrc10_supported_standards() : async [Standards.Standard] { Standards.supported };

  /// Anyone. Every head of the audit that was noted, those that are disowned, and the proof that these are all; and the words on
  /// heads that can still be disowned. At most about 1.9 MB, and a few KB in practice.
  public query func auditHeads() : async Types.AuditHeads {
    {
      heads = AuditHeads.all(audit);
      disowned = AuditHeads.allDisowned(disowning);
      words = AuditHeads.openWords(disowning, audit, moment(Principal.anonymous()).now);
      certificate = CertifiedData.getCertificate();
      witness = Tree.audit(state);
    };
  };

  /// Anyone. Proves the digest that was noted of a file of this name, or that none is.
  public query func digest(name : Text) : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Tree.digest(state, name) };
  };

  /// Anyone. Proves how many licences of every programme, phase and sector there are, and how they stand: all of it, at most about
  /// 500 KB, and a few KB in practice.
  public query func figures() : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Tree.figures(state) };
  };

  /// Anyone. How a batch stands that was approved or dropped, or the proof that there is none of this id.
  public query func batch(batchId : Text) : async Types.Batch {
    {
      standing = Approvals.shown(state, batchId);
      certificate = CertifiedData.getCertificate();
      witness = Tree.batch(state, batchId);
    };
  };

  /// Anyone. Who decides by which policy, and what is to be decided: motions that are open or agreed, and the last 100 others.
  public query func governance() : async Types.Governance {
    {
      roles = held.list;
      policy = council.policy;
      motions = Motions.shown(council.motions, moment(Principal.anonymous()).now, Motions.mostShown);
      brokenGlass = List.toArray(council.broken);
      certificate = CertifiedData.getCertificate();
      witness = Tree.governance(state);
    };
  };

  /// Anyone. Proves which licences are revoked and which are suspended, a bit each in the order of issue: at most about 260 KB,
  /// and 2 KB for each 8,192 licences.
  public query func statusLists() : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Tree.statusLists(state) };
  };

  /// Anyone. Proves a licence's place in the status lists, or that no licence has this number (14 characters, no hyphens).
  public query func statusPlace(number : Text) : async Types.Verification {
    { certificate = CertifiedData.getCertificate(); witness = Tree.statusPlace(state, number) };
  };

  /// Anyone, by a browser and a gateway: the verification page, what it has to know, and a licence in JSON with its proof. All but
  /// the last is certified as a response, version 2.
  public query func http_request(request : Http.Request) : async Http.Response {
    Http.answer(state, site, request, CertifiedData.getCertificate(), moment(Principal.anonymous()).now);
  };

  /// Anyone.
  public query func roles() : async [(Principal, Types.Role)] { held.list };

  /// A cheap filter against waste, run by one node alone: every method guards itself. A word on a head of the audit is not even
  /// taken up of anybody but governors.
  system func inspect({ caller; arg; msg } : { caller : Principal; arg : Blob; msg : Message }) : Bool {
    switch msg { case (#disownHead _) if (not Roles.holds(held, caller, #governor)) return false; case _ {} };
    not Principal.isAnonymous(caller) and arg.size() <= (if (mayIssue(caller)) maxBatchBytes else maxMessageBytes);
  };

  func changeRole(caller : Principal, principal : Principal, role : Types.Role, given : Bool) : Types.RoleResult {
    if (not Access.isController(caller) or Governance.isFounded(state) or role != #issuer) return #err(#notAuthorised);
    Governance.changeIssuer(state, moment(caller), principal, given);
    certify();
    #ok;
  };

  func change(caller : Principal, act : Registry.Change, args : Types.ChangeArgs) : Types.ChangeResult {
    if (not mayIssue(caller)) return #err(#notAuthorised);
    certified(Registry.change(state, moment(caller), act, args));
  };

  func mayIssue(caller : Principal) : Bool = Roles.holds(held, caller, #issuer);

  func moment(caller : Principal) : State.Moment = State.moment(caller);
};
