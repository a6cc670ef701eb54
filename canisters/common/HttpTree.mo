/// Response certification, version 2 (the IC's HTTP gateway protocol): which answers are certified at which addresses, as the
/// hash tree under `http_expr`, and the headers by which a gateway checks an answer before it hands it on.
///
/// A tree is made once, with all its hashes: a request costs the steps of its path.
import Array "mo:core/Array";
import Base64 "mo:core/Base64";
import Blob "mo:core/Blob";
import List "mo:core/List";
import Nat16 "mo:core/Nat16";
import Order "mo:core/Order";
import Text "mo:core/Text";
import BlockLog "BlockLog";
import Cbor "Cbor";
import HashTree "HashTree";
import Sha256 "Sha256";

module {
  /// An answer. Names of headers are in lower case.
  public type Answer = { status : Nat16; headers : [(Text, Text)]; body : Blob };

  /// What may be answered at an address, and how that is certified.
  public type Ending = {
    /// Empty where any answer may be given.
    answers : [Answer];
    expression : Text;
    below : HashTree.Witness;
    hash : Blob;
  };

  /// An address, as the names of its folders and a terminator: `exact` for this one, `wildcard` for all below it that have none.
  public type Place = { at : [Text]; ending : Ending };

  /// All places, and what stands wherever there is none.
  public type Tree = { root : Level; otherwise : Ending };

  public type Level = { names : [(Text, Node)]; hash : Blob };
  public type Node = { #ending : Ending; #level : Level };

  /// What was found for a request, and where.
  public type Found = { at : [Text]; ending : Ending };

  public let exact : Text = "<$>";
  public let wildcard : Text = "<*>";

  let allOfIt : Text = "default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},response_certification:ResponseCertification{response_header_exclusions:ResponseHeaderList{headers:[]}}}})";
  let nothingOfIt : Text = "default_certification(ValidationArgs{no_certification:Empty{}})";

  /// One of these answers, each with the SHA-256 of its body: status, body and all headers are certified.
  public func certified(answers : [(Answer, Blob)]) : Ending {
    let hashes = Array.map<(Answer, Blob), Blob>(answers, func((answer, hash)) = answerHash(answer, hash));
    let leaves = Array.map<Blob, HashTree.Witness>(Array.sort(hashes, Blob.compare), func hash = #labeled(hash, #leaf("")));
    let below : HashTree.Witness = #labeled("", forks(leaves, 0, leaves.size()));
    ending(Array.map<(Answer, Blob), Answer>(answers, func((answer, _)) = answer), allOfIt, below);
  };

  /// Any answer: it has to prove itself.
  public func uncertified() : Ending = ending([], nothingOfIt, #leaf(""));

  /// The tree of these places, each of them once, and of what stands everywhere else.
  public func of(places : [Place], otherwise : Ending) : Tree = {
    root = levelOf(Array.concat(places, [{ at = [wildcard]; ending = otherwise }]), 0);
    otherwise;
  };

  /// The path of a URL as its folders: the query left out, percent-encoding resolved, and an empty name last where it ends in a
  /// slash. Just so gateways read it.
  public func foldersOf(url : Text) : [Text] {
    let path = switch (Text.split(url, #predicate(func c = c == '?' or c == '#')).next()) {
      case (?before) decoded(before);
      case null "";
    };
    let names = List.fromIter<Text>(Text.tokens(path, #char '/'));
    if (Text.endsWith(path, #char '/')) List.add(names, "");
    List.toArray(names);
  };

  /// What the tree has for these folders: the address itself, or else the longest wildcard above it.
  public func find({ root; otherwise } : Tree, folders : [Text]) : Found {
    var level = root;
    var best = { at = [wildcard]; ending = otherwise };
    var depth = 0;
    loop {
      best := endingAt(level, folders, depth, wildcard, best);
      if (depth == folders.size()) return endingAt(level, folders, depth, exact, best);
      switch (nodeOf(level, folders[depth])) {
        case (?#level(below)) level := below;
        case _ return best;
      };
      depth += 1;
    };
  };

  /// The witness below `http_expr` that what was found is what there is for these folders: with a wildcard, it shows by all names
  /// on the way that there is nothing nearer.
  public func witness({ root } : Tree, folders : [Text], found : Found) : HashTree.Witness {
    let isExact = found.at[found.at.size() - 1 : Nat] == exact;
    shown(root, { found; folders = if isExact found.at else folders; isExact }, 0);
  };

  /// The headers that a gateway checks the answer by; `tree` is the whole witness, in CBOR.
  public func headers({ at; ending } : Found, certificate : Blob, tree : Blob) : [(Text, Text)] {
    let path = Cbor.writer(64);
    Cbor.tag(path, 55799);
    Cbor.array(path, at.size() + 1);
    Cbor.text(path, "http_expr");
    for (name in at.values()) Cbor.text(path, name);
    let parts = [("certificate", certificate), ("tree", tree), ("expr_path", Cbor.toBlob(path))];
    let proof = Array.map<(Text, Blob), Text>(parts, func((name, bytes)) = name # "=:" # Base64.encode(bytes) # ":, ");
    [
      ("ic-certificate", Text.join(proof.values(), "") # "version=2"),
      (expressionHeader, ending.expression),
    ];
  };

  let expressionHeader : Text = "ic-certificateexpression";

  func ending(answers : [Answer], expression : Text, inner : HashTree.Witness) : Ending {
    let below : HashTree.Witness = #labeled(Sha256.hash(Text.encodeUtf8(expression)), inner);
    { answers; expression; below; hash = HashTree.digest(below) };
  };

  // Headers with the status are hashed as a map, which ICRC-3 took over from the IC's requests.
  func answerHash({ status; headers } : Answer, bodyHash : Blob) : Blob {
    let named = Array.concat(headers, [(expressionHeader, allOfIt)]);
    let texts = Array.map<(Text, Text), (Text, BlockLog.Value)>(named, func((name, value)) = (name, #Text(value)));
    let statusOf : (Text, BlockLog.Value) = (":ic-cert-status", #Nat(Nat16.toNat(status)));
    Sha256.hash2(BlockLog.hash(#Map(Array.concat(texts, [statusOf]))), bodyHash);
  };

  func levelOf(places : [Place], depth : Nat) : Level {
    let names = List.empty<(Text, Node)>();
    for (place in places.values()) {
      let name = place.at[depth];
      let same = Array.filter<Place>(places, func other = other.at[depth] == name);
      if (same[0].at == place.at) {
        let isLast = place.at.size() == depth + 1;
        List.add(names, (name, if isLast #ending(place.ending) else #level(levelOf(same, depth + 1))));
      };
    };
    let sorted = Array.sort(List.toArray(names), byName);
    let parts = Array.map<(Text, Node), HashTree.Part>(
      sorted,
      func((name, node)) = { name; below = #pruned(hashOf(node)); shown = true },
    );
    { names = sorted; hash = HashTree.digest(HashTree.compose(parts)) };
  };

  func byName((one, _) : (Text, Node), (other, _) : (Text, Node)) : Order.Order = Text.compare(one, other);

  func hashOf(node : Node) : Blob {
    switch node { case (#ending({ hash })) hash; case (#level({ hash })) hash };
  };

  func nodeOf(level : Level, name : Text) : ?Node {
    let ?(_, node) = Array.find<(Text, Node)>(level.names, func((known, _)) = known == name) else return null;
    ?node;
  };

  func endingAt(level : Level, folders : [Text], depth : Nat, terminator : Text, otherwise : Found) : Found {
    let ?#ending(ending) = nodeOf(level, terminator) else return otherwise;
    { at = Array.tabulate<Text>(depth + 1, func i = if (i < depth) folders[i] else terminator); ending };
  };

  type Asked = { found : Found; folders : [Text]; isExact : Bool };

  func shown(level : Level, asked : Asked, depth : Nat) : HashTree.Witness {
    let { found; folders; isExact } = asked;
    let parts = Array.map<(Text, Node), HashTree.Part>(
      level.names,
      func((name, node)) {
        let isAsked = depth < folders.size() and folders[depth] == name;
        let below : HashTree.Witness = switch node {
          case (#ending(ending)) {
            let isFound = depth + 1 == found.at.size() and found.at[depth] == name;
            if isFound ending.below else #pruned(ending.hash);
          };
          case (#level(below)) {
            // A wildcard of the folder itself would be nearer than one above it: what stands under the empty name is shown.
            if isAsked shown(below, asked, depth + 1) else if (name == "") names(below) else #pruned(below.hash);
          };
        };
        { name; below; shown = isAsked or not isExact };
      },
    );
    HashTree.compose(parts);
  };

  func names(level : Level) : HashTree.Witness = HashTree.compose(
    Array.map<(Text, Node), HashTree.Part>(
      level.names,
      func((name, node)) = { name; below = #pruned(hashOf(node)); shown = true },
    )
  );

  func forks(trees : [HashTree.Witness], from : Nat, to : Nat) : HashTree.Witness {
    if (from == to) return #empty;
    if (from + 1 == to) return trees[from];
    let middle = (from + to + 1) / 2;
    #fork(forks(trees, from, middle), forks(trees, middle, to));
  };

  // What is no encoding stays as it is.
  func decoded(path : Text) : Text {
    if (not Text.contains(path, #char '%')) return path;
    let bytes = Text.encodeUtf8(path);
    let writer = List.empty<Nat8>();
    var i = 0;
    while (i < bytes.size()) {
      let byte : ?Nat8 = if (bytes[i] == 0x25 and i + 2 < bytes.size()) pair(bytes[i + 1], bytes[i + 2]) else null;
      switch byte {
        case (?found) { List.add(writer, found); i += 3 };
        case null { List.add(writer, bytes[i]); i += 1 };
      };
    };
    switch (Text.decodeUtf8(Blob.fromArray(List.toArray(writer)))) { case (?text) text; case null path };
  };

  func pair(high : Nat8, low : Nat8) : ?Nat8 {
    let (?one, ?other) = (digit(high), digit(low)) else return null;
    ?(one * 16 + other);
  };

  func digit(code : Nat8) : ?Nat8 {
    if (code >= 0x30 and code <= 0x39) return ?(code - 0x30);
    let lower = code | 0x20;
    if (lower >= 0x61 and lower <= 0x66) ?(lower - 0x57) else null;
  };
};
