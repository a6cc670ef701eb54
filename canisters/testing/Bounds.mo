/// What the canisters' acts answer around their bounds, on states that were filled up to there.
///
/// Where a bound is held against a count, the count is set: what is counted is not looked at.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import List "mo:core/List";
import Map "mo:core/Map";
import Nat "mo:core/Nat";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import Principal "mo:core/Principal";
import Set "mo:core/Set";
import Access "../common/Access";
import Batches "../common/Batches";
import BlockLog "../common/BlockLog";
import Caps "../common/Caps";
import Operations "../common/Operations";
import Trie "../common/Trie";
import Approvals "../licence_registry/lib/Approvals";
import Archives "../licence_registry/lib/Archives";
import AuditHeads "../licence_registry/lib/AuditHeads";
import Days "../licence_registry/lib/Days";
import Encoding "../licence_registry/lib/Encoding";
import Figures "../licence_registry/lib/Figures";
import Governance "../licence_registry/lib/Governance";
import Motions "../licence_registry/lib/Motions";
import Registry "../licence_registry/lib/Registry";
import Roles "../licence_registry/lib/Roles";
import State "../licence_registry/lib/State";
import StatusList "../licence_registry/lib/StatusList";
import Tree "../licence_registry/lib/Tree";
import Types "../licence_registry/Types";
import Taking "../log_archive/lib/Taking";
import Accounts "../messenger/lib/Encoding";
import Directory "../messenger/lib/Directory";
import Messenger "../messenger/Types";

module {
  public type Bound = {
    #approvals;
    #archives;
    #batches;
    #brokenGlass;
    #cells;
    #digests;
    #digestsOfDay;
    #ends;
    #grants;
    #heads;
    #headsOfDay;
    #words;
    #motionsKept;
    #places;
    #liveBlocks;
    #allBlocks;
    #statusPlaces;
    #accounts;
    #changes;
    #archived;
  };

  type State = State.State;
  type Act = () -> Text;

  let hash : Blob = "0123456789abcdef0123456789abcdef";
  let month : Nat64 = 2_592_000_000_000_000;

  func person(n : Nat) : Principal = Principal.fromBlob(Blob.fromArray([Nat8.fromNat(n / 256), Nat8.fromNat(n % 256), 1]));

  func moment(n : Nat) : State.Moment = { caller = person(n); now = 1_000 };

  public func around(state : State, bound : Bound, entries : [Types.Entry], beyond : Bool) : [(Text, Bool)] {
    switch bound {
      case (#accounts or #changes) {
        let directory = emptyDirectory();
        answers(directoryActs(directory, bound), func() = Directory.root(directory));
      };
      case (#archived) archived();
      case _ answers(registryActs(state, bound, entries, beyond), func() = Tree.root(state));
    };
  };

  func answers(acts : [Act], root : () -> Blob) : [(Text, Bool)] {
    Array.map<Act, (Text, Bool)>(
      acts,
      func act {
        let before = root();
        let answer = act();
        (answer, root() != before);
      },
    );
  };

  func registryActs(state : State, bound : Bound, entries : [Types.Entry], beyond : Bool) : [Act] {
    func approve(n : Nat, batchId : Text, now : Nat64) : Act = func() = debug_show (
      Approvals.approve(state, { caller = person(n); now }, { batchId; manifestHash = hash; planHash = hash })
    );
    func digestAt(now : Nat64, of : Text) : Act = func() = debug_show (
      Registry.noteDigest(state, { moment(0) with now }, { operation = of; name = of # "-1970-01-01.csv"; hash; size = 1 })
    );
    func digest(of : Text) : Act = digestAt(1_000, of);
    func head(sequence : Nat64, now : Nat64) : Act = func() = debug_show (
      Registry.noteAuditHead(state, { moment(0) with now }, { operation = "head-" # Nat64.toText(sequence); sequence; hash })
    );
    func move(operation : Text, act : Types.Act) : Act = func() = debug_show (
      Governance.move(state, moment(1), { operation; act; decision = "act-1" })
    );
    func issue(n : Nat, changes : { phase : Text; end : Nat64 }) : Act {
      let args = approved(state, n, { entries[n] with phase = changes.phase; validUntil = entries[n].validUntil + changes.end });
      func() = debug_show (Registry.issue(state, moment(0), args));
    };
    func fill(blocks : Nat) = for (_ in Nat.range(0, blocks)) List.add<Types.Value>(state.log.blocks, #Nat(0));

    switch bound {
      case (#approvals) {
        for (n in Nat.range(1, Approvals.maxApprovals)) ignore approve(n, "a", 1_000)();
        let (last, one) = (Approvals.maxApprovals, Approvals.maxApprovals + 1);
        [approve(last, "a", 1_000), approve(one, "a", 1_000), approve(1, "a", 1_000), approve(one, "a", month + 1_000), approve(1, "a", month + 1_000)];
      };
      case (#batches) {
        found(state);
        ignore approve(1, "first", 1_000)();
        state.standings.size := Approvals.maxBatches - 1;
        let drop = func(by : Nat, batchId : Text) : Act = func() = debug_show (
          Approvals.drop(state, moment(by), { operation = "drop-" # batchId; batchId; reason = "no"; decision = "act-1" })
        );
        [approve(1, "a", 1_000), approve(1, "b", 1_000), drop(3, "c"), approve(1, "a", 1_000), approve(2, "a", 1_000), drop(0, "a")];
      };
      case (#heads) {
        for (n in Nat.range(1, AuditHeads.maxHeads)) {
          let sequence = Nat64.fromNat(n);
          AuditHeads.add(state.audit, state.disowning, { sequence; hash; at = Days.beginning(sequence); block = n });
        };
        let last = Nat64.fromNat(AuditHeads.maxHeads);
        let now = Days.beginning(last);
        [head(last, now), head(last + 1, now), head(last, now)];
      };
      case (#headsOfDay) {
        let midnight = Days.beginning(1);
        for (n in Nat.range(1, AuditHeads.maxHeadsADay)) ignore head(Nat64.fromNat(n), midnight - 2)();
        let last = Nat64.fromNat(AuditHeads.maxHeadsADay);
        [head(last, midnight - 1), head(last + 1, midnight - 1), head(last, midnight - 1), head(last + 1, midnight)];
      };
      case (#words) {
        found(state);
        ignore head(1, 1_000)();
        let later = 1_000 + month;
        ignore head(2, later)();
        ignore head(3, later)();
        let say = func(by : Nat, block : Nat, now : Nat64) : Act = func() = debug_show (
          Governance.disownHead(state, { moment(by) with now }, { block; sequence = Nat64.fromNat(block); reason = "no"; decision = "act-1" })
        );
        let fill = func(head : Nat, words : Nat) {
          let said = func(n : Nat) : AuditHeads.Word = { head; governor = person(100 + n); reason = "no"; decision = "act-1"; at = 1_000; block = head };
          state.disowning.words := Array.tabulate<AuditHeads.Word>(words, said);
        };
        fill(1, AuditHeads.maxWords - 1);
        [
          say(1, 1, 1_000),
          say(2, 1, 1_000),
          say(1, 1, 1_000),
          say(2, 2, later),
          func() { fill(2, AuditHeads.maxWords); "filled" },
          say(1, 3, later),
          func() { AuditHeads.disown(state.disowning, 1, { head = 2; at = later; block = 2 }); "disowned" },
          say(1, 3, later),
        ];
      };
      case (#digests) {
        ignore digest("first")();
        state.digests.size := Registry.maxDigests - 1;
        [digest("a"), digest("b"), digest("a")];
      };
      case (#digestsOfDay) {
        for (n in Nat.range(1, Registry.maxDigestsADay)) ignore digest(Nat.toText(n))();
        let midnight = Days.beginning(1);
        let coming = func(now : Nat64) : Act = func() = debug_show (
          Registry.noteDigest(state, { moment(0) with now }, { operation = "coming"; name = "c-1970-01-03.csv"; hash; size = 1 })
        );
        let early : Nat64 = 300_000_000_000;
        [
          digestAt(midnight - 1, "a"),
          digestAt(midnight - 1, "b"),
          digestAt(midnight - 1, "a"),
          digestAt(midnight, "b"),
          coming(Days.beginning(2) - early - 1),
          coming(Days.beginning(2) - early),
        ];
      };
      case (#ends) {
        found(state);
        state.figures.ends := Figures.maxEnds - 1;
        let { number; validUntil } = entries[0];
        let renewal = { operation = "renew"; reason = "no"; decision = "act-1"; renewals = [{ number; validUntil = validUntil + 9 }] };
        let encoded = Batches.encode(renewal.renewals, Encoding.renewal);
        approveBoth(state, renewal.operation, Operations.content("sanad_renew", [renewal.reason, renewal.decision], encoded));
        let suspension = { operation = "s"; number; reason = "no"; decision = "act-1" };
        approveBoth(state, "s", Operations.content("sanad_suspend", [number, "no", "act-1"], ""));
        [
          issue(0, { phase = "1"; end = 0 }),
          issue(1, { phase = "1"; end = 1 }),
          func() = debug_show (Registry.renew(state, moment(0), renewal)),
          func() = debug_show (Registry.change(state, moment(0), #suspend, suspension)),
        ];
      };
      case (#cells) {
        found(state);
        ignore issue(0, { phase = "1"; end = 0 })();
        state.figures.cells.size := Figures.maxCells - 1;
        [issue(1, { phase = "2"; end = 0 }), issue(2, { phase = "3"; end = 0 }), issue(3, { phase = "1"; end = 0 })];
      };
      case (#archives) {
        found(state);
        fill(100);
        let name = func(n : Nat) : Act = move("name-" # Nat.toText(n), #archive({ canister = person(1_000 + n); keep = 1 }));
        let hold = func(count : Nat) {
          state.archives.list := Array.tabulate<Archives.Archive>(count, func n = { canister = person(500 + n); start = n; keep = 1 });
          state.archives.live := count;
        };
        hold(Archives.maxArchives - 1);
        let filled : Act = func() { hold(Archives.maxArchives); "filled" };
        [name(0), filled, name(1), func() = debug_show (Archives.listed(state.archives, null).size())];
      };
      case (#brokenGlass) {
        found(state);
        for (_ in Nat.range(1, Governance.maxBroken)) List.add(state.governance.broken, { at = 1 : Nat64; block = 1; reason = "no" });
        let broken = func(n : Nat) : Act = func() = debug_show (
          Governance.breakGlass(state, moment(0), { governors = [person(1), person(n)]; reason = "no"; decision = "act-1" })
        );
        [broken(50), broken(51), move("m", #withdraw({ principal = person(50); role = #governor })), move("n", #policy({ state.governance.policy with delay = 1 : Nat64 }))];
      };
      case (#grants) {
        found(state);
        let give = func(to : Nat) = for (n in Nat.range(state.roles.list.size(), to)) ignore Roles.give(state.roles, person(100 + n), #issuer);
        give(Roles.maxGrants - 1);
        let grant = func(n : Nat) : Act = move("grant-" # Nat.toText(n), #grant({ principal = person(n); role = #approver }));
        let broken : Act = func() = debug_show (Governance.breakGlass(state, moment(0), { governors = [person(1), person(2), person(50)]; reason = "no"; decision = "act-1" }));
        let issuer : Act = func() { Governance.changeIssuer(state, moment(0), person(60), true); "given" };
        let filled : Act = func() { give(Roles.maxGrants); "filled" };
        let full = [grant(90), filled, grant(91), broken];
        if beyond Array.concat(full, [issuer]) else full;
      };
      case (#motionsKept) {
        found(state);
        ignore move("first", #caps(Caps.initial))();
        for (n in Nat.range(10, 9 + Motions.maxKept)) {
          Motions.put(state.governance.motions, { id = n; act = #caps(Caps.initial); decision = "act-1"; moved = 1; agreed = []; effectiveFrom = null; state = #cancelled });
        };
        fill(2_000);
        let standing : Act = func() = debug_show (
          Map.size(state.governance.motions),
          Motions.get(state.governance.motions, 1) != null,
          Motions.get(state.governance.motions, 10) != null,
          Motions.get(state.governance.motions, 11) != null,
        );
        [standing, func() { ignore move("next", #caps(Caps.initial))(); standing() }];
      };
      case (#places) {
        found(state);
        let caps = func(total : Nat32) : Act = move("caps", #caps({ Caps.none with total }));
        [caps(Caps.maxTotal + 1), caps(Caps.maxTotal)];
      };
      case (#liveBlocks) {
        let (acts, atOnce) = everyAct(state, entries, move, issue);
        fill(Archives.maxLive - 1 - List.size(state.log.blocks));
        let taken : Act = func() { state.archives.live += 1_000; "taken" };
        Array.flatten<Act>([[atOnce, digest("a"), digest("b")], acts, [digest("a"), taken, atOnce, digest("b")], acts]);
      };
      case (#allBlocks) {
        let first : Act = func() = debug_show (
          Governance.found(state, moment(0), { governors = [person(1), person(2)]; approvers = [person(3), person(4)]; policy = Governance.initial })
        );
        fill(BlockLog.maxBlocks - 1);
        state.archives.live := BlockLog.maxBlocks - 1_000;
        [digest("a"), first, digest("b"), digest("a")];
      };
      case (#statusPlaces) {
        found(state);
        ignore issue(0, { phase = "1"; end = 0 })();
        state.status.index.size := StatusList.maxEntries - 1;
        [issue(1, { phase = "1"; end = 0 }), issue(2, { phase = "1"; end = 0 }), issue(1, { phase = "1"; end = 0 }), digest("a")];
      };
      case _ [];
    };
  };

  // Every act of a registry that is founded, each of which may be done, and the agreement that makes a motion take effect at once.
  func everyAct(
    state : State,
    entries : [Types.Entry],
    move : (Text, Types.Act) -> Act,
    issue : (Nat, { phase : Text; end : Nat64 }) -> Act,
  ) : ([Act], Act) {
    found(state);
    let same = { phase = "1"; end = 0 : Nat64 };
    ignore issue(0, same)();
    let { number; validUntil } = entries[0];
    let args = func(operation : Text) : Types.ChangeArgs = { operation; number; reason = "no"; decision = "act-1" };
    let change = func(act : Registry.Change, operation : Text) : Act {
      let kind = switch act { case (#suspend) "sanad_suspend"; case (#reinstate) "sanad_reinstate"; case _ "sanad_revoke" };
      if (act != #unbind) approveBoth(state, operation, Operations.content(kind, [number, "no", "act-1"], ""));
      func() = debug_show (Registry.change(state, moment(0), act, args(operation)));
    };
    let renewal = { operation = "renew"; reason = "no"; decision = "act-1"; renewals = [{ number; validUntil = validUntil + 9 }] };
    let encoded = Batches.encode(renewal.renewals, Encoding.renewal);
    approveBoth(state, renewal.operation, Operations.content("sanad_renew", [renewal.reason, renewal.decision], encoded));
    func moved(act : Types.Act) : Nat {
      let motion = List.size(state.log.blocks);
      ignore move("move-" # Nat.toText(motion), act)();
      motion;
    };
    func agree(motion : Nat) : Act = func() = debug_show (Governance.agree(state, moment(2), { motion }));
    let caps = state.quota.caps;
    let (atOnce, open, agreed, stopped) = (
      moved(#caps(caps)),
      moved(#policy({ approvals = 2; governors = 2; delay = 1 })),
      moved(#policy({ approvals = 2; governors = 2; delay = 0 })),
      moved(#policy({ approvals = 2; governors = 2; delay = 2 })),
    );
    ignore agree(agreed)();
    let noted = List.size(state.log.blocks);
    ignore Registry.noteAuditHead(state, moment(0), { operation = "first head"; sequence = 1; hash });
    let acts : [Act] = [
      func() = debug_show (Approvals.approve(state, moment(3), { batchId = "batch-9"; manifestHash = hash; planHash = hash })),
      func() = debug_show (Approvals.drop(state, moment(3), { operation = "drop"; batchId = "batch-8"; reason = "no"; decision = "act-1" })),
      issue(1, same),
      func() = debug_show (Registry.renew(state, moment(0), renewal)),
      func() = debug_show (Registry.bind(state, moment(0), #bind, { args("bind") with commitment = hash })),
      func() = debug_show (Registry.bind(state, moment(0), #rebind, { args("rebind") with commitment = hash })),
      change(#unbind, "unbind"),
      change(#suspend, "suspend"),
      change(#reinstate, "reinstate"),
      change(#revoke, "revoke"),
      func() = debug_show (Registry.setCaps(state, moment(0), { operation = "caps"; caps; decision = "act-1" })),
      func() = debug_show (Registry.noteAuditHead(state, moment(0), { operation = "head"; sequence = 2; hash })),
      move("next", #caps(caps)),
      agree(open),
      func() = debug_show (Governance.enact(state, moment(1), { motion = agreed })),
      func() = debug_show (Governance.cancel(state, moment(1), { motion = stopped; reason = "no"; decision = "act-1" })),
      func() = debug_show (Governance.disownHead(state, moment(1), { block = noted; sequence = 1; reason = "no"; decision = "act-1" })),
      func() = debug_show (Governance.breakGlass(state, moment(0), { governors = [person(1), person(50)]; reason = "no"; decision = "act-1" })),
    ];
    (acts, agree(atOnce));
  };

  // Two governors, 1 and 2, and two approvers, 3 and 4, who have places to give.
  func found(state : State) {
    let policy : Types.Policy = { approvals = 2; governors = 2; delay = 0 };
    ignore Governance.found(state, moment(0), { governors = [person(1), person(2)]; approvers = [person(3), person(4)]; policy });
    state.quota.caps := { Caps.none with total = 100; education = 100 };
  };

  // Both approvers say this under an id.
  func approveBoth(state : State, batchId : Text, content : Blob) {
    for (by in [3, 4].values()) ignore Approvals.approve(state, moment(by), { batchId; manifestHash = content; planHash = hash });
  };

  // The call that issues a licence, once two have approved it.
  func approved(state : State, n : Nat, entry : Types.Entry) : Types.IssueArgs {
    let manifestHash = Batches.manifestHash([Batches.chunkHash(Batches.encode([entry], Encoding.entry))]);
    let batchId = "batch-" # Nat.toText(n);
    approveBoth(state, batchId, manifestHash);
    { batchId; chunk = 0; chunks = 1; manifestHash; chunkHashes = null; entries = [entry] };
  };

  func emptyDirectory() : Directory.State = {
    grants = Access.empty();
    handles = Trie.empty();
    principals = Trie.empty();
    ids = Map.empty();
    retired = Set.empty();
    batches = Batches.empty();
    operations = Operations.empty();
    tally = { var suspended = 0 };
  };

  func directoryActs(directory : Directory.State, bound : Bound) : [Act] {
    func account(n : Nat) : Messenger.Entry = {
      account = "account-" # Nat.toText(n);
      handle = "handle" # Nat.toText(n);
      owner = person(n);
      institutionId = "institution-7";
      institutionName = "A university";
    };
    func open(batchId : Text, numbers : [Nat]) : Act = func() {
      let opened = Array.map<Nat, Messenger.Entry>(numbers, account);
      let manifestHash = Batches.manifestHash([Batches.chunkHash(Batches.encode(opened, Accounts.entry))]);
      debug_show (Directory.open(directory, 1_000, { batchId; chunk = 0; chunks = 1; manifestHash; entries = opened }));
    };
    func change(act : Directory.Act, operation : Text) : Act = func() = debug_show (
      Directory.change(directory, 1_000, act, { operation; account = "account-0" })
    );
    if (bound == #accounts) {
      directory.ids.size := Directory.maxAccounts - 2;
      return [open("a", [0]), open("b", [1, 2]), open("c", [1]), open("d", [2]), open("a", [0]), change(#suspend, "s")];
    };
    ignore open("a", [0])();
    directory.operations.size := Directory.maxOperations - 1;
    let move : Act = func() = debug_show (Directory.move(directory, 1_000, { operation = "m"; account = "account-0"; owner = person(9) }));
    [change(#suspend, "s"), change(#reinstate, "r"), move, change(#suspend, "s")];
  };

  // Of two blocks that continue it, an archive has room for one.
  func archived() : [(Text, Bool)] {
    let source = BlockLog.empty();
    for (n in Nat.range(0, 3)) ignore BlockLog.append(source, "sanad_audit", 1, [("sequence", #Nat(n))]);
    let first = List.at(source.blocks, 0);
    let log : BlockLog.Log = { blocks = List.empty(); var tip = ?BlockLog.hash(first) };
    for (_ in Nat.range(1, Taking.maxBlocks)) List.add<BlockLog.Value>(log.blocks, #Nat(0));
    let blocks = [List.at(source.blocks, 1), List.at(source.blocks, 2)];
    let start : Nat = 7;
    let handed = { start = start + Taking.maxBlocks - 1 : Nat; blocks };
    let taking = func() : Text = debug_show (Taking.take(log, start, handed), List.size(log.blocks), log.tip == ?BlockLog.hash(blocks[0]));
    answers([taking, taking], func() = switch (log.tip) { case (?tip) tip; case null "" });
  };
};
