/// Operations that are done once, however often they are sent.
///
/// An operation is known by its id, one namespace for all methods of a canister. The same content again gets the first
/// answer; other content under the same id is a conflict. Refusals change nothing and are not remembered.
import Map "mo:core/Map";
import Text "mo:core/Text";
import Cbor "Cbor";
import Sha256 "Sha256";

module {
  /// `A` is what the first answer was.
  public type Operations<A> = Map.Map<Text, (content : Blob, answer : A)>;

  public type Standing<A> = { #fresh; #again : A; #conflict };

  public func empty<A>() : Operations<A> = Map.empty<Text, (Blob, A)>();

  /// The hash of what is asked for: the method's name, and its arguments apart from the id.
  public func content(method : Text, arguments : [Text], bytes : Blob) : Blob {
    let writer = Cbor.writer(128);
    Cbor.array(writer, arguments.size() + 2);
    Cbor.text(writer, method);
    for (argument in arguments.values()) Cbor.text(writer, argument);
    Cbor.bytes(writer, bytes);
    Sha256.hash(Cbor.toBlob(writer));
  };

  /// Where an operation with this content stands. Changes nothing.
  public func standing<A>(operations : Operations<A>, id : Text, content : Blob) : Standing<A> {
    switch (Map.get(operations, Text.compare, id)) {
      case null #fresh;
      case (?(first, answer)) if (first == content) #again(answer) else #conflict;
    };
  };

  /// Remembers the answer to an operation whose standing was `fresh`.
  public func done<A>(operations : Operations<A>, id : Text, content : Blob, answer : A) {
    Map.add(operations, Text.compare, id, (content, answer));
  };
};
