/// What an archive takes of the blocks that are handed over to it, on a log that is passed in.
import List "mo:core/List";
import BlockLog "../../common/BlockLog";
import Types "../Types";

module {
  /// The most blocks of an archive.
  public let maxBlocks : Nat = 1_000_000;

  /// Appends what is not here yet, to a log whose first block is `start`. It may have come twice: two pulls at once are handed the
  /// same. Gives what kept it from taking all of it; what was taken before that stays.
  public func take(log : BlockLog.Log, start : Nat, handed : Types.HandedOver) : ?Types.PullError {
    var id = handed.start;
    for (block in handed.blocks.values()) {
      let next = start + List.size(log.blocks);
      if (id > next) return ?#broken(id);
      if (id == next) {
        if (List.size(log.blocks) >= maxBlocks) return ?#full;
        if (not BlockLog.take(log, block, start > 0)) return ?#broken(id);
      };
      id += 1;
    };
    null;
  };
};
