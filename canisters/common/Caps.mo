/// Places, by sector and in total.
///
/// A sector's cap never exceeds the total, and the sectors together never exceed it either; they may add up to it.
import Nat32 "mo:core/Nat32";

module {
  public type Sector = { #government; #education; #startups; #private_ };

  /// A count, or a cap, for each sector and in total.
  public type Places = {
    total : Nat32;
    government : Nat32;
    education : Nat32;
    startups : Nat32;
    private_ : Nat32;
  };

  /// `sector` null: the total.
  public type Exceeded = { sector : ?Sector; cap : Nat32; issued : Nat32; asked : Nat32 };

  /// `sector` null: the total.
  public type BelowIssued = { sector : ?Sector; issued : Nat32 };

  /// The largest total that can be set: a bound on what the canister stores.
  public let maxTotal : Nat32 = 1_000_000;

  public let none : Places = { total = 0; government = 0; education = 0; startups = 0; private_ = 0 };

  /// Before anybody has set caps: the programme's 1,500 places, and none of them split, so that nothing can be issued.
  public let initial : Places = { none with total = 1_500 : Nat32 };

  public let sectors : [Sector] = [#government, #education, #startups, #private_];

  public func ofSector(places : Places, sector : Sector) : Nat32 {
    switch sector {
      case (#government) places.government;
      case (#education) places.education;
      case (#startups) places.startups;
      case (#private_) places.private_;
    };
  };

  /// One place more, in the sector and in total.
  public func withOneMore(places : Places, sector : Sector) : Places {
    let total = places.total + 1;
    switch sector {
      case (#government) { { places with total; government = places.government + 1 } };
      case (#education) { { places with total; education = places.education + 1 } };
      case (#startups) { { places with total; startups = places.startups + 1 } };
      case (#private_) { { places with total; private_ = places.private_ + 1 } };
    };
  };

  /// So many places fewer, in the sector and in total.
  public func without(places : Places, sector : Sector, fewer : Nat32) : Places {
    let total = places.total - fewer;
    switch (sector) {
      case (#government) { { places with total; government = places.government - fewer } };
      case (#education) { { places with total; education = places.education - fewer } };
      case (#startups) { { places with total; startups = places.startups - fewer } };
      case (#private_) { { places with total; private_ = places.private_ - fewer } };
    };
  };

  /// What would be issued after `asked` more, unless that exceeds a sector's cap or the total.
  public func admit(caps : Places, issued : Places, asked : Places) : { #ok : Places; #err : Exceeded } {
    for (sector in sectors.values()) {
      let (cap, taken, more) = (ofSector(caps, sector), ofSector(issued, sector), ofSector(asked, sector));
      if (more > 0 and taken + more > cap) return #err({ sector = ?sector; cap; issued = taken; asked = more });
    };
    if (issued.total + asked.total > caps.total) {
      return #err({ sector = null; cap = caps.total; issued = issued.total; asked = asked.total });
    };
    #ok({
      total = issued.total + asked.total;
      government = issued.government + asked.government;
      education = issued.education + asked.education;
      startups = issued.startups + asked.startups;
      private_ = issued.private_ + asked.private_;
    });
  };

  /// Whether `caps` make sense by themselves; otherwise what is wrong with them.
  public func problem(caps : Places) : ?Text {
    if (caps.total > maxTotal) return ?"total: over the limit";
    for (sector in sectors.values()) if (ofSector(caps, sector) > caps.total) return ?"sector: over the total";
    let together = caps.government + caps.education + caps.startups + caps.private_;
    if (together > caps.total) ?"sectors: add up to more than the total" else null;
  };

  /// The first cap, sectors before the total, that is less than what is issued.
  public func belowIssued(caps : Places, issued : Places) : ?BelowIssued {
    for (sector in sectors.values()) {
      let taken = ofSector(issued, sector);
      if (ofSector(caps, sector) < taken) return ?{ sector = ?sector; issued = taken };
    };
    if (caps.total < issued.total) ?{ sector = null; issued = issued.total } else null;
  };
};
