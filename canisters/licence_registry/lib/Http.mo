/// The registry's answers to HTTP requests, which a gateway hands on: `lib/Site.mo` says what stands at which address.
import Array "mo:core/Array";
import Iter "mo:core/Iter";
import Text "mo:core/Text";
import HttpTree "../../common/HttpTree";
import Registry "Registry";
import Report "Report";
import Site "Site";
import State "State";
import Tree "Tree";

module {
  /// The IC's HTTP gateway protocol. Headers and body of a request change no answer.
  public type Request = { method : Text; url : Text; headers : [(Text, Text)]; body : Blob; certificate_version : ?Nat16 };
  public type Response = { status_code : Nat16; headers : [(Text, Text)]; body : Blob };

  /// Answers a request, with what proves the answer. Without a certificate, in an update call, nothing is proved: a gateway refuses it.
  public func answer(state : State.State, site : Site.Site, { method; url } : Request, certificate : ?Blob, now : Nat64) : Response {
    let isLong = url.size() > Site.maxUrl;
    let folders = HttpTree.foldersOf(if isLong Text.fromIter(Iter.take(url.chars(), Site.maxUrl)) else url);
    let found = HttpTree.find(site.tree, folders);
    let kind = if isLong #long else if (method == "GET" or method == "HEAD") #found else #method;
    let { status; headers; body } = switch (kind, found.ending.answers.size()) {
      case (#found, 0) licence(state, site.about, folders, certificate, now);
      case _ Site.answer(found, kind);
    };
    let proof = switch certificate {
      case (?some) HttpTree.headers(found, some, Tree.http(state, HttpTree.witness(site.tree, folders, found)));
      case null [];
    };
    { status_code = status; headers = Array.concat(headers, proof); body };
  };

  // Below /api/v1/licences: 404 with the proof where no licence has this number.
  func licence(state : State.State, about : Site.About, folders : [Text], certificate : ?Blob, now : Nat64) : HttpTree.Answer {
    let (?asked, ?proof) = (Site.askedOf(folders), certificate) else return json(404, Report.failure("notFound", about));
    let ?number = Report.numberOf(asked) else return json(400, Report.failure("numberInvalid", about));
    let record = Registry.licenceOf(state, number);
    let proven = { certificate = proof; witness = Tree.licence(state, number) };
    json(if (record == null) 404 else 200, Report.licence(number, record, proven, about, now));
  };

  func json(status : Nat16, text : Text) : HttpTree.Answer = {
    status;
    headers = Array.concat([("content-type", "application/json")], Site.bare);
    body = Text.encodeUtf8(text);
  };
};
