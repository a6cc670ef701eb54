/// Licences counted by programme, phase and sector: ever issued, and how they stand. One leaf a cell in the certified tree.
///
/// Expiry comes with the time and not with an act. So a cell counts its licences by the end of their validity, and whoever reads
/// it at a certificate's time knows how many are in force then. Ends that have passed are summed up at the cell's next change.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import Map "mo:core/Map";
import Nat64 "mo:core/Nat64";
import Set "mo:core/Set";
import Cbor "../../common/Cbor";
import Sha256 "../../common/Sha256";
import Trie "../../common/Trie";
import Types "../Types";
import Encoding "Encoding";

module {
  /// What is counted of one programme, phase and sector.
  public type Cell = {
    programme : Text;
    phase : Text;
    sector : Types.Sector;
    var issued : Nat64;
    var revoked : Nat64;
    /// Not revoked, and their end had come when the cell last changed.
    var ended : Nat64;
    /// All others, by their end (ns since 1970 UTC).
    ends : Map.Map<Nat64, (active : Nat64, suspended : Nat64)>;
  };

  public type Figures = {
    cells : Trie.Trie<Cell>;
    /// How many ends there are in all cells.
    var ends : Nat;
  };

  /// Programmes and phases by sector: 64 phases with all four sectors.
  public let maxCells : Nat = 256;

  /// About the most ends in all cells; a portal has one for each day on which it issues, or moves an end to.
  public let maxEnds : Nat = 8_192;

  public func empty() : Figures = { cells = Trie.empty<Cell>(); var ends = 0 };

  /// The figures of licences that were there before they were counted. Costs one visit to each.
  public func of(licences : Trie.Trie<Types.LicenceRecord>) : Figures {
    let figures = empty();
    Trie.each(licences, func(record : Types.LicenceRecord) = issued(figures, labelOf(record), record, 0));
    figures;
  };

  /// The labels of the cells in which entries count. Those of one award stand together, and are labelled once.
  public func labels(entries : [Types.Entry]) : [Blob] {
    var last : ?(Types.Entry, Blob) = null;
    Array.map<Types.Entry, Blob>(
      entries,
      func entry {
        switch last {
          case (?(known, key)) {
            if (known.phase == entry.phase and known.sector == entry.sector and known.programme == entry.programme) return key;
          };
          case null {};
        };
        let key = labelOf(entry);
        last := ?(entry, key);
        key;
      },
    );
  };

  /// The first entry for which there is no room, by the labels of all: its index and the field that opens something new.
  public func full(figures : Figures, labels : [Blob]) : ?(Nat, Text) {
    if (figures.ends + labels.size() > maxEnds) return ?(0, "validUntil");
    let fresh = Set.empty<Blob>();
    for (index in labels.keys()) {
      switch (Trie.get(figures.cells, labels[index])) {
        case null Set.add(fresh, Blob.compare, labels[index]);
        case (?_) {};
      };
      if (figures.cells.size + Set.size(fresh) > maxCells) return ?(index, "phase");
    };
    null;
  };

  /// Is there room for this many more ends?
  public func hasRoom(figures : Figures, ends : Nat) : Bool = figures.ends + ends <= maxEnds;

  /// Counts a licence that was issued, in the cell of this label.
  public func issued(figures : Figures, key : Blob, record : Types.LicenceRecord, now : Nat64) {
    let cell = switch (Trie.get(figures.cells, key)) {
      case (?known) known;
      case null {
        {
          programme = record.programme;
          phase = record.phase;
          sector = record.sector;
          var issued = 0 : Nat64;
          var revoked = 0 : Nat64;
          var ended = 0 : Nat64;
          ends = Map.empty<Nat64, (Nat64, Nat64)>();
        } : Cell;
      };
    };
    settle(figures, cell, now);
    cell.issued += 1;
    count(figures, cell, record, now, true);
    Trie.put(figures.cells, key, cell);
  };

  /// Counts a licence anew that changed.
  public func changed(figures : Figures, before : Types.LicenceRecord, after : Types.LicenceRecord, now : Nat64) {
    if (before.status == after.status and before.validUntil == after.validUntil) return;
    let key = labelOf(before);
    let ?cell = Trie.get(figures.cells, key) else return;
    settle(figures, cell, now);
    count(figures, cell, before, now, false);
    count(figures, cell, after, now, true);
    Trie.put(figures.cells, key, cell);
  };

  /// How many licences of a sector were ever issued, and how many of them have ended: revoked, or past their end.
  public func ofSector(figures : Figures, sector : Types.Sector, now : Nat64) : { issued : Nat64; ended : Nat64 } {
    var issued : Nat64 = 0;
    var ended : Nat64 = 0;
    Trie.each(figures.cells, func(cell : Cell) {
      if (cell.sector != sector) return;
      issued += cell.issued;
      ended += cell.revoked + cell.ended;
      for ((end, (active, suspended)) in Map.entries(cell.ends)) {
        if (end > now) return;
        ended += active + suspended;
      };
    });
    { issued; ended };
  };

  /// Writes a cell in deterministic CBOR.
  public func encode(writer : Cbor.Writer, cell : Cell) {
    Cbor.map(writer, 8);
    Cbor.name(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.name(writer, "ends");
    Cbor.array(writer, Map.size(cell.ends));
    for ((end, (active, suspended)) in Map.entries(cell.ends)) {
      Cbor.array(writer, 3);
      Cbor.unsigned(writer, end);
      Cbor.unsigned(writer, active);
      Cbor.unsigned(writer, suspended);
    };
    Cbor.name(writer, "ended");
    Cbor.unsigned(writer, cell.ended);
    Cbor.name(writer, "phase");
    Cbor.text(writer, cell.phase);
    Cbor.name(writer, "issued");
    Cbor.unsigned(writer, cell.issued);
    Cbor.name(writer, "sector");
    Cbor.name(writer, Encoding.sector(cell.sector));
    Cbor.name(writer, "revoked");
    Cbor.unsigned(writer, cell.revoked);
    Cbor.name(writer, "programme");
    Cbor.text(writer, cell.programme);
  };

  func labelOf({ programme; phase; sector } : { programme : Text; phase : Text; sector : Types.Sector }) : Blob {
    let written = Cbor.encoded(func writer {
      Cbor.array(writer, 3);
      Cbor.text(writer, programme);
      Cbor.text(writer, phase);
      Cbor.name(writer, Encoding.sector(sector));
    });
    Sha256.hash2("\0dsanad-figures", written);
  };

  // Sums up the ends that have come.
  func settle(figures : Figures, cell : Cell, now : Nat64) {
    loop {
      let ?(end, (active, suspended)) = Map.minEntry(cell.ends) else return;
      if (end > now) return;
      cell.ended += active + suspended;
      Map.remove(cell.ends, Nat64.compare, end);
      figures.ends -= 1;
    };
  };

  // One licence more or fewer, in a settled cell.
  func count(figures : Figures, cell : Cell, record : Types.LicenceRecord, now : Nat64, more : Bool) {
    let by = func(number : Nat64) : Nat64 = if more number + 1 else number - 1;
    let end = record.validUntil;
    if (record.status == #revoked) {
      cell.revoked := by(cell.revoked);
    } else if (end <= now) {
      cell.ended := by(cell.ended);
    } else {
      let (active, suspended) = switch (Map.get(cell.ends, Nat64.compare, end)) {
        case (?counts) counts;
        case null {
          figures.ends += 1;
          (0 : Nat64, 0 : Nat64);
        };
      };
      let counts = if (record.status == #active) (by(active), suspended) else (active, by(suspended));
      if (counts == (0 : Nat64, 0 : Nat64)) {
        Map.remove(cell.ends, Nat64.compare, end);
        figures.ends -= 1;
      } else Map.add(cell.ends, Nat64.compare, end, counts);
    };
  };
};
