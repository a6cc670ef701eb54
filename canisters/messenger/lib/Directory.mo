/// The directory's acts, on a state that is passed in. Whoever calls them has been let in already.
///
/// An act that is refused changes nothing. A removed account leaves the tree; its id is never used again, and its
/// handle is kept from others, as a hash, so that nobody can pass for who had it. Its owner may open another account.
/// Whoever has lost their principal keeps the account under another one.
import Blob "mo:core/Blob";
import Map "mo:core/Map";
import Nat32 "mo:core/Nat32";
import Principal "mo:core/Principal";
import Result "mo:core/Result";
import Set "mo:core/Set";
import Text "mo:core/Text";
import Access "../../common/Access";
import Batches "../../common/Batches";
import Fields "../../common/Fields";
import HashTree "../../common/HashTree";
import Operations "../../common/Operations";
import Trie "../../common/Trie";
import Types "../Types";
import Encoding "Encoding";
import Handle "Handle";

module {
  /// Each field is one of the actor's, so that a later version can add another.
  public type State = {
    grants : Access.Grants;
    handles : Trie.Trie<Types.Account>;
    principals : Trie.Trie<Text>;
    /// The handle of each account that stands, by the account's id; null once it is removed.
    ids : Map.Map<Text, ?Text>;
    /// Labels of the handles of removed accounts.
    retired : Set.Set<Blob>;
    batches : Batches.Batches<Types.OpenReceipt>;
    operations : Operations.Operations<Types.Receipt>;
    tally : Tally;
  };

  /// Of the accounts that stand, how many are suspended.
  public type Tally = { var suspended : Nat };

  /// Counts a directory that did not count yet.
  public func tally(handles : Trie.Trie<Types.Account>) : Tally {
    let tally : Tally = { var suspended = 0 };
    Trie.each(handles, func({ status } : Types.Account) { if (status == #suspended) tally.suspended += 1 });
    tally;
  };

  public type Act = { #suspend; #reinstate; #remove };

  /// The most accounts ever opened.
  public let maxAccounts : Nat = 100_000;

  /// The most changes of accounts ever made: the operations that are remembered.
  public let maxOperations : Nat = 1_000_000;

  /// Opens the accounts of a chunk, all of them or none.
  public func open(state : State, now : Nat64, args : Types.OpenArgs) : Types.OpenResult {
    if (not Fields.isIdentifier(args.batchId)) return invalidEntry(0, "batchId");
    switch (Batches.malformed(args)) { case (?field) return invalidEntry(0, field); case null {} };
    if (args.entries.size() == 0 or args.entries.size() > Batches.maxEntries) return #err(#tooMany);

    let chunkHash = Batches.chunkHash(Batches.encode(args.entries, Encoding.entry));
    switch (Batches.standing(state.batches, args, chunkHash)) {
      case (#again(receipt)) return #ok(receipt);
      case (#conflict) return #err(#conflict);
      case (#manifestMismatch) return #err(#manifestMismatch);
      case (#fresh) {};
    };
    switch (problem(state, args.entries)) { case (?error) return #err(error); case null {} };
    if (Map.size(state.ids) + args.entries.size() > maxAccounts) return #err(#full);

    for ({ account; handle; owner; institutionId; institutionName } in args.entries.values()) {
      let opened : Types.Account = {
        handle;
        owner;
        institutionId;
        institutionName;
        opened = now;
        status = #active;
        statusSince = now;
      };
      Trie.put(state.handles, Encoding.handleLabel(handle), opened);
      Trie.put(state.principals, Encoding.principalLabel(owner), handle);
      Map.add(state.ids, Text.compare, account, ?handle);
    };
    let receipt = { at = now; chunkHash };
    Batches.accept(state.batches, args, chunkHash, receipt);
    #ok(receipt);
  };

  /// Suspends, reinstates or removes an account.
  public func change(state : State, now : Nat64, act : Act, args : Types.ChangeArgs) : Types.ChangeResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.account)) return #err(#invalid("account"));
    let kind = switch act { case (#suspend) "suspend"; case (#reinstate) "reinstate"; case (#remove) "remove" };
    let content = Operations.content(kind, [args.account], "");
    switch (Operations.standing(state.operations, args.operation, content)) {
      case (#again(receipt)) return #ok(receipt);
      case (#conflict) return #err(#conflict);
      case (#fresh) {};
    };
    if (Map.size(state.operations) >= maxOperations) return #err(#full);
    let ?standing = Map.get(state.ids, Text.compare, args.account) else return #err(#notFound);
    let ?handle = standing else return #err(#illegalTransition);
    let key = Encoding.handleLabel(handle);
    let ?account = Trie.get(state.handles, key) else return #err(#notFound);
    switch (act, account.status) {
      case (#suspend, #active) {
        Trie.put(state.handles, key, { account with status = #suspended; statusSince = now });
        state.tally.suspended += 1;
      };
      case (#reinstate, #suspended) {
        Trie.put(state.handles, key, { account with status = #active; statusSince = now });
        state.tally.suspended -= 1;
      };
      case (#remove, _) {
        ignore Trie.remove(state.handles, key);
        if (account.status == #suspended) state.tally.suspended -= 1;
        ignore Trie.remove(state.principals, Encoding.principalLabel(account.owner));
        Map.add(state.ids, Text.compare, args.account, null);
        Set.add(state.retired, Blob.compare, key);
      };
      case _ return #err(#illegalTransition);
    };
    let receipt = { at = now };
    Operations.done(state.operations, args.operation, content, receipt);
    #ok(receipt);
  };

  /// Gives an account to another principal of its owner: the handle stays, the old principal has none any more.
  public func move(state : State, now : Nat64, args : Types.MoveArgs) : Types.MoveResult {
    if (not Fields.isIdentifier(args.operation)) return #err(#invalid("operation"));
    if (not Fields.isIdentifier(args.account)) return #err(#invalid("account"));
    if (Principal.isAnonymous(args.owner)) return #err(#invalid("owner"));
    let content = Operations.content("move", [args.account, Principal.toText(args.owner)], "");
    switch (Operations.standing(state.operations, args.operation, content)) {
      case (#again(receipt)) return #ok(receipt);
      case (#conflict) return #err(#conflict);
      case (#fresh) {};
    };
    if (Map.size(state.operations) >= maxOperations) return #err(#full);
    let ?standing = Map.get(state.ids, Text.compare, args.account) else return #err(#notFound);
    let ?handle = standing else return #err(#illegalTransition);
    let key = Encoding.handleLabel(handle);
    let ?account = Trie.get(state.handles, key) else return #err(#notFound);
    let place = Encoding.principalLabel(args.owner);
    if (Trie.get(state.principals, place) != null) return #err(#ownerHasAccount(args.owner));
    ignore Trie.remove(state.principals, Encoding.principalLabel(account.owner));
    Trie.put(state.principals, place, handle);
    Trie.put(state.handles, key, { account with owner = args.owner });
    let receipt = { at = now };
    Operations.done(state.operations, args.operation, content, receipt);
    #ok(receipt);
  };

  /// The root hash to certify.
  public func root(state : State) : Blob =
    HashTree.digest(tree(state, false, handlesPruned(state), false, principalsPruned(state), false));

  /// The witness of how many accounts there are.
  public func countWitness(state : State) : Blob =
    HashTree.toCbor(tree(state, true, handlesPruned(state), false, principalsPruned(state), false));

  /// The witness that a handle has an account, or that it has none.
  public func handleWitness(state : State, handle : Text) : Blob {
    let below = Trie.witness(state.handles, Encoding.handleLabel(handle), Encoding.account);
    HashTree.toCbor(tree(state, false, below, true, principalsPruned(state), false));
  };

  /// The witness of a principal's handle, or that it has none.
  public func principalWitness(state : State, principal : Principal) : Blob {
    let below = Trie.witness(state.principals, Encoding.principalLabel(principal), Encoding.handle);
    HashTree.toCbor(tree(state, false, handlesPruned(state), false, below, true));
  };

  public func accountOf(state : State, handle : Text) : ?Types.Account =
    Trie.get(state.handles, Encoding.handleLabel(handle));

  // How many there are: ever opened, and of those that stand, active and suspended.
  func count(state : State) : Blob {
    Encoding.count({
      opened = Map.size(state.ids);
      active = state.handles.size - state.tally.suspended;
      suspended = state.tally.suspended;
    });
  };

  func tree(
    state : State,
    showCount : Bool,
    handles : HashTree.Witness,
    showHandles : Bool,
    principals : HashTree.Witness,
    showPrincipals : Bool,
  ) : HashTree.Witness = HashTree.compose([
    { name = "count"; below = #leaf(count(state)); shown = showCount },
    { name = "handles"; below = handles; shown = showHandles },
    { name = "principals"; below = principals; shown = showPrincipals },
  ]);

  func handlesPruned(state : State) : HashTree.Witness =
    #pruned(Trie.rootHash(state.handles, Encoding.account));

  func principalsPruned(state : State) : HashTree.Witness =
    #pruned(Trie.rootHash(state.principals, Encoding.handle));

  // Why the entries cannot be opened: malformed, or an id, a handle or an owner twice, here or in the directory.
  func problem(state : State, entries : [Types.Entry]) : ?Types.OpenError {
    let (accounts, handles, owners) = (Set.empty<Text>(), Set.empty<Text>(), Set.empty<Principal>());
    for (index in entries.keys()) {
      let { account; handle; owner } = entries[index];
      switch (malformed(entries[index])) {
        case (?field) return ?#invalidEntry({ index = Nat32.fromNat(index); field });
        case null {};
      };
      if (not Set.insert(accounts, Text.compare, account) or Map.containsKey(state.ids, Text.compare, account)) {
        return ?#accountExists(account);
      };
      let key = Encoding.handleLabel(handle);
      if (
        not Set.insert(handles, Text.compare, handle) or Trie.get(state.handles, key) != null
        or Set.contains(state.retired, Blob.compare, key)
      ) return ?#handleTaken(handle);
      if (
        not Set.insert(owners, Principal.compare, owner)
        or Trie.get(state.principals, Encoding.principalLabel(owner)) != null
      ) return ?#ownerHasAccount(owner);
    };
    null;
  };

  func malformed(entry : Types.Entry) : ?Text {
    if (not Fields.isIdentifier(entry.account)) return ?"account";
    if (not Handle.isValid(entry.handle)) return ?"handle";
    if (Principal.isAnonymous(entry.owner)) return ?"owner";
    if (not Fields.isIdentifier(entry.institutionId)) return ?"institutionId";
    if (not Fields.isName(entry.institutionName)) return ?"institutionName";
    null;
  };

  func invalidEntry(index : Nat32, field : Text) : Types.OpenResult = #err(#invalidEntry({ index; field }));
};
