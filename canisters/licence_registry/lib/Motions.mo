/// What was moved: at most `maxRunning` motions that are open or agreed, and the last of those that ended.
///
/// A motion lapses by itself, with the time; that is noted when the next block of governance is written.
import Array "mo:core/Array";
import Iter "mo:core/Iter";
import Map "mo:core/Map";
import Nat "mo:core/Nat";
import Types "../Types";

module {
  public type Motions = Map.Map<Nat, Types.Motion>;

  /// The most motions that are kept; ended ones go first.
  public let maxKept : Nat = 1_000;

  /// The most motions that are open or agreed.
  public let maxRunning : Nat = 64;

  /// The most ended motions that are shown at once.
  public let mostShown : Nat = 100;

  /// How long after it was moved a motion lapses, or, once enough have agreed, after it could be enacted: 30 days.
  public let lapse : Nat64 = 2_592_000_000_000_000;

  public func empty() : Motions = Map.empty<Nat, Types.Motion>();

  public func get(motions : Motions, id : Nat) : ?Types.Motion = Map.get(motions, Nat.compare, id);

  public func put(motions : Motions, motion : Types.Motion) = Map.add(motions, Nat.compare, motion.id, motion);

  /// How a motion stands at this time.
  public func standing({ moved; effectiveFrom; state } : Types.Motion, now : Nat64) : Types.MotionState {
    let since = switch effectiveFrom { case (?from) from; case null moved };
    if (isRunning(state) and now >= since + lapse) #lapsed else state;
  };

  /// The motions that are open or agreed at this time, in the order in which they were moved.
  public func running(motions : Motions, now : Nat64) : [Types.Motion] =
    Array.filter<Types.Motion>(all(motions), func motion = isRunning(standing(motion, now)));

  /// Those, and the last `most` of the others, as they stand at this time.
  public func shown(motions : Motions, now : Nat64, most : Nat) : [Types.Motion] {
    let standings = Array.map<Types.Motion, Types.Motion>(all(motions), func motion = { motion with state = standing(motion, now) });
    var over = Array.filter<Types.Motion>(standings, func({ state }) = not isRunning(state)).size();
    Array.filter<Types.Motion>(
      standings,
      func({ state }) {
        if (isRunning(state)) return true;
        over -= 1;
        over < most;
      },
    );
  };

  /// Notes which motions have lapsed.
  public func settle(motions : Motions, now : Nat64) {
    for (motion in all(motions).values()) {
      let state = standing(motion, now);
      if (state != motion.state) put(motions, { motion with state });
    };
  };

  /// Cancels what is open or agreed.
  public func cancelAll(motions : Motions) {
    for (motion in all(motions).values()) if (isRunning(motion.state)) put(motions, { motion with state = #cancelled });
  };

  /// Forgets the first of the ended ones while there are more than `maxKept`.
  public func trim(motions : Motions) {
    while (Map.size(motions) > maxKept) {
      let ?ended = Array.find<Types.Motion>(all(motions), func({ state }) = not isRunning(state)) else return;
      Map.remove(motions, Nat.compare, ended.id);
    };
  };

  func all(motions : Motions) : [Types.Motion] = Iter.toArray(Map.values(motions));

  func isRunning(state : Types.MotionState) : Bool = state == #open or state == #agreed;
};
