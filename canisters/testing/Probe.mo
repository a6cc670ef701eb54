/// The pure modules, one by one, for the tests. Never deployed.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import List "mo:core/List";
import Nat "mo:core/Nat";
import Result "mo:core/Result";
import Text "mo:core/Text";
import Access "../common/Access";
import Batches "../common/Batches";
import BlockLog "../common/BlockLog";
import Caps "../common/Caps";
import Cbor "../common/Cbor";
import Fields "../common/Fields";
import HashTree "../common/HashTree";
import Operations "../common/Operations";
import Sha256 "../common/Sha256";
import Trie "../common/Trie";
import Approvals "../licence_registry/lib/Approvals";
import Archives "../licence_registry/lib/Archives";
import AuditHeads "../licence_registry/lib/AuditHeads";
import Days "../licence_registry/lib/Days";
import Encoding "../licence_registry/lib/Encoding";
import Figures "../licence_registry/lib/Figures";
import Governance "../licence_registry/lib/Governance";
import Motions "../licence_registry/lib/Motions";
import Number "../licence_registry/lib/Number";
import Registry "../licence_registry/lib/Registry";
import Roles "../licence_registry/lib/Roles";
import Rules "../licence_registry/lib/Rules";
import State "../licence_registry/lib/State";
import StatusList "../licence_registry/lib/StatusList";
import Types "../licence_registry/Types";
import Directory "../messenger/lib/Encoding";
import Handle "../messenger/lib/Handle";
import Messenger "../messenger/Types";
import Bounds "Bounds";

persistent actor Probe {
  type Asked = {
    #found : Types.FoundArgs;
    #move : Types.MoveArgs;
    #agree : Types.MotionArgs;
    #cancel : Types.CancelArgs;
    #disown : Types.DisownArgs;
    #note : Types.NoteArgs;
    #enact : Types.MotionArgs;
    #approve : Types.ApproveArgs;
    #caps : Types.Places;
    #issue : Types.IssueArgs;
    #suspend : Types.ChangeArgs;
  };

  type Change = { #put : (Blob, Blob); #remove : Blob };

  public query func sha256(messages : [Blob]) : async [Blob] {
    messages.map(Sha256.hash);
  };

  /// Of messages in pieces, by one hasher; every other piece comes as an array.
  public query func sha256OfPieces(messages : [[Blob]]) : async [Blob] {
    let hasher = Sha256.begin();
    messages.map(func(pieces : [Blob]) : Blob {
      for (at in pieces.keys()) {
        let piece = pieces[at];
        if (at % 2 == 0) Sha256.write(hasher, piece) else Sha256.writeArray(hasher, Blob.toVarArray(piece), piece.size());
      };
      Sha256.finish(hasher);
    });
  };

  public query func blockHash(value : BlockLog.Value) : async Blob {
    BlockLog.hash(value);
  };

  /// How many of these blocks a log without any takes over, one after the other.
  public query func taken(blocks : [BlockLog.Value], before : Bool) : async Nat {
    let log = BlockLog.empty();
    for (block in blocks.values()) if (not BlockLog.take(log, block, before)) return List.size(log.blocks);
    List.size(log.blocks);
  };

  public query func leb128(numbers : [Nat], signed : [Int]) : async ([Blob], [Blob]) {
    (numbers.map(BlockLog.leb128), signed.map(BlockLog.sleb128));
  };

  /// The root after these changes, the number of leaves, and the witnesses for some labels. `roots` asks for the root
  /// after every change too, so that hashes that were computed early are used later.
  public query func trie(changes : [Change], roots : Bool, labels : [Blob]) : async (Blob, Nat, [Blob]) {
    let trie = Trie.empty<Blob>();
    let same = Cbor.raw;
    for (change in changes.values()) {
      switch change {
        case (#put(label_, value)) Trie.put(trie, label_, value);
        case (#remove(label_)) ignore Trie.remove(trie, label_);
      };
      if roots ignore Trie.rootHash(trie, same);
    };
    let witnesses = labels.map(func(label_ : Blob) : Blob = HashTree.toCbor(Trie.witness(trie, label_, same)));
    (Trie.rootHash(trie, same), trie.size, witnesses);
  };

  public query func licence(record : Types.LicenceRecord) : async (Blob, Blob) {
    (Encoding.labelOf(record.number), written(record, Encoding.licence));
  };

  public query func standing(standing : Types.Standing) : async (Blob, Blob) {
    (Encoding.labelOfBatch(standing.batchId), written(standing, Encoding.standing));
  };

  public query func chunk(entries : [Types.Entry]) : async Blob {
    Batches.chunkHash(Batches.encode(entries, Encoding.entry));
  };

  public query func manifest(chunkHashes : [Blob]) : async Blob {
    Batches.manifestHash(chunkHashes);
  };

  public query func account(account : Messenger.Account, entry : Messenger.Entry) : async [Blob] {
    [
      Directory.handleLabel(account.handle),
      Directory.principalLabel(account.owner),
      written(account, Directory.account),
      written(entry, Directory.entry),
    ];
  };

  public query func admit(
    asked : [{ act : Rules.Act; record : Types.LicenceRecord; now : Nat64 }]
  ) : async [Result.Result<Types.Status, Rules.Refusal>] {
    asked.map(func({ act; record; now } : { act : Rules.Act; record : Types.LicenceRecord; now : Nat64 }) : Result.Result<Types.Status, Rules.Refusal> = Rules.admit(act, record, now));
  };

  /// What stands below the status lists' name when they are made of a log and of what its licences have become.
  public query func statusLists(issues : [[Types.Entry]], changed : [(Nat, Types.Status)]) : async Blob {
    let log = BlockLog.empty();
    let licences = Trie.empty<Types.LicenceRecord>();
    let entries = Array.flatten(issues);
    for (issue in issues.values()) {
      let written = Batches.encode(issue, Encoding.entry);
      ignore BlockLog.append(log, "sanad_issue", 1, [("batch", #Text("b")), ("entries", #Blob(written))]);
      ignore BlockLog.append(log, "sanad_suspend", 1, [("number", #Text("n"))]);
    };
    func put(entry : Types.Entry, status : Types.Status) {
      let record = { entry with holder = null; issued = 1 : Nat64; status; statusSince = 1 : Nat64; reason = null; batch = "b"; chunk = 0 : Nat32 };
      Trie.put<Types.LicenceRecord>(licences, Encoding.labelOf(entry.number), record);
    };
    for (entry in entries.values()) put(entry, #active);
    for ((at, status) in changed.values()) put(entries[at], status);
    HashTree.digest(StatusList.witness(StatusList.of(licences, log), #nothing));
  };

  /// Both status lists of this many licences, of which some have become something else.
  public query func statusBits(count : Nat, changed : [(Nat, Types.Status)]) : async Blob {
    let lists = StatusList.empty();
    func label_(place : Nat) : Blob = Sha256.hash(Text.encodeUtf8(Nat.toText(place)));
    for (place in Nat.range(0, count)) StatusList.issued(lists, label_(place));
    for ((place, status) in changed.values()) StatusList.changed(lists, label_(place), #active, status);
    HashTree.toCbor(StatusList.witness(lists, #lists));
  };

  public query func wellFormed(numbers : [Text], handles : [Text], names : [Text]) : async ([Bool], [Bool], [Bool]) {
    (numbers.map(Number.isValid), handles.map(Handle.isValid), names.map(Fields.isName));
  };

  /// What the registry answers to these calls, one after the other, by anybody at any time: as text, since each has its own type.
  public query func decide(calls : [{ now : Nat64; caller : Principal; asked : Asked }]) : async [Text] {
    let state = fresh();
    calls.map(
      func({ now; caller; asked } : { now : Nat64; caller : Principal; asked : Asked }) : Text {
        let moment = { now; caller };
        switch asked {
          case (#found(args)) debug_show (Governance.found(state, moment, args));
          case (#move(args)) debug_show (Governance.move(state, moment, args));
          case (#agree(args)) debug_show (Governance.agree(state, moment, args));
          case (#cancel(args)) debug_show (Governance.cancel(state, moment, args));
          case (#disown(args)) debug_show (Governance.disownHead(state, moment, args));
          case (#note(args)) debug_show (Registry.noteAuditHead(state, moment, args));
          case (#enact(args)) debug_show (Governance.enact(state, moment, args));
          case (#approve(args)) debug_show (Approvals.approve(state, moment, args));
          case (#caps(caps)) { state.quota.caps := caps; "" };
          case (#issue(args)) debug_show (Registry.issue(state, moment, args));
          case (#suspend(args)) debug_show (Registry.change(state, moment, #suspend, args));
        };
      }
    );
  };

  /// What acts around a bound answer, one after the other, and whether each changed what is certified. `beyond`: with the one that
  /// traps, where it does.
  public query func bound(bound : Bounds.Bound, entries : [Types.Entry], beyond : Bool) : async [(Text, Bool)] {
    Bounds.around(fresh(), bound, entries, beyond);
  };

  // A registry just installed.
  func fresh() : State.State = {
    roles = Roles.of(Access.empty());
    quota = { var caps = Caps.initial; var issued = Caps.none };
    licences = Trie.empty();
    batches = Batches.empty();
    operations = Operations.empty();
    log = BlockLog.empty();
    archives = Archives.empty();
    audit = AuditHeads.empty();
    disowning = AuditHeads.noneDisowned();
    figures = Figures.empty();
    status = StatusList.empty();
    digests = Trie.empty();
    digestsOfDay = Days.none();
    takenOfDay = Days.none();
    standings = Trie.empty();
    http = "";
    governance = { var policy = Governance.initial; motions = Motions.empty(); broken = List.empty() };
  };

  func written<V>(value : V, write : (Cbor.Writer, V) -> ()) : Blob {
    let writer = Cbor.writer(16);
    write(writer, value);
    Cbor.toBlob(writer);
  };
};
