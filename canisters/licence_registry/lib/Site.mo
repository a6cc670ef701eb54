/// What the registry answers over HTTP: the verification page, which the build puts into the module from verify/page, what that
/// page must know of the network, and where a licence is asked for. All but the last is certified, and made once, at every start.
import Array "mo:core/Array";
import Principal "mo:core/Principal";
import Runtime "mo:core/Runtime";
import Text "mo:core/Text";
import Prim "mo:⛔";
import Page "mo:page/Files";
import HttpTree "../../common/HttpTree";
import Json "../../common/Json";
import Sha256 "../../common/Sha256";

module {
  /// Where the registry runs, by the system's own word, and what its controllers say of it in the canister's environment.
  public type About = {
    canisterId : Principal;
    subnetId : Principal;
    /// DER.
    rootKey : Blob;
    /// `local`, `mainnet`, or the name of a national subnet.
    network : Text;
    operator : Text;
    demonstration : Bool;
  };

  /// Everything that is served, and where.
  public type Site = { about : About; tree : HttpTree.Tree };

  /// Longer URLs are refused.
  public let maxUrl : Nat = 2_048;

  // A licence is asked for in this folder: what is answered there brings its own proof along, and is not certified as a response.
  let licences : [Text] = ["api", "v1", "licences"];

  /// The site of this very canister. What the environment says counts from the next installation on; what it does not say is a
  /// demonstration.
  public func here<system>() : Site {
    func said(variable : ?Text) : Text = switch variable { case (?text) text; case null "" };
    of({
      canisterId = Prim.getSelfPrincipal<system>();
      subnetId = Prim.canisterSubnet();
      rootKey = Prim.rootKey();
      network = said(Runtime.envVar<system>("network"));
      operator = said(Runtime.envVar<system>("operator"));
      demonstration = Runtime.envVar<system>("demonstration") != ?"false";
    });
  };

  func of(about : About) : Site {
    let description = Text.encodeUtf8(Json.toText(describe(about)));
    let known = [
      at(["", HttpTree.exact], redirect("/verify")),
      at(["verify", HttpTree.wildcard], page(Page.english)),
      at(["ur", HttpTree.exact], redirect("/ur/verify")),
      at(["ur", "", HttpTree.exact], redirect("/ur/verify")),
      at(["ur", "verify", HttpTree.wildcard], page(Page.urdu)),
      at(["api", "v1", "network", HttpTree.exact], plain(200, "application/json", description)),
      { at = Array.concat(licences, [HttpTree.wildcard]); ending = HttpTree.uncertified() },
    ];
    let nothing = certified(plain(404, text, "There is nothing at this address. A licence is checked at /verify.\n"));
    let assets = Array.map<Page.File, HttpTree.Place>(Page.assets, asset);
    { about; tree = HttpTree.of(Array.concat(known, assets), nothing) };
  };

  /// What is answered of what was found, or why not.
  public func answer({ ending } : HttpTree.Found, kind : { #found; #method; #long }) : HttpTree.Answer {
    switch kind {
      case (#found) ending.answers[0];
      case (#method) notRead();
      case (#long) tooLong();
    };
  };

  /// What is asked for in the folder of licences; null where that is more, or less, than one name.
  public func askedOf(folders : [Text]) : ?Text =
    if (folders.size() == licences.size() + 1) ?folders[licences.size()] else null;

  /// What stands around each answer that is no page.
  public let bare : [(Text, Text)] = [
    ("cache-control", "no-store"),
    ("access-control-allow-origin", "*"),
    ("x-content-type-options", "nosniff"),
  ];

  type Body = { status : Nat16; headers : [(Text, Text)]; body : Blob; hash : Blob };

  let text : Text = "text/plain; charset=utf-8";

  func describe({ canisterId; subnetId; rootKey; network; operator; demonstration } : About) : Json.Json = #map([
    ("network", #text(network)),
    ("rootKey", #text(Json.hex(rootKey))),
    ("subnetId", #text(Principal.toText(subnetId))),
    ("canisters", #map([("licence_registry", #text(Principal.toText(canisterId)))])),
    ("operator", #text(operator)),
    ("demonstration", #bool(demonstration)),
  ]);

  func at(place : [Text], answer : Body) : HttpTree.Place = { at = place; ending = certified(answer) };

  // Either refusal may stand in the place of any answer.
  func certified(answer : Body) : HttpTree.Ending =
    HttpTree.certified(Array.map<Body, (HttpTree.Answer, Blob)>([answer, notRead(), tooLong()], func body = (body, body.hash)));

  func notRead() : Body {
    let refused = plain(405, text, "This address can only be read: GET or HEAD.\n");
    { refused with headers = Array.concat(refused.headers, [("allow", "GET, HEAD")]) };
  };

  func tooLong() : Body = plain(414, text, "This address is too long.\n");

  func plain(status : Nat16, kind : Text, body : Blob) : Body = {
    status;
    headers = Array.concat([("content-type", kind)], bare);
    body;
    hash = Sha256.hash(body);
  };

  func redirect(location : Text) : Body {
    let there = plain(307, text, Text.encodeUtf8("The page is at " # location # ".\n"));
    { there with headers = Array.concat(there.headers, [("location", location)]) };
  };

  func page(file : Page.File) : Body = served(file, [("cache-control", "no-cache"), ("permissions-policy", "camera=(self)")]);

  func asset(file : Page.File) : HttpTree.Place {
    let path = Array.fromIter(Text.split(file.name, #char '/'));
    let kept = [("cache-control", "public, max-age=31536000, immutable")];
    // What keeps the page for the time without a network lies beside the other files, and works on the page's own addresses.
    let keeper = if (Text.contains(file.name, #text "/offline-")) [("service-worker-allowed", "/")] else [];
    at(Array.concat(path, [HttpTree.exact]), served(file, Array.concat(kept, keeper)));
  };

  // Workers take their policy from their own file. The page asks nobody but where it came from.
  func served({ kind; packed; hash; body } : Page.File, more : [(Text, Text)]) : Body {
    let encoding = if packed [("content-encoding", "gzip")] else [];
    let common = [
      ("content-type", kind),
      (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      ),
      ("referrer-policy", "no-referrer"),
      ("x-content-type-options", "nosniff"),
    ];
    { status = 200; headers = Array.flatten([common, encoding, more]); body; hash };
  };
};
