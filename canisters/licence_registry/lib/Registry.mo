/// The registry's acts, on a state that is passed in. Whoever calls them has been let in already.
///
/// An act that is refused changes nothing. One that is done is in the block log, with all that it takes to rebuild the
/// state: an issue holds its entries in CBOR, the very bytes whose hash is the chunk's.
import Array "mo:core/Array";
import List "mo:core/List";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Result "mo:core/Result";
import Set "mo:core/Set";
import Text "mo:core/Text";
import Batches "../../common/Batches";
import Caps "../../common/Caps";
import Fields "../../common/Fields";
import Operations "../../common/Operations";
import Sha256 "../../common/Sha256";
import Trie "../../common/Trie";
import Types "../Types";
import Acts "Acts";
import Approvals "Approvals";
import AuditHeads "AuditHeads";
import Days "Days";
import Encoding "Encoding";
import Figures "Figures";
import Number "Number";
import Rules "Rules";
import State "State";
import StatusList "StatusList";

module {
  public type State = State.State;

  public type Moment = State.Moment;

  /// Digests of files at most: 27 years of ten a day.
  public let maxDigests : Nat = 100_000;

  /// And on one day: three files of each of twenty days that could not be noted before. So nobody uses up all names within years.
  public let maxDigestsADay : Nat = 64;

  /// Licences that are taken from their holders, or bound to another, on one day by the issuer's word alone: the day's allowance.
  /// Whoever has stolen the issuer's key takes no more.
  public let maxTakenADay : Nat = 100;

  // By how much the clock of whoever makes a day's files may be ahead (ns).
  let clocksDiffer : Nat64 = 300_000_000_000;

  /// An act that takes a reason and a decision alone.
  public type Change = { #suspend; #reinstate; #revoke; #unbind };

  /// Issues a chunk of a batch, all of it or nothing.
  public func issue(state : State, moment : Moment, args : Types.IssueArgs) : Types.IssueResult {
    if (not Fields.isIdentifier(args.batchId)) return invalidEntry(0, "batchId");
    switch (Batches.malformed(args)) { case (?field) return invalidEntry(0, field); case null {} };
    if (args.entries.size() == 0 or args.entries.size() > Batches.maxEntries) return #err(#tooMany);

    let encoded = Batches.encode(args.entries, Encoding.entry);
    let chunkHash = Batches.chunkHash(encoded);
    switch (Batches.standing(state.batches, args, chunkHash)) {
      case (#again(receipt)) return #ok(receipt);
      case (#conflict) return #err(#conflict);
      case (#manifestMismatch) return #err(#manifestMismatch);
      case (#fresh) {};
    };
    switch (Approvals.obstacle(state, moment, args, chunkHash)) { case (?error) return #err(error); case null {} };

    let labels = switch (admissible(state, args.entries)) {
      case (#ok(labels)) labels;
      case (#err(error)) return #err(error);
    };
    if (not State.hasRoom(state, 1) or not StatusList.hasRoom(state.status, args.entries.size())) return #err(#full);
    let cells = Figures.labels(args.entries);
    switch (Figures.full(state.figures, cells)) {
      case (?(index, field)) return invalidEntry(index, field);
      case null {};
    };
    var asked = Caps.none;
    for (entry in args.entries.values()) asked := Caps.withOneMore(asked, entry.sector);
    switch (Caps.admit(state.quota.caps, state.quota.issued, asked)) {
      case (#ok(issued)) state.quota.issued := issued;
      case (#err(exceeded)) return #err(#capExceeded(exceeded));
    };

    for (index in args.entries.keys()) {
      let record = licence(args, args.entries[index], moment.now);
      Trie.put(state.licences, labels[index], record);
      Figures.issued(state.figures, cells[index], record, moment.now);
      StatusList.issued(state.status, labels[index]);
    };
    let block = State.append(state, moment, "sanad_issue", [
      ("batch", #Text(args.batchId)),
      ("chunk", #Nat(Nat32.toNat(args.chunk))),
      ("chunks", #Nat(Nat32.toNat(args.chunks))),
      ("manifest", #Blob(args.manifestHash)),
      ("entries", #Blob(encoded)),
    ]);
    let receipt = { block; chunkHash; issued = moment.now };
    Batches.accept(state.batches, args, chunkHash, receipt);
    #ok(receipt);
  };

  /// Suspends, reinstates or revokes a licence; or takes it from its holder, so that it may be bound to another.
  public func change(state : State, moment : Moment, act : Change, args : Types.ChangeArgs) : Types.ChangeResult {
    switch (Rules.malformedChange(args)) { case (?field) return #err(#invalid(field)); case null {} };
    let kind = switch act {
      case (#suspend) "sanad_suspend";
      case (#reinstate) "sanad_reinstate";
      case (#revoke) "sanad_revoke";
      case (#unbind) "sanad_unbind";
    };
    let written : [(Text, Types.Value)] = [
      ("number", #Text(args.number)),
      ("reason", #Text(args.reason)),
      ("decision", #Text(args.decision)),
    ];
    let content = Operations.content(kind, [args.number, args.reason, args.decision], "");
    onLicence(state, moment, { args with act; kind; content; written }, func(record, status) {
      if (act == #unbind) return { record with holder = null };
      let reason = switch status { case (#active) null; case _ ?args.reason };
      { record with status; statusSince = moment.now; reason };
    });
  };

  /// Binds a holder's commitment to a licence that has none; or replaces that of one that has, whose holder has another identity.
  public func bind(state : State, moment : Moment, act : { #bind; #rebind }, args : Types.BindArgs) : Types.ChangeResult {
    switch (Rules.malformedBinding(args)) { case (?field) return #err(#invalid(field)); case null {} };
    let kind = switch act { case (#bind) "sanad_bind"; case (#rebind) "sanad_rebind" };
    let written : [(Text, Types.Value)] = [
      ("number", #Text(args.number)),
      ("commitment", #Blob(args.commitment)),
      ("reason", #Text(args.reason)),
      ("decision", #Text(args.decision)),
    ];
    let content = Operations.content(kind, [args.number, args.reason, args.decision], args.commitment);
    onLicence(state, moment, { args with act; kind; content; written }, func(record, _) {
      { record with holder = ?args.commitment };
    });
  };

  /// Moves the ends of licences to later times, all of them or none.
  public func renew(state : State, moment : Moment, args : Types.RenewArgs) : Types.RenewResult {
    switch (Rules.malformedRenewal(args)) { case (?field) return #err(#invalid(field)); case null {} };
    if (args.renewals.size() == 0 or args.renewals.size() > Batches.maxEntries) return #err(#tooMany);
    let encoded = Batches.encode(args.renewals, Encoding.renewal);
    let content = Operations.content("sanad_renew", [args.reason, args.decision], encoded);
    State.once<Types.RenewError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.RenewResult {
      switch (unapproved(state, moment, #renew, args.operation, content)) {
        case (?short) return #err(#notApproved(short));
        case null {};
      };
      let numbers = Set.empty<Text>();
      let renewed = List.empty<(Blob, Types.LicenceRecord, Types.LicenceRecord)>();
      let refused = List.empty<{ index : Nat32; error : Types.RenewalError }>();
      for (index in args.renewals.keys()) {
        let renewal = args.renewals[index];
        let found = if (Set.insert(numbers, Text.compare, renewal.number)) {
          renewable(state, renewal, moment.now);
        } else #err(#invalid("number"));
        switch found {
          case (#ok(licence)) List.add(renewed, licence);
          case (#err(error)) List.add(refused, { index = Nat32.fromNat(index); error });
        };
      };
      if (not List.isEmpty(refused)) return #err(#refused(List.toArray(refused)));
      if (not Figures.hasRoom(state.figures, args.renewals.size())) return #err(#invalid("renewals"));
      for ((key, before, after) in List.values(renewed)) replace(state, moment, key, before, after);
      let block = State.append(state, moment, "sanad_renew", [
        ("operation", #Text(args.operation)),
        ("reason", #Text(args.reason)),
        ("decision", #Text(args.decision)),
        ("renewals", #Blob(encoded)),
      ]);
      #ok({ block; at = moment.now });
    });
  };

  /// Sets the caps, never below what is issued.
  public func setCaps(state : State, moment : Moment, args : Types.CapsArgs) : Types.CapsResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.decision)) return #err(#invalid("decision"));
    switch (Caps.problem(args.caps)) { case (?problem) return #err(#invalid(problem)); case null {} };
    let figures = Array.map<(Text, Nat32), Text>(Encoding.places(args.caps), func(_, places) = Nat32.toText(places));
    let content = Operations.content("sanad_caps", Array.concat(figures, [args.decision]), "");
    State.once<Types.CapsError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.CapsResult {
      switch (Caps.belowIssued(args.caps, state.quota.issued)) {
        case (?below) return #err(#belowIssued(below));
        case null {};
      };
      state.quota.caps := args.caps;
      let act : [(Text, Types.Value)] = [("operation", #Text(args.operation)), ("decision", #Text(args.decision))];
      let block = State.append(state, moment, "sanad_caps", Array.concat(act, Acts.places(args.caps)));
      #ok({ block; at = moment.now });
    });
  };

  /// Notes a head of the audit chain that is further than the last one that is not disowned.
  public func noteAuditHead(state : State, moment : Moment, args : Types.NoteArgs) : Types.NoteResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (args.sequence == 0) return #err(#invalid("sequence"));
    if (args.hash.size() != 32) return #err(#invalid("hash"));
    let content = Operations.content("sanad_audit", [Nat64.toText(args.sequence)], args.hash);
    State.once<Types.NoteError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.NoteResult {
      let latest = AuditHeads.latest(state.audit, state.disowning);
      if (args.sequence <= latest) return #err(#notAfter(latest));
      if (AuditHeads.isFull(state.audit, moment.now)) return #err(#full);
      let block = State.append(state, moment, "sanad_audit", [
        ("operation", #Text(args.operation)),
        ("sequence", #Nat(Nat64.toNat(args.sequence))),
        ("hash", #Blob(args.hash)),
      ]);
      AuditHeads.add(state.audit, state.disowning, { sequence = args.sequence; hash = args.hash; at = moment.now; block });
      #ok({ block; at = moment.now });
    });
  };

  /// Notes the digest of a file under a name that has none yet, and whose day has begun, give or take five minutes: nobody takes the name of a coming day's file.
  public func noteDigest(state : State, moment : Moment, args : Types.DigestArgs) : Types.DigestResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.name)) return #err(#invalid("name"));
    let ?day = Days.named(args.name) else return #err(#invalid("name"));
    if (args.hash.size() != 32) return #err(#invalid("hash"));
    let content = Operations.content("sanad_digest", [args.name, Nat64.toText(args.size)], args.hash);
    State.once<Types.DigestError>(state, args.operation, content, { conflict = #conflict; full = #full }, func() : Types.DigestResult {
      let key = Encoding.labelOfDigest(args.name);
      if (Trie.get(state.digests, key) != null) return #err(#alreadyNoted);
      if (day > Days.of(moment.now + clocksDiffer)) return #err(#tooEarly(Days.beginning(day) - clocksDiffer));
      if (state.digests.size >= maxDigests or Days.counted(state.digestsOfDay, moment.now) >= maxDigestsADay) return #err(#full);
      let block = State.append(state, moment, "sanad_digest", [
        ("operation", #Text(args.operation)),
        ("name", #Text(args.name)),
        ("hash", #Blob(args.hash)),
        ("size", #Nat(Nat64.toNat(args.size))),
      ]);
      Trie.put(state.digests, key, { name = args.name; hash = args.hash; size = args.size; at = moment.now; block });
      Days.add(state.digestsOfDay, moment.now);
      #ok({ block; at = moment.now });
    });
  };

  public func licenceOf(state : State, number : Text) : ?Types.LicenceRecord =
    Trie.get(state.licences, Encoding.labelOf(number));

  // One act on one licence: done once under its operation id, where the table of transitions admits it.
  func onLicence(
    state : State,
    moment : Moment,
    { operation; number; act; kind; content; written } : {
      operation : Text;
      number : Text;
      act : Rules.Act;
      kind : Text;
      content : Blob;
      written : [(Text, Types.Value)];
    },
    after : (Types.LicenceRecord, Types.Status) -> Types.LicenceRecord,
  ) : Types.ChangeResult {
    State.once<Types.ChangeError>(state, operation, content, { conflict = #conflict; full = #full }, func() : Types.ChangeResult {
      let isOfAllowance = switch (unapproved(state, moment, act, operation, content)) {
        case (?short) if (mayBeAlone(state, moment, act)) true else return #err(#notApproved(short));
        case null false;
      };
      let key = Encoding.labelOf(number);
      let ?record = Trie.get(state.licences, key) else return #err(#notFound);
      switch (Rules.admit(act, record, moment.now)) {
        case (#err(refusal)) return #err(refusal);
        case (#ok(status)) replace(state, moment, key, record, after(record, status));
      };
      if isOfAllowance Days.add(state.takenOfDay, moment.now);
      let names : [(Text, Types.Value)] = [("operation", #Text(operation))];
      #ok({ block = State.append(state, moment, kind, Array.concat(names, written)); at = moment.now });
    });
  };

  // How many of how many approvals an act has that takes more.
  func unapproved(state : State, moment : Moment, act : Rules.Act, operation : Text, content : Blob) : ?Types.Short {
    let needed : Nat32 = switch (Rules.rule(act).approvals) {
      case (#none) return null;
      case (#allowance or #one) 1;
      case (#policy) state.governance.policy.approvals;
    };
    Approvals.missing(state, moment, operation, content, needed);
  };

  // Whether an act may be done that no approver has approved: within the day's allowance.
  func mayBeAlone(state : State, moment : Moment, act : Rules.Act) : Bool =
    Rules.rule(act).approvals == #allowance and Days.counted(state.takenOfDay, moment.now) < maxTakenADay;

  // A licence that is counted, too, by what it has become.
  func replace(
    state : State,
    moment : Moment,
    key : Blob,
    before : Types.LicenceRecord,
    after : Types.LicenceRecord,
  ) {
    Trie.put(state.licences, key, after);
    Figures.changed(state.figures, before, after, moment.now);
    StatusList.changed(state.status, key, before.status, after.status);
  };

  // A licence as it is and as it is once renewed, with its label.
  func renewable(
    state : State,
    { number; validUntil } : Types.Renewal,
    now : Nat64,
  ) : Result.Result<(Blob, Types.LicenceRecord, Types.LicenceRecord), Types.RenewalError> {
    if (not Number.isValid(number)) return #err(#invalid("number"));
    let key = Encoding.labelOf(number);
    let ?record = Trie.get(state.licences, key) else return #err(#notFound);
    switch (Rules.admit(#renew, record, now)) {
      case (#err(refusal)) #err(refusal);
      case (#ok(_)) {
        if (validUntil <= record.validUntil) return #err(#invalid("validUntil"));
        #ok(key, record, { record with validUntil });
      };
    };
  };

  // The labels of entries that are well formed and whose numbers are new, here and in the registry.
  func admissible(state : State, entries : [Types.Entry]) : Result.Result<[Blob], Types.IssueError> {
    let numbers = Set.empty<Text>();
    for (index in entries.keys()) {
      let entry = entries[index];
      switch (Rules.malformed(entry)) { case (?field) return invalidEntry(index, field); case null {} };
      if (not Set.insert(numbers, Text.compare, entry.number)) return #err(#duplicateNumber(entry.number));
    };
    let hasher = Sha256.begin();
    let labels = Array.map<Types.Entry, Blob>(entries, func entry = Encoding.labelWith(hasher, entry.number));
    for (index in labels.keys()) {
      if (Trie.get(state.licences, labels[index]) != null) return #err(#duplicateNumber(entries[index].number));
    };
    #ok(labels);
  };

  func licence(args : Types.IssueArgs, entry : Types.Entry, now : Nat64) : Types.LicenceRecord = {
    entry with
    holder = null;
    issued = now;
    status = #active;
    statusSince = now;
    reason = null;
    batch = args.batchId;
    chunk = args.chunk;
  };

  func invalidEntry(index : Nat, field : Text) : { #err : { #invalidEntry : { index : Nat32; field : Text } } } =
    #err(#invalidEntry({ index = Nat32.fromNat(index); field }));
};
