/// Who decides: the founding, motions that governors agree to, the breaking of the glass, and the disowning of a forged head of the
/// audit.
///
/// But for the last, what governors decide takes effect by a motion alone: once enough have agreed, changes of roles and of the policy wait for a
/// delay in which any governor can cancel them, and changes of caps and returns of places take effect with the last agreement.
import Array "mo:core/Array";
import List "mo:core/List";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Set "mo:core/Set";
import Caps "../../common/Caps";
import Cbor "../../common/Cbor";
import Fields "../../common/Fields";
import Operations "../../common/Operations";
import Types "../Types";
import Acts "Acts";
import Archives "Archives";
import AuditHeads "AuditHeads";
import Encoding "Encoding";
import Figures "Figures";
import Motions "Motions";
import Roles "Roles";
import State "State";

module {
  type State = State.State;
  type Moment = State.Moment;

  /// Before the founding: two approvers a batch, two governors a motion, no delay.
  public let initial : Types.Policy = { approvals = 2; governors = 2; delay = 0 };

  /// The longest delay: 30 days.
  public let maxDelay : Nat64 = 2_592_000_000_000_000;

  /// The most times that the glass can be broken: each of them is certified for good.
  public let maxBroken : Nat = 100;

  /// Whether there are governors.
  public func isFounded(state : State) : Bool = Roles.count(state.roles, #governor) > 0;

  /// Before the founding: gives an issuer their role, or takes it; writes a block if that changes anything.
  public func changeIssuer(state : State, moment : Moment, principal : Principal, given : Bool) {
    let (kind, changed) = if given {
      ("sanad_grant", Roles.give(state.roles, principal, #issuer));
    } else {
      ("sanad_withdraw", Roles.take(state.roles, principal, #issuer));
    };
    if (not changed) return;
    ignore State.append(state, moment, kind, [
      ("principal", #Blob(Principal.toBlob(principal))),
      ("role", #Text(Encoding.role(#issuer))),
    ]);
  };

  /// Ends the founding: from now on roles, caps and the policy are the governors'.
  public func found(state : State, moment : Moment, args : Types.FoundArgs) : Types.FoundResult {
    if (isFounded(state)) return #err(#conflict);
    switch (malformed(args.policy)) { case (?field) return #err(#invalid(field)); case null {} };
    for (wanted in [args.governors, args.approvers].values()) {
      switch (unfit(state, wanted)) { case (?why) return #err(#invalid(why)); case null {} };
    };
    if (not areDistinct(Array.concat(args.governors, args.approvers))) return #err(#invalid("role"));
    if (not isMet(args.policy, args.governors.size(), args.approvers.size())) return #err(#invalid("quorum"));
    if (state.roles.list.size() + args.governors.size() + args.approvers.size() > Roles.maxGrants) return #err(#full);
    if (not State.hasRoom(state, 1)) return #err(#full);
    for (principal in args.governors.values()) ignore Roles.give(state.roles, principal, #governor);
    for (principal in args.approvers.values()) ignore Roles.give(state.roles, principal, #approver);
    state.governance.policy := args.policy;
    #ok(written(state, moment, "sanad_found", [
      ("governors", principals(args.governors)),
      ("approvers", principals(args.approvers)),
      ("policy", #Map(Acts.policy(args.policy))),
    ]));
  };

  /// Replaces the governors at once and cancels what is open. For good in the log, and in what is certified.
  public func breakGlass(state : State, moment : Moment, args : Types.BreakArgs) : Types.FoundResult {
    if (not isFounded(state)) return #err(#conflict);
    if (not Fields.isReason(args.reason)) return #err(#invalid("reason"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    let before = Array.filter<Roles.Grant>(state.roles.list, func((_, role)) = role == #governor);
    let fresh = Array.filter<Principal>(args.governors, func principal = not Roles.holds(state.roles, principal, #governor));
    switch (unfit(state, fresh)) { case (?why) return #err(#invalid(why)); case null {} };
    if (not areDistinct(args.governors)) return #err(#invalid("principal"));
    if (args.governors.size() < Nat32.toNat(state.governance.policy.governors)) return #err(#invalid("quorum"));
    let others : Nat = state.roles.list.size() - before.size();
    if (others + args.governors.size() > Roles.maxGrants or List.size(state.governance.broken) >= maxBroken) return #err(#full);
    if (not State.hasRoom(state, 1)) return #err(#full);
    for ((principal, role) in before.values()) ignore Roles.take(state.roles, principal, role);
    for (principal in args.governors.values()) ignore Roles.give(state.roles, principal, #governor);
    let receipt = written(state, moment, "sanad_break_glass", [
      ("governors", principals(args.governors)),
      ("reason", #Text(args.reason)),
      ("decision", #Text(args.decision)),
    ]);
    Motions.cancelAll(state.governance.motions);
    List.add(state.governance.broken, { receipt with reason = args.reason });
    #ok(receipt);
  };

  /// Moves an act, which is its mover's agreement too.
  public func move(state : State, moment : Moment, args : Types.MoveArgs) : Types.MoveResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    let writer = Cbor.writer(64);
    Acts.write(writer, args.act);
    let content = Operations.content("sanad_move", [args.decision], Cbor.toBlob(writer));
    let motions = state.governance.motions;
    let moved = State.once<Types.MotionError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.MotionResult {
      switch (obstacle(state, moment, args.act)) { case (?error) return #err(error); case null {} };
      if (Motions.running(motions, moment.now).size() >= Motions.maxRunning) return #err(#full);
      let receipt = written(state, moment, "sanad_move", [
        ("operation", #Text(args.operation)),
        ("decision", #Text(args.decision)),
        ("act", Acts.value(args.act)),
      ]);
      Motions.put(motions, {
        args with
        id = receipt.block;
        moved = moment.now;
        agreed = [{ receipt with governor = moment.caller }];
        effectiveFrom = null;
        state = #open;
      });
      Motions.trim(motions);
      #ok(receipt);
    });
    switch moved {
      case (#ok(receipt)) #ok({ receipt with motion = receipt.block });
      case (#err(error)) #err(error);
    };
  };

  /// Agrees to a motion, once; the same governor again gets the first receipt. The agreement that makes them enough carries caps
  /// and returns of places out, and lets the delay of everything else begin.
  public func agree(state : State, moment : Moment, args : Types.MotionArgs) : Types.MotionResult {
    let ?motion = Motions.get(state.governance.motions, args.motion) else return #err(#notFound);
    switch (Array.find<Types.Agreement>(motion.agreed, func({ governor }) = governor == moment.caller)) {
      case (?{ block; at }) return #ok({ block; at });
      case null {};
    };
    let standing = Motions.standing(motion, moment.now);
    if (standing != #open) return #err(#over(standing));
    let { motions } = state.governance;
    let policy = state.governance.policy;
    let still = Array.filter<Types.Agreement>(motion.agreed, func({ governor }) = Roles.holds(state.roles, governor, #governor));
    let isEnough = still.size() + 1 >= Nat32.toNat(policy.governors);
    let isAtOnce = switch (motion.act) { case (#caps(_) or #returnPlaces(_)) isEnough; case _ false };
    if isAtOnce switch (obstacle(state, moment, motion.act)) { case (?error) return #err(error); case null {} };
    // What takes effect at once has a block of its own.
    if (not State.hasRoom(state, if isAtOnce 2 else 1)) return #err(#full);
    let receipt = written(state, moment, "sanad_agree", [("motion", #Nat(motion.id))]);
    let agreed = Array.concat(motion.agreed, [{ receipt with governor = moment.caller }]);
    if (not isEnough) {
      Motions.put(motions, { motion with agreed });
    } else if isAtOnce {
      ignore carryOut(state, moment, { motion with agreed; effectiveFrom = ?moment.now });
    } else {
      Motions.put(motions, { motion with agreed; effectiveFrom = ?(moment.now + policy.delay); state = #agreed });
    };
    #ok(receipt);
  };

  /// Stops a motion that is not enacted.
  public func cancel(state : State, moment : Moment, args : Types.CancelArgs) : Types.MotionResult {
    if (not Fields.isReason(args.reason)) return #err(#invalid("reason"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    let ?motion = Motions.get(state.governance.motions, args.motion) else return #err(#notFound);
    let standing = Motions.standing(motion, moment.now);
    if (standing != #open and standing != #agreed) return #err(#over(standing));
    if (not State.hasRoom(state, 1)) return #err(#full);
    let receipt = written(state, moment, "sanad_cancel", [
      ("motion", #Nat(motion.id)),
      ("reason", #Text(args.reason)),
      ("decision", #Text(args.decision)),
    ]);
    Motions.put(state.governance.motions, { motion with state = #cancelled });
    #ok(receipt);
  };

  /// Carries a motion out whose time has come.
  public func enact(state : State, moment : Moment, args : Types.MotionArgs) : Types.MotionResult {
    let ?motion = Motions.get(state.governance.motions, args.motion) else return #err(#notFound);
    let standing = Motions.standing(motion, moment.now);
    let (#agreed, ?from) = (standing, motion.effectiveFrom) else return #err(#over(standing));
    if (moment.now < from) return #err(#tooEarly(from));
    switch (obstacle(state, moment, motion.act)) { case (?error) return #err(error); case null {} };
    if (not State.hasRoom(state, 1)) return #err(#full);
    #ok(carryOut(state, moment, motion));
  };

  /// Says for a governor that a head of the audit is none of the portal's. The word that makes those of governors of now enough disowns
  /// it. The same governor again gets the first receipt, unless the words have come to be enough since, by another policy or other
  /// roles: then theirs, given anew, disowns it.
  public func disownHead(state : State, moment : Moment, args : Types.DisownArgs) : Types.DisownResult {
    if (not Fields.isReason(args.reason)) return #err(#invalid("reason"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    let { audit; disowning } = state;
    let ?place = AuditHeads.placeOf(audit, args.block) else return #err(#notFound);
    let head = List.at(audit.list, place);
    if (head.sequence != args.sequence) return #err(#notFound);
    let isDisowned = AuditHeads.isDisowned(disowning, args.block);
    switch (AuditHeads.wordOf(disowning, args.block, moment.caller)) {
      case (?{ block; at }) if (isDisowned or not isEnough(state, args.block)) return #ok({ block; at });
      case null {};
    };
    if isDisowned return #err(#alreadyDisowned);
    if (AuditHeads.isOld(head, moment.now)) return #err(#tooLate);
    let open = AuditHeads.openWords(disowning, audit, moment.now).size();
    if (open >= AuditHeads.maxWords or not State.hasRoom(state, 1)) return #err(#full);
    let block = State.append(state, moment, "sanad_disown", [
      ("head", #Nat(args.block)),
      ("reason", #Text(args.reason)),
      ("decision", #Text(args.decision)),
    ]);
    let word = { head = args.block; governor = moment.caller; reason = args.reason; decision = args.decision; at = moment.now; block };
    let others = Array.filter<AuditHeads.Word>(
      AuditHeads.wordsAt(disowning, audit, moment.now),
      func(said) = said.head != word.head or said.governor != word.governor,
    );
    disowning.words := Array.concat(others, [word]);
    if (isEnough(state, args.block)) AuditHeads.disown(disowning, place, word);
    #ok({ block; at = moment.now });
  };

  /// Writes roles, policy, caps, places taken, what is open or agreed, and when the glass was broken, in deterministic CBOR.
  public func encode(state : State) : Blob {
    let writer = Cbor.writer(1_024);
    Cbor.map(writer, 7);
    Cbor.name(writer, "v");
    Cbor.unsigned(writer, 2);
    Cbor.name(writer, "caps");
    Acts.writePlaces(writer, state.quota.caps);
    Cbor.name(writer, "roles");
    Cbor.array(writer, state.roles.list.size());
    for ((principal, role) in state.roles.list.values()) {
      Cbor.array(writer, 2);
      Cbor.bytes(writer, Principal.toBlob(principal));
      Cbor.text(writer, Encoding.role(role));
    };
    Cbor.name(writer, "taken");
    Acts.writePlaces(writer, state.quota.issued);
    Cbor.name(writer, "broken");
    Cbor.array(writer, List.size(state.governance.broken));
    for ({ at } in List.values(state.governance.broken)) Cbor.unsigned(writer, at);
    Cbor.name(writer, "policy");
    Acts.writePolicy(writer, state.governance.policy);
    Cbor.name(writer, "motions");
    // As they are noted, since what is certified changes by an act alone: a reader knows by the time which have lapsed.
    let running = Motions.running(state.governance.motions, 0);
    Cbor.array(writer, running.size());
    for (motion in running.values()) writeMotion(writer, motion);
    Cbor.toBlob(writer);
  };

  func writeMotion(writer : Cbor.Writer, { id; act; decision; moved; agreed; effectiveFrom } : Types.Motion) {
    Cbor.array(writer, 6);
    Cbor.unsigned(writer, Nat64.fromNat(id));
    Acts.write(writer, act);
    Cbor.text(writer, decision);
    Cbor.unsigned(writer, moved);
    Cbor.array(writer, agreed.size());
    for ({ governor; at } in agreed.values()) {
      Cbor.array(writer, 2);
      Cbor.bytes(writer, Principal.toBlob(governor));
      Cbor.unsigned(writer, at);
    };
    switch effectiveFrom { case (?from) Cbor.unsigned(writer, from); case null Cbor.nothing(writer) };
  };

  // Whether the words on the head in this block are as many as it takes, of those who are governors now.
  func isEnough(state : State, block : Nat) : Bool {
    let counting = Array.filter<AuditHeads.Word>(
      state.disowning.words,
      func({ head; governor }) = head == block and Roles.holds(state.roles, governor, #governor),
    );
    counting.size() >= Nat32.toNat(state.governance.policy.governors);
  };

  // What keeps an act from taking effect now.
  func obstacle(state : State, moment : Moment, act : Types.Act) : ?Types.MotionError {
    let { governance; roles; quota } = state;
    let (governors, approvers) = (Roles.count(roles, #governor), Roles.count(roles, #approver));
    switch act {
      case (#caps(caps)) {
        switch (Caps.problem(caps), Caps.belowIssued(caps, quota.issued)) {
          case (?problem, _) ?#invalid(problem);
          case (null, ?below) ?#belowIssued(below);
          case (null, null) null;
        };
      };
      case (#policy(policy)) {
        switch (malformed(policy)) {
          case (?field) ?#invalid(field);
          case null if (isMet(policy, governors, approvers)) null else ?#invalid("quorum");
        };
      };
      case (#returnPlaces({ sector; places })) {
        if (places > 0 and places <= returnable(state, moment, sector)) null else ?#invalid("places");
      };
      case (#archive({ canister; keep })) Archives.obstacle(state.archives, canister, keep);
      case (#grant({ principal })) {
        switch (unfit(state, [principal])) {
          case (?why) ?#invalid(why);
          case null if (roles.list.size() >= Roles.maxGrants) ?#full else null;
        };
      };
      case (#withdraw({ principal; role })) {
        if (not Roles.holds(roles, principal, role)) return ?#invalid("role");
        let isLeft = switch role {
          case (#issuer) true;
          case (#approver) isMet(governance.policy, governors, approvers - 1);
          case (#governor) isMet(governance.policy, governors - 1, approvers);
        };
        if isLeft null else ?#invalid("quorum");
      };
    };
  };

  func carryOut(state : State, moment : Moment, motion : Types.Motion) : Types.Receipt {
    let receipt = written(state, moment, "sanad_enact", [("motion", #Nat(motion.id)), ("act", Acts.value(motion.act))]);
    switch (motion.act) {
      case (#caps(caps)) state.quota.caps := caps;
      case (#policy(policy)) state.governance.policy := policy;
      case (#returnPlaces({ sector; places })) state.quota.issued := Caps.without(state.quota.issued, sector, places);
      case (#archive({ canister; keep })) Archives.name(state.archives, canister, keep);
      case (#grant({ principal; role })) ignore Roles.give(state.roles, principal, role);
      case (#withdraw({ principal; role })) ignore Roles.take(state.roles, principal, role);
    };
    Motions.put(state.governance.motions, { motion with state = #enacted });
    receipt;
  };

  func written(state : State, moment : Moment, kind : Text, transaction : [(Text, Types.Value)]) : Types.Receipt {
    Motions.settle(state.governance.motions, moment.now);
    { block = State.append(state, moment, kind, transaction); at = moment.now };
  };

  // How many places of a sector may be given again: of licences that have ended, less those that were returned before.
  func returnable(state : State, { now } : Moment, sector : Types.Sector) : Nat32 {
    let { issued; ended } = Figures.ofSector(state.figures, sector, now);
    let taken = Nat64.fromNat32(Caps.ofSector(state.quota.issued, sector));
    Nat64.toNat32(ended + taken - issued);
  };

  // Why one of these cannot be given a role: nobody, named twice, or with a role already, since nobody holds two.
  func unfit(state : State, wanted : [Principal]) : ?Text {
    if (Array.find<Principal>(wanted, Principal.isAnonymous) != null or not areDistinct(wanted)) return ?"principal";
    if (Array.find<Principal>(wanted, func principal = Roles.roleOf(state.roles, principal) != null) != null) ?"role" else null;
  };

  func areDistinct(principals : [Principal]) : Bool =
    Set.size(Set.fromIter(principals.values(), Principal.compare)) == principals.size();

  func principals(list : [Principal]) : Types.Value =
    #Array(Array.map<Principal, Types.Value>(list, func principal = #Blob(Principal.toBlob(principal))));

  func malformed({ approvals; governors; delay } : Types.Policy) : ?Text {
    if (approvals < 2 or approvals > 16) return ?"approvals";
    if (governors < 2 or governors > 16) return ?"governors";
    if (delay > maxDelay) ?"delay" else null;
  };

  // Whether so many can decide by this policy.
  func isMet(policy : Types.Policy, governors : Int, approvers : Int) : Bool =
    governors >= Nat32.toNat(policy.governors) and approvers >= Nat32.toNat(policy.approvals);
};
