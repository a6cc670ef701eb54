/// The older part of the log, which other canisters hold.
///
/// The governors name an archive. It comes and asks for blocks (`handOver`); next time it says how far it has come, and by which hash
/// its last block goes, and only then does the registry let go of what it handed over. The registry calls nobody: whatever becomes
/// of an archive, nothing here waits for it, and what it was given and did not speak for is still here.
import Array "mo:core/Array";
import List "mo:core/List";
import Nat "mo:core/Nat";
import Nat32 "mo:core/Nat32";
import Principal "mo:core/Principal";
import Result "mo:core/Result";
import BlockLog "../../common/BlockLog";

module {
  /// Who holds the blocks from `start` on, and how many of the newest are not handed over.
  public type Archive = { canister : Principal; start : Nat; keep : Nat32 };

  /// All of them, of which the last still takes blocks, and the first block that is here: each ends where the next begins, or
  /// before `live`.
  public type Archives = { var list : [Archive]; var live : Nat };

  /// What an archive holds: up to before block `next`, and the hash of the block before that.
  public type Held = { next : Nat; tip : Blob };

  /// The blocks that it is to take, from `start` on: none where it has all that is not kept here.
  public type HandedOver = { start : Nat; blocks : [BlockLog.Value] };

  public type Refusal = { #notAuthorised; #mismatch };

  /// How far the log is archived, and who takes what comes next.
  public type Standing = { canister : ?Principal; keep : Nat32; live : Nat; length : Nat };

  /// The most archives.
  public let maxArchives : Nat = 64;

  /// The most blocks that are here: an act beyond it is refused. Half of them may be kept here by the governors' choice.
  public let maxLive : Nat = 1_000_000;

  public func empty() : Archives = { var list = []; var live = 0 };

  /// What keeps this canister from being an archive from now on.
  public func obstacle(archives : Archives, canister : Principal, keep : Nat32) : ?{ #invalid : Text; #full } {
    let before = closed(archives);
    if (keep == 0 or Nat32.toNat(keep) > maxLive / 2) return ?#invalid("keep");
    if (Principal.isAnonymous(canister) or isAmong(before, canister)) return ?#invalid("canister");
    if (before.size() >= maxArchives) ?#full else null;
  };

  /// From now on blocks go to this canister. One that was named before, and has none, is forgotten.
  public func name(archives : Archives, canister : Principal, keep : Nat32) {
    archives.list := Array.concat(closed(archives), [{ canister; start = archives.live; keep }]);
  };

  /// What the last archive is to take next, once it has said what it holds. `mismatch`: that is not what was handed over to it.
  public func handOver(archives : Archives, log : BlockLog.Log, caller : Principal, held : ?Held) : Result.Result<HandedOver, Refusal> {
    let ?archive = last(archives) else return #err(#notAuthorised);
    if (caller != archive.canister) return #err(#notAuthorised);
    let (length, keep) = (List.size(log.blocks), Nat32.toNat(archive.keep));
    let end : Nat = if (length > keep) length - keep else 0;
    switch held {
      case null if (archives.live != archive.start) return #err(#mismatch);
      case (?{ next; tip }) {
        // One run at a time is handed over, and never the newest block: the next one is here, and says what comes before it.
        if (next < archives.live or next > archives.live + BlockLog.maxPage or next >= length) return #err(#mismatch);
        if (BlockLog.parentOf(List.at(log.blocks, next)) != ?tip) return #err(#mismatch);
        BlockLog.letGo(log, archives.live, next);
        archives.live := next;
      };
    };
    let live = archives.live;
    if (live >= end) return #ok({ start = live; blocks = [] });
    let { blocks } = BlockLog.page(log, { start = 0; live }, [{ start = live; length = end - live : Nat }], BlockLog.nowhere);
    #ok({ start = live; blocks = Array.map<BlockLog.Block, BlockLog.Value>(blocks, func({ block }) = block) });
  };

  /// ICRC-3: the blocks of these runs, or who has them.
  public func page(archives : Archives, log : BlockLog.Log, ranges : BlockLog.Ranges) : BlockLog.Page {
    func elsewhere(from : Nat, to : Nat) : [BlockLog.Archived] {
      let parts = List.empty<BlockLog.Archived>();
      for ((canister, start, end) in extents(archives).values()) {
        let (first, next) = (Nat.max(from, start), Nat.min(to, end));
        let archive = actor (Principal.toText(canister)) : actor {
          icrc3_get_blocks : shared query BlockLog.Ranges -> async BlockLog.Page;
        };
        if (first < next) {
          List.add(parts, { args = [{ start = first; length = next - first : Nat }]; callback = archive.icrc3_get_blocks });
        };
      };
      List.toArray(parts);
    };
    BlockLog.page(log, { start = 0; live = archives.live }, ranges, elsewhere);
  };

  /// ICRC-3: the archives that hold blocks, each with its first and its last; those after `from`, if it is given.
  public func listed(archives : Archives, from : ?Principal) : [{ canister_id : Principal; start : Nat; end : Nat }] {
    let shown = List.empty<{ canister_id : Principal; start : Nat; end : Nat }>();
    var isShown = from == null;
    for ((canister_id, start, end) in extents(archives).values()) {
      if (isShown and start < end) List.add(shown, { canister_id; start; end = end - 1 : Nat });
      if (?canister_id == from) isShown := true;
    };
    List.toArray(shown);
  };

  /// How far the log is archived.
  public func standing(archives : Archives, log : BlockLog.Log) : Standing {
    let (live, length) = (archives.live, List.size(log.blocks));
    switch (last(archives)) {
      case (?{ canister; keep }) { { canister = ?canister; keep; live; length } };
      case null { { canister = null; keep = 0; live; length } };
    };
  };

  /// How many blocks are here.
  public func liveBlocks(archives : Archives, log : BlockLog.Log) : Nat = List.size(log.blocks) - archives.live;

  // Each with where it begins, and where the next one does.
  func extents(archives : Archives) : [(Principal, Nat, Nat)] {
    let list = archives.list;
    Array.tabulate<(Principal, Nat, Nat)>(
      list.size(),
      func(i) = (list[i].canister, list[i].start, if (i + 1 < list.size()) list[i + 1].start else archives.live),
    );
  };

  // Those that hold blocks, and so stay.
  func closed(archives : Archives) : [Archive] = Array.filter<Archive>(archives.list, func({ start }) = start < archives.live);

  func isAmong(list : [Archive], wanted : Principal) : Bool =
    Array.find<Archive>(list, func({ canister }) = canister == wanted) != null;

  func last(archives : Archives) : ?Archive {
    let size = archives.list.size();
    if (size == 0) null else ?archives.list[size - 1];
  };
};
