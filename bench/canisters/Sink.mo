/// A canister that does nothing: what it costs merely to send a call, have it certified and check the reply.
persistent actor {
  /// Anybody. Whatever arguments the call carries are left unread.
  public func issueBatch() : async Bool { true };
};
